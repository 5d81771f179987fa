"""The form of a step, made from the fields its procedure asks: one place for every procedure there is or will be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from knipperlicht.cases.procedures.steps import Field, Kind, Step
from knipperlicht.cases.procedures.values import LINE, TEXT
from knipperlicht.web.casework.people_field import PeopleField

AS_BUTTONS = 7
"""Up to so many choices are shown at once; more go in a list that folds."""
DAYS = ["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"]
MISSING = gettext_lazy("Fill this in.")
NO_DAY = gettext_lazy("This is not a day. Write it as 31-12-2026.")
PREFIX = "f-"
"""Before the names of the fields of a step, so that none is taken for one of ours."""


class ActForm(forms.Form):
    """The day of the act, then what the step asks. With `confirm` ticked it is recorded; without, its effect may be shown first."""

    on = forms.DateField(
        label=gettext_lazy("Day of the act"),
        help_text=gettext_lazy("The day on which it took place in law; terms are reckoned from it."),
        input_formats=DAYS,
        error_messages={"required": MISSING, "invalid": NO_DAY},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        step: Step,
        asked: tuple[Field, ...] = (),
        signed: bool,
        today: date,
        documents: tuple[tuple[str, str], ...] = (),
        **kwargs: Any,
    ) -> None:
        """`asked`: fields beside those of the step; `signed`: who signed must be told; `documents`: those in the file."""
        super().__init__(*args, **kwargs)
        self.step, self.asked = step, asked
        self.fields["on"].widget = _day_widget(today)
        self.fields["on"].initial = today
        for field in (*asked, *step.fields):
            self.fields[PREFIX + field.name] = form_field(field, documents)
        if signed:
            self.fields["signed_by"] = _line(gettext_lazy("Signed by"))
            self.fields["reference"] = _line(
                gettext_lazy("Number of the signed document"),
                help_text=gettext_lazy("You record a decision of another office: say where it can be found."),
            )

    def data_of(self, fields: tuple[Field, ...]) -> dict[str, Any]:
        """What was entered, as an act keeps it; fields left empty are left out."""
        found = {field.name: _kept(field, self.cleaned_data.get(PREFIX + field.name)) for field in fields}
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    @property
    def act_data(self) -> dict[str, Any]:
        """The data of the act."""
        return self.data_of(self.step.fields)

    @property
    def about(self) -> dict[str, Any]:
        """What is fixed at the opening."""
        return self.data_of(self.asked)


def form_field(field: Field, documents: tuple[tuple[str, str], ...] = ()) -> forms.Field:
    """A field of a form for a field of a step."""
    common: dict[str, Any] = {
        "label": capfirst(str(field.label)), "help_text": _help(field), "required": field.required,
        "error_messages": {"required": MISSING},
    }  # fmt: skip
    choices = list(field.choices)
    match field.kind:
        case Kind.TEXT:
            return forms.CharField(max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4}), **common)
        case Kind.LINES:
            return forms.CharField(max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4}), **common)
        case Kind.DAY:
            common["error_messages"] |= {"invalid": NO_DAY}
            return forms.DateField(input_formats=DAYS, widget=_day_widget(None), **common)
        case Kind.NUMBER:
            return forms.IntegerField(**common)
        case Kind.MONEY:
            return forms.DecimalField(decimal_places=2, max_digits=11, min_value=0, localize=True, **common)
        case Kind.YES if field.required:
            both = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
            return forms.ChoiceField(choices=both, widget=forms.RadioSelect, **common)
        case Kind.YES:
            return forms.BooleanField(**common)
        case Kind.CHOICE if len(choices) <= AS_BUTTONS:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        case Kind.CHOICE:
            return forms.ChoiceField(choices=[("", "–"), *choices], **common)
        case Kind.CHOICES:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        case Kind.PEOPLE:
            return PeopleField(**common)
        case Kind.DOCUMENT:
            return forms.ChoiceField(choices=[("", "–"), *documents], **common)
    return forms.CharField(max_length=LINE, **common)


def shown(fields: tuple[Field, ...], data: Mapping[str, Any]) -> dict[str, Any]:
    """Kept data as the initial values of a form."""
    return {PREFIX + field.name: _entered(field, data[field.name]) for field in fields if field.name in data}


def _entered(field: Field, value: Any) -> Any:
    if field.kind is Kind.LINES:
        return "\n".join(value)
    if field.kind is Kind.YES and field.required:
        return "yes" if value else "no"
    return value


def _kept(field: Field, value: Any) -> Any:
    """A cleaned value as JSON of its kind (`procedures/steps.py`)."""
    if value in (None, ""):
        return None
    match field.kind:
        case Kind.DAY:
            return value.isoformat()
        case Kind.LINES:
            return [line.strip() for line in value.splitlines() if line.strip()]
        case Kind.MONEY:
            return f"{Decimal(value):.2f}"
        case Kind.YES:
            return value == "yes" if field.required else value or None
    return value


def _help(field: Field) -> Any:
    if field.kind is Kind.LINES and not field.help:
        return gettext_lazy("One on each line.")
    return field.help


def _line(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=120, error_messages={"required": MISSING}, **options)


def _day_widget(today: date | None) -> forms.DateInput:
    attrs = {"type": "date"} | ({"max": today.isoformat()} if today else {})
    return forms.DateInput(attrs=attrs, format="%Y-%m-%d")
