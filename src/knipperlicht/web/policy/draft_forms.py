"""Forms of the content of a draft: what it rests on, its activities with their terms, its zone."""

from __future__ import annotations

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knipperlicht.bridge import places
from knipperlicht.cases.policies.models import RegulationActivity
from knipperlicht.cases.policies.models.regulations import TermAbout
from knipperlicht.cases.policies.service import Regulation, RiskAnalysis, Stretch, Term
from knipperlicht.core.text import fold
from knipperlicht.web.policy.forms import day_field

MOST_DRAWN = 40_000
"""Characters of a drawing: some hundred corners fit."""
_LINE = re.compile(r"^(?P<postcode>[1-9]\d{3})\s+(?P<street>.+?)(?:\s+(?P<low>\d+)\s*[-–]\s*(?P<high>\d+))?$")


class BasisForm(forms.Form):
    """Title and risk analysis."""

    title = forms.CharField(label=_("Title"), max_length=160)
    analysis = forms.ModelChoiceField(
        label=_("Risk analysis it rests on"), queryset=RiskAnalysis.objects.none(), empty_label="–",
        help_text=_("Write one first on the page of the risk analysis."),
    )  # fmt: skip

    def __init__(self, *args: Any, analyses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["analysis"].queryset = analyses  # type: ignore[attr-defined]


class PickForm(forms.Form):
    """Which activities a draft names."""

    numbers = forms.MultipleChoiceField(label=_("Activities"), widget=forms.CheckboxSelectMultiple, required=False)  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = choices  # type: ignore[attr-defined]


class TermForm(forms.Form):
    """The reasonable term of one activity."""

    within = forms.IntegerField(
        label=_("Working days from entering the list"), min_value=1, max_value=2500,
        help_text=_("For establishments that come later; for existing ones too when no day stands below."),
    )  # fmt: skip
    until = day_field(_("Existing establishments: last day"), required=False)
    about = forms.ChoiceField(label=_("By then, the investigation is"), choices=TermAbout.choices, widget=forms.RadioSelect)  # fmt: skip
    permit_duty = forms.BooleanField(
        label=_("The council requires a permit to establish or operate"), required=False,
        help_text=_("Decides which measures are possible afterwards: art. 119ter § 8 or § 9."),
    )  # fmt: skip

    def term(self, number: int) -> Term:
        """What was entered."""
        return Term(number=number, **self.cleaned_data)


def term_form(number: int, held: RegulationActivity | None, data: Any = None) -> TermForm:
    """The form of an activity, filled in as it stands."""
    names = ("within", "until", "about", "permit_duty")
    first = {name: getattr(held, name) for name in names} if held else {"about": TermAbout.START}
    return TermForm(data, prefix=f"t{number}", initial=first)


class ZoneForm(forms.Form):
    """The whole territory, or streets and a drawing."""

    whole = forms.ChoiceField(
        label=_("Where does it hold?"), widget=forms.RadioSelect,
        choices=[("yes", _("the whole territory")), ("no", _("a part of it: needs the binding advice of the ARIEC"))],
    )  # fmt: skip
    streets = forms.CharField(
        label=_("Streets"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("One on each line: postcode, name, and house numbers where only a stretch belongs to it. For example: 8500 Vlaslaan 1-25"),
    )  # fmt: skip
    drawn = forms.CharField(required=False, max_length=MOST_DRAWN, widget=forms.HiddenInput)

    def clean_streets(self) -> list[Stretch]:
        """Stretches; every line that cannot be read, or names a street the register does not know, is told."""
        found, wrong = [], []
        for place, line in enumerate(self.cleaned_data["streets"].splitlines(), 1):
            if not line.strip():
                continue
            stretch = _stretch(line.strip())
            if stretch is None:
                wrong.append(gettext("Line %(place)s cannot be read: write a postcode and a street.") % {"place": place})  # fmt: skip
            elif not _known(stretch):
                wrong.append(gettext("Line %(place)s: the register knows no street “%(street)s” in %(postcode)s.") % {"place": place, "street": stretch.street, "postcode": stretch.postcode})  # fmt: skip
            else:
                found.append(stretch)
        if wrong:
            raise ValidationError(wrong)
        return found

    def clean_drawn(self) -> list[list[tuple[float, float]]]:
        """The drawing, as one polygon; none for an empty field."""
        text = self.cleaned_data["drawn"]
        if not text:
            return []
        try:
            return [[(float(x), float(y)) for x, y in json.loads(text)]]
        except (TypeError, ValueError, RecursionError) as error:
            raise ValidationError(gettext("The drawing cannot be read. Clear it and draw again.")) from error


def zone_first(held: Regulation) -> dict[str, Any]:
    """The zone as it stands, as the form shows it."""
    lines = []
    for row in held.streets.all():
        stretch = f" {row.house_from or 0}-{row.house_to or 9999}" if row.house_from or row.house_to else ""
        lines.append(f"{row.postcode} {row.street}{stretch}")
    drawn = json.dumps(held.area[0]) if held.area else ""
    return {"whole": "yes" if held.whole_territory else "no", "streets": "\n".join(lines), "drawn": drawn}


def _stretch(line: str) -> Stretch | None:
    found = _LINE.match(line)
    if found is None:
        return None
    low, high = (int(found[name]) if found[name] else None for name in ("low", "high"))
    return Stretch(postcode=found["postcode"], street=found["street"][:120], house_from=low, house_to=high)


def _known(stretch: Stretch) -> bool:
    return fold(stretch.street) in {fold(name) for name in places.streets_of(stretch.postcode) if name}
