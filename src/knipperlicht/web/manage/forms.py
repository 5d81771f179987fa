"""Forms of the operator's pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.reference.geography import police_zones
from knipperlicht.web.manage.territory import FoldedBoxes, municipality_groups, zone_groups


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation with its territory: chosen municipalities, and whole police zones at once."""

    terms: ClassVar = {"territory": "territory"}
    territory = forms.MultipleChoiceField(
        label=_("Municipalities"), required=False, choices=municipality_groups, widget=FoldedBoxes,
        help_text=_("Dossiers with an address in these municipalities may be opened."),
    )  # fmt: skip
    zones = forms.MultipleChoiceField(
        label=_("Add whole police zones"), required=False, choices=zone_groups, widget=FoldedBoxes,
    )  # fmt: skip
    field_order = ("name", "kind", "whole_country", "zones", "territory")

    class Meta:
        model = Organisation
        fields = ("name", "kind", "territory", "whole_country", "require_second_factor", "active")

    def clean(self) -> dict[str, Any]:
        """Zones become their municipalities."""
        data: dict[str, Any] = super().clean() or {}
        chosen = set(data.get("territory") or [])
        for zone in police_zones():
            if zone.id in (data.get("zones") or []):
                chosen |= set(zone.municipalities)
        data["territory"] = sorted(chosen)
        return data


class SettingsForm(forms.Form):
    """Settings of the site; the names are those of `SiteSettings`."""

    site_name = forms.CharField(label=_("Name of the site"), max_length=60)
    public_trust_pages = forms.BooleanField(
        label=_("Everyone may read how it works, without signing in"), required=False,
        help_text=_("Indicators, score card, sources, excluded inputs, contest."),
    )  # fmt: skip
    flags_only = forms.BooleanField(
        label=_("Signs only: show no number anywhere"), required=False,
        help_text=_("Scores stay in the data; no page, list or export shows them."),
    )  # fmt: skip
    contest_contact = forms.CharField(
        label=_("Contact for contests"), max_length=200, required=False,
        help_text=_("Shown to companies on the page about contest and correction."),
    )  # fmt: skip
    measure_years = forms.IntegerField(
        label=_("Years a file on a measure is kept after closing"), min_value=1, max_value=30, initial=5,
        help_text=_("No article says how long; integrity investigations follow art. 119quinquies and are not changed by this."),
    )  # fmt: skip
    flemish_decree = forms.BooleanField(
        label=_("Cases under the Flemish decree of 22 December 2023 can be opened"), required=False,
        help_text=_("Off until it is verified that the decree is in force; it asks for a decision of the Flemish Government and an agreement on cooperation."),
    )  # fmt: skip
