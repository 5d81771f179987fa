"""Who else is registered in a building of a dossier."""

from __future__ import annotations

import pytest

from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from tests.web.dossier.conftest import text_of

pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 403), ("anonymous", 302)],
)
def test_opening(as_, numbers, persona, status):
    answer = as_(persona).get(f"/dossier/{numbers.scored}/place/", {"building": numbers.building})
    assert answer.status_code == status


def test_it_is_logged_with_the_building(as_, numbers):
    as_("reader").get(
        f"/dossier/{numbers.scored}/place/", {"building": numbers.building}, HTTP_HX_REQUEST="true"
    )
    row = Entry.objects.get(event="place.open")
    assert row.subject == numbers.scored and row.detail["building"] == numbers.building


def test_only_buildings_of_the_dossier_can_be_asked(as_, numbers):
    client = as_("colleague")
    for building in ("", "8000|markt|1", "x" * 500, "'; DROP TABLE address"):
        assert client.get(f"/dossier/{numbers.scored}/place/", {"building": building}).status_code == 404
    assert not Entry.objects.filter(event="place.open").exists()


def test_natural_persons_are_counted_and_not_named(as_, settings, analyst_building):
    number, building, natural = analyst_building
    page = as_("analyst").get(f"/dossier/{number}/place/", {"building": building})
    shown = text_of(page)
    assert page.context["place"]["natural_persons"] == len(natural)
    for name in natural:
        assert name not in shown


def test_odd_offsets_give_the_first_page(as_, numbers):
    client = as_("colleague")
    for offset in ("-1", "x", "²", "9" * 40):
        answer = client.get(
            f"/dossier/{numbers.scored}/place/", {"building": numbers.building, "offset": offset}
        )
        assert answer.status_code == 200 and answer.context["first"] == 1


@pytest.fixture
def analyst_building(site, settings):
    """A legal person in a building with natural persons, whose names are given."""
    with serving(settings.DATA) as reader:
        row = reader.rows(
            "SELECT building_key AS b, min(enterprise) FILTER (enterprise IN (SELECT enterprise FROM score)) AS n FROM address "
            "WHERE building_key IS NOT NULL GROUP BY 1 HAVING n IS NOT NULL AND count(*) FILTER "
            "(enterprise IN (SELECT enterprise FROM enterprise WHERE type_of_enterprise = '1')) > 0 ORDER BY 1 LIMIT 1"
        )[0]
        names = reader.rows(
            "SELECT DISTINCT enterprise, name FROM address JOIN name ON name.entity = enterprise WHERE building_key = ? "
            "AND enterprise IN (SELECT enterprise FROM enterprise WHERE type_of_enterprise = '1')", row["b"],
        )  # fmt: skip
    from knipperlicht.core.numbers import format_number

    return format_number(row["n"]), row["b"], [one["name"] for one in names]
