"""The boxes of a territory."""

from __future__ import annotations

from django.utils import translation

from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.reference.geography import police_zones
from knipperlicht.reference.places import municipality_names, province_names
from knipperlicht.web.manage.forms import OrganisationForm
from knipperlicht.web.manage.territory import municipality_groups, zone_groups


def test_every_municipality_stands_once_under_its_province():
    groups = dict(municipality_groups())
    codes = [nis for places in groups.values() for nis, _name in places]
    assert sorted(codes) == sorted(municipality_names("nl"))
    assert set(groups) == set(province_names("nl").values()) and len(groups) == 11
    assert ("34022", "Kortrijk") in groups["Provincie West-Vlaanderen"]


def test_names_are_in_the_language_of_the_page():
    with translation.override("fr"):
        groups = dict(municipality_groups())
    assert ("34022", "Courtrai") in groups["Province de Flandre occidentale"]


def test_a_zone_says_which_municipalities_it_brings():
    ((_name, zones),) = zone_groups()
    assert {code for code, _label in zones} == {zone.id for zone in police_zones()}
    assert dict(zones)["vlas"] == "VLAS: Kortrijk, Kuurne, Lendelede"


def test_a_group_with_a_choice_stands_open_and_counts_it(db):
    form = OrganisationForm(instance=Organisation(name="Proef", kind="municipality", territory=["34022"]))
    html = str(form["territory"])
    assert html.count("<details") == 11 and html.count(" open>") == 1
    assert "<span data-choices-count>1</span>" in html
    assert html.count(" checked") == 1
