"""The form that adds an establishment by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knipperlicht.core.numbers import NumberError, NumberKind, parse_official_number
from knipperlicht.web.language import spoken
from knipperlicht.web.policy.forms import ReasonForm


class AddRowForm(ReasonForm):
    """An establishment as people found it; numbers where there are any."""

    name = forms.CharField(label=_("Name"), max_length=320)
    activity = forms.TypedChoiceField(label=_("Activity"), coerce=int)
    postcode = forms.RegexField(label=_("Postcode"), regex=r"^[1-9][0-9]{3}$", error_messages={"invalid": _("Four digits.")})  # fmt: skip
    street = forms.CharField(label=_("Street"), max_length=120)
    house = forms.CharField(label=_("House number"), max_length=40)
    establishment = forms.CharField(label=_("Establishment number"), max_length=20, required=False)
    enterprise = forms.CharField(label=_("Enterprise number"), max_length=20, required=False)
    field_order = ("name", "activity", "postcode", "street", "house", "establishment", "enterprise", "reason")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *choices]

    def clean_establishment(self) -> int | None:
        """A number of an establishment."""
        return self._number("establishment", NumberKind.ESTABLISHMENT)

    def clean_enterprise(self) -> int | None:
        """A number of an enterprise."""
        return self._number("enterprise", NumberKind.ENTERPRISE)

    def _number(self, name: str, kind: NumberKind) -> int | None:
        text = self.cleaned_data[name]
        if not text:
            return None
        try:
            read = parse_official_number(text)
        except NumberError as error:
            raise ValidationError(error.sentence(spoken())) from error
        if read.kind is not kind:
            raise ValidationError(_("This is a number of another kind."))
        return read.value
