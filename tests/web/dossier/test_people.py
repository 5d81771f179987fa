"""Who holds a mandate: shown when asked for, to whose role includes it and whose territory it is, and logged by itself."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from tests.web.dossier.conftest import text_of

pytestmark = pytest.mark.usefixtures("site")


def address(number: str) -> str:
    return reverse("dossier_people", args=[number])


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 403), ("anonymous", 302)],
)
def test_opening(as_, numbers, persona, status):
    assert as_(persona).get(address(numbers.scored)).status_code == status


def test_it_is_logged_by_itself_each_time_with_how_many_were_shown(as_, numbers):
    client = as_("colleague")
    for _look in range(2):
        client.get(address(numbers.scored))
    rows = Entry.objects.filter(event="people.open", subject=numbers.scored)
    assert [row.detail["shown"] for row in rows] == [0, 0]
    assert all(row.piece_of_work_id for row in rows)


@pytest.mark.parametrize("persona", ["reader", "stranger", "anonymous"])
def test_who_may_not_look_leaves_no_look_in_the_log(as_, numbers, persona):
    as_(persona).get(address(numbers.scored))
    assert not Entry.objects.filter(event="people.open").exists()


def test_outside_the_territory_a_reason_opens_it(as_, numbers):
    client = as_("colleague")
    assert client.get(address(numbers.elsewhere)).status_code == 403
    client.post(f"/dossier/{numbers.elsewhere}/outside/", {"reason": "aanvrager van een vergunning hier"})
    assert client.get(address(numbers.elsewhere)).status_code == 200


def test_without_a_script_it_is_a_page_and_with_one_a_part(as_, numbers):
    client = as_("colleague")
    assert "<h1>" in text_of(client.get(address(numbers.scored)))
    part = text_of(client.get(address(numbers.scored), HTTP_HX_REQUEST="true"))
    assert "<h1>" not in part and part.count('id="people"') == 1


def test_it_changes_nothing_and_takes_no_form(as_, numbers):
    assert as_("owner").post(address(numbers.scored)).status_code == 405


def test_without_a_source_nobody_is_named_and_nothing_breaks(as_, numbers):
    assert "noemen niemand" in text_of(as_("colleague").get(address(numbers.scored)))


def test_a_sole_trader_has_no_mandates_page(as_, numbers):
    assert as_("colleague").get(address(numbers.sole)).status_code == 404
    assert not Entry.objects.filter(event="people.open").exists()
