"""Forms of designations and agreements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import Organisation, User
from knipperlicht.web.policy.forms import day_field


class _Period(forms.Form):
    """A decision or agreement with its days."""

    reference = forms.CharField(label=_("Number of the document"), max_length=120)
    since = day_field(_("From"))
    until = day_field(_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """It cannot end before it begins."""
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("This day lies before the first one."))
        return given


class DesignationForm(_Period):
    """A decision of the mayor that somebody conducts investigations (D06)."""

    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none(), empty_label="–")
    function = forms.CharField(label=_("Function"), max_length=120)
    category = forms.CharField(
        label=_("Access category"), max_length=120,
        help_text=_("A group of people with the same function and the same access, as the list for the data protection authority names it."),
    )  # fmt: skip
    criminal = forms.BooleanField(
        label=_("May read data on offences and convictions"), required=False,
        help_text=_("Only for who needs them. They are kept apart and encrypted."),
    )  # fmt: skip
    field_order = ("user", "function", "category", "criminal", "reference", "since", "until")

    def __init__(self, *args: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a designation."""

    on = day_field(_("Last day"))


class AgreementForm(_Period):
    """A signed agreement with an ARIEC."""

    supporter = forms.ModelChoiceField(
        label=_("ARIEC"), queryset=Organisation.objects.none(), empty_label="–"
    )
    field_order = ("supporter", "reference", "since", "until")

    def __init__(self, *args: Any, supporters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supporter"].queryset = supporters  # type: ignore[attr-defined]
