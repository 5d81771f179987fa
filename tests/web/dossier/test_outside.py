"""A dossier outside the territory: closed, unless a written reason opens it for one piece of work."""

from __future__ import annotations

import pytest

from knipperlicht.cases.audit.models import Entry
from tests.web.dossier.conftest import text_of

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
REASON = "aanvrager van een vergunning hier"


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 403), ("colleague", 403), ("reader", 403), ("stranger", 200), ("anonymous", 302)],
)
def test_opening(as_, numbers, persona, status):
    assert as_(persona).get(f"/dossier/{numbers.elsewhere}/").status_code == status


def test_the_refusal_explains_and_offers_a_form_to_who_may_use_it(as_, numbers):
    page = as_("colleague").get(f"/dossier/{numbers.elsewhere}/")
    assert "Stad Kortrijk" in text_of(page) and 'name="reason"' in text_of(page)
    assert Entry.objects.filter(event="dossier.refused", subject=numbers.elsewhere).count() == 1
    assert 'name="reason"' not in text_of(as_("reader").get(f"/dossier/{numbers.elsewhere}/"))


def test_a_reason_opens_one_dossier_and_stands_in_the_log_and_on_the_page(as_, numbers):
    client = as_("colleague")
    answer = client.post(f"/dossier/{numbers.elsewhere}/outside/", {"reason": REASON})
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert page.status_code == 200 and REASON in text_of(page)
    row = Entry.objects.get(event="dossier.open_outside")
    assert row.subject == numbers.elsewhere and row.detail["reason"] == REASON


def test_a_reason_dies_with_its_piece_of_work(as_, numbers):
    client = as_("colleague")
    client.post(f"/dossier/{numbers.elsewhere}/outside/", {"reason": REASON})
    client.post("/work/end/")
    client.post("/work/", {"purpose": "signal", "reference": "ander werk"})
    assert client.get(f"/dossier/{numbers.elsewhere}/").status_code == 403


@pytest.mark.parametrize("reason", ["", "kort", " " * 30])
def test_a_reason_of_less_than_ten_characters_is_refused(as_, numbers, reason):
    client = as_("colleague")
    answer = client.post(f"/dossier/{numbers.elsewhere}/outside/", {"reason": reason})
    assert answer.status_code == 422 and "id_reason_error" in text_of(answer)
    assert client.get(f"/dossier/{numbers.elsewhere}/").status_code == 403


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 302), ("colleague", 302), ("reader", 403), ("anonymous", 302)],
)
def test_giving_a_reason(as_, numbers, persona, status):
    client = as_(persona)
    answer = client.post(f"/dossier/{numbers.elsewhere}/outside/", {"reason": REASON})
    assert answer.status_code == status
    if persona == "reader":
        assert client.get(f"/dossier/{numbers.elsewhere}/").status_code == 403


def test_an_unknown_number_is_no_refusal(as_, numbers):
    assert as_("colleague").get("/dossier/0999.999.922/").status_code == 404
    assert not Entry.objects.filter(event__startswith="dossier.").exists()
