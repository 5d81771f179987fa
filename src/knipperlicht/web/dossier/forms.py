"""What people write at a dossier."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.dossiers.service import Contest, Speaker, Status

SHORTEST_REASON = 10


class OutsideForm(forms.Form):
    """Why a dossier outside the territory is needed here."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=SHORTEST_REASON,
        max_length=300,
        help_text=_("For instance: applicant for a permit here, file 2026/114."),
        error_messages={
            "required": _("Write why this dossier is needed here."),
            "min_length": _("Write at least ten characters: the log must be understood years later."),
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NoteForm(forms.Form):
    """A remark."""

    text = forms.CharField(
        label=_("Note"),
        max_length=4000,
        help_text=_(
            "Facts about the enterprise. No opinions on persons, no police information, no medical data."
        ),
        error_messages={"required": _("Write the note first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ContestForm(forms.ModelForm[Contest]):
    """What a company contests: a sign that stands, or a fact in words."""

    class Meta:
        model = Contest
        fields = ("about", "fact", "statement", "received", "speaker")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "statement": forms.Textarea(attrs={"rows": 4}),
            "received": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, signs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"] = forms.ChoiceField(
            label=_("Contested sign"),
            required=False,
            choices=[("", _("none: a fact of the register")), *signs],
        )
        self.fields["fact"].help_text = _(
            "Only when no sign is contested, for instance: address of the seat."
        )
        self.fields["statement"].help_text = _(
            "In the company's own words, or the gist of them. Without names of people."
        )
        self.fields["received"].initial = timezone.localdate
        self.fields["speaker"] = forms.ChoiceField(label=_("Received from"), choices=Speaker.choices)

    def clean(self) -> dict[str, Any]:
        """One of the two is named, and nothing was received tomorrow."""
        given = super().clean() or {}
        if not given.get("about") and not given.get("fact"):
            self.add_error("fact", ValidationError(_("Choose a sign, or write which fact is contested.")))
        received = given.get("received")
        if received and received > timezone.localdate():
            self.add_error("received", ValidationError(_("This day is still to come.")))
        return given


class AnswerForm(forms.Form):
    """The outcome of a contest, with its reasons."""

    status = forms.ChoiceField(
        label=_("Outcome"), choices=[choice for choice in Status.choices if choice[0] != Status.OPEN]
    )
    answer = forms.CharField(
        label=_("Answer and reasons"),
        min_length=10,
        max_length=4000,
        error_messages={
            "required": _("Write the answer with its reasons."),
            "min_length": _("Write the reasons too: at least ten characters."),
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
