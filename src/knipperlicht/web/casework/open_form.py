"""The form that opens a file: what it is about, then what the first step of its procedure asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from knipperlicht.core.numbers import NumberError, NumberKind, parse_official_number
from knipperlicht.web.casework.act_form import ActForm
from knipperlicht.web.language import spoken


class OpenForm(ActForm):
    """Title and address as people know them; numbers of the register where there are any."""

    title = forms.CharField(
        label=gettext_lazy("Establishment or subject"),
        max_length=320,
        error_messages={"required": gettext_lazy("Write what the file is about.")},
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=320, required=False)
    enterprise = forms.CharField(
        label=gettext_lazy("Enterprise number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    establishment = forms.CharField(
        label=gettext_lazy("Establishment number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("title", "address", "enterprise", "establishment", "on")

    def clean_enterprise(self) -> int | None:
        """A number of an enterprise."""
        return self._number("enterprise", NumberKind.ENTERPRISE)

    def clean_establishment(self) -> int | None:
        """A number of an establishment."""
        return self._number("establishment", NumberKind.ESTABLISHMENT)

    def _number(self, name: str, kind: NumberKind) -> int | None:
        text = self.cleaned_data[name]
        if not text:
            return None
        try:
            read = parse_official_number(text)
        except NumberError as error:
            raise ValidationError(error.sentence(spoken())) from error
        if read.kind is not kind:
            raise ValidationError(gettext_lazy("This is a number of another kind."))
        return read.value

    @property
    def subject(self) -> dict[str, Any]:
        """What the file is about, as `open_case` takes it."""
        return {name: self.cleaned_data[name] for name in ("title", "address", "enterprise", "establishment")}
