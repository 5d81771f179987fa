"""Putting a dossier on a watch-list from its page."""

from __future__ import annotations

import pytest

from knipperlicht.cases.audit.models import Entry

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]


@pytest.mark.parametrize(
    ("persona", "status", "rows"),
    [
        ("owner", 302, 1),
        ("colleague", 302, 1),
        ("reader", 403, 0),
        ("stranger", 403, 0),
        ("anonymous", 302, 0),
    ],
)
def test_watching(as_, numbers, persona, status, rows):
    answer = as_(persona).post(
        f"/dossier/{numbers.scored}/watch/", {"watchlist": "", "new": "Mijn lijst", "reason": "opvolgen"}
    )
    assert answer.status_code == status
    assert Entry.objects.filter(event="watch.add", subject=numbers.scored).count() == rows


def test_a_list_of_another_organisation_cannot_be_chosen(as_, numbers):
    as_("analyst").post(f"/dossier/{numbers.scored}/watch/", {"new": "Van de ARIEC", "reason": "opvolgen"})
    from knipperlicht.cases.worklists.models import WatchList

    theirs = WatchList.objects.get()
    answer = as_("colleague").post(
        f"/dossier/{numbers.scored}/watch/", {"watchlist": str(theirs.pk), "reason": "opvolgen"}
    )
    assert answer.status_code == 422 and theirs.items.count() == 1


def test_a_watched_dossier_says_so(as_, numbers):
    client = as_("colleague")
    assert not client.get(f"/dossier/{numbers.scored}/").context["is_watched"]
    client.post(f"/dossier/{numbers.scored}/watch/", {"new": "Mijn lijst", "reason": "opvolgen"})
    assert client.get(f"/dossier/{numbers.scored}/").context["is_watched"]


def test_without_a_list_the_form_says_what_to_do(as_, numbers):
    answer = as_("colleague").post(f"/dossier/{numbers.scored}/watch/", {"reason": "opvolgen"})
    assert answer.status_code == 422 and "new" in answer.context["form"].errors
