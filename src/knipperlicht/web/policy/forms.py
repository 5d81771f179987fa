"""Forms of policy."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.policies.models.activities import SectorName
from knipperlicht.cases.policies.models.scope import Order

_NACE = re.compile(r"\d{2,5}")


def long_text(label: Any, **options: Any) -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(label=label, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}), **options)  # fmt: skip


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)  # fmt: skip


class ActivityForm(forms.Form):
    """The official text of an activity."""

    sector = forms.ChoiceField(label=_("Sector"), choices=[("", "–"), *SectorName.choices])
    nl = forms.CharField(label=_("Name in Dutch"), max_length=200)
    fr = forms.CharField(label=_("Name in French"), max_length=200, required=False)
    definition = long_text(_("Definition"))
    source = forms.CharField(label=_("Where it was read"), max_length=300, help_text=_("Official Gazette with its day, or the address of the text."))  # fmt: skip
    nace = forms.CharField(
        label=_("Codes to search the register with"), max_length=120, required=False,
        help_text=_("Starts of NACE-BEL 2025 codes, two to five digits, with spaces between. A help to search; they decide nothing."),
    )  # fmt: skip

    def clean_nace(self) -> list[str]:
        """Starts of codes."""
        found: list[str] = self.cleaned_data["nace"].replace(",", " ").split()
        if not all(_NACE.fullmatch(start) for start in found):
            raise ValidationError(_("Write two to five digits for each code, with spaces between."))
        return found


class DropForm(forms.Form):
    """An activity that left the decree."""

    since = day_field(_("No longer named from"))
    source = forms.CharField(label=_("Decree that dropped it"), max_length=300)


class AnalysisForm(forms.Form):
    """A risk analysis in words; its figures are added by themselves."""

    title = forms.CharField(label=_("Title"), max_length=160)
    facts = long_text(_("Facts and phenomena in the municipality"), help_text=_("What was found, by whom, when. Without names of people."))  # fmt: skip
    motivation = long_text(_("Why these activities and this zone"))
    numbers = forms.MultipleChoiceField(
        label=_("Activities"), widget=forms.CheckboxSelectMultiple, help_text=_("Their figures of today are kept with the analysis."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = choices  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[int]:
        """Numbers of activities."""
        return [int(number) for number in self.cleaned_data["numbers"]]


class RegulationForm(forms.Form):
    """A new draft, or the next version of a regulation."""

    title = forms.CharField(label=_("Title"), max_length=160)
    why = long_text(_("Why"), help_text=_("Stays with the draft."))


class NextVersionForm(forms.Form):
    """Why a next version is made."""

    why = long_text(_("Why"), help_text=_("Stays with the draft."))


class ReasonForm(forms.Form):
    """One sentence that stays with the establishment."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=320,
        help_text=_("Stays with the establishment. Without names of people."),
    )


class QueueForm(forms.Form):
    """How the queue is ordered."""

    terms: ClassVar = {"seed": "seed"}
    order = forms.ChoiceField(label=_("The queue is ordered by"), choices=Order.choices, widget=forms.RadioSelect)  # fmt: skip
    reverse = forms.BooleanField(label=_("The other way round"), required=False)
    seed = forms.CharField(
        label=_("Seed of the draw"), max_length=80, required=False,
        help_text=_("Something said in public beforehand, such as the number of a council meeting. Only for the random lot."),
    )  # fmt: skip
    score_allowed = forms.BooleanField(
        label=_("The score may order the queue"), required=False,
        help_text=_("Off unless you switch it on. It moves establishments in the queue and never takes one out of it; it is no ground for anything. The list then says that it is on, and why."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=320, required=False, help_text=_("Needed when the score may order the queue."))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The score needs to be allowed, and that needs a reason."""
        given = super().clean() or {}
        if given.get("score_allowed") and not given.get("reason", "").strip():
            self.add_error("reason", _("Say why the score may order the queue."))
        if given.get("order") == Order.SCORE and not given.get("score_allowed"):
            self.add_error("order", _("Switch on first that the score may order the queue."))
        if given.get("order") == Order.LOT and not given.get("seed", "").strip():
            self.add_error("seed", _("Give the seed of the draw."))
        return given
