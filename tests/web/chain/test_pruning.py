"""After ten years rows of the log go, the rest is still a chain, and nobody cuts it earlier unseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from knipperlicht.cases.audit import anchors, chain
from knipperlicht.cases.audit.chain import seal_of_cut, verify
from knipperlicht.cases.audit.guard import remove
from knipperlicht.cases.audit.models import Cut, Entry
from knipperlicht.cases.audit.pruning import LogNotWhole, prune
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.jobs.service import Outcome, run_job

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
NOW = datetime(2036, 11, 24, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def written(monkeypatch, tmp_path):
    """Rows of 22, 23, 24 and 25 November 2026, a copy of the head after the second: the boundary lies between the third and the fourth."""
    for place in range(4):
        moment = (
            datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
            + place * DAY
            - (timedelta(minutes=1) if place == 2 else timedelta())
        )
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        log(None, "audit.verify", name="proef", subject=f"rij {place}")
        if place == 1:
            anchors.write(tmp_path, moment)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return tmp_path


def broken() -> list[str]:
    return [found.reason for found in verify()]


def test_what_is_older_than_ten_years_goes_and_the_rest_is_a_chain(written):
    assert prune(written, NOW) == 3
    assert list(Entry.objects.order_by("number").values_list("number", "event")) == [
        (4, "audit.verify"),
        (5, "audit.pruned"),
    ]
    assert list(anchors.verify_all(written)) == []
    log(None, "audit.verify", name="proef")
    assert broken() == [] and prune(written, NOW) == 0


def test_on_its_tenth_birthday_a_row_is_still_there(written):
    assert prune(written, datetime(2036, 11, 22, 5, 0, tzinfo=UTC)) == 0
    assert prune(written, datetime(2036, 11, 22, 5, 1, tzinfo=UTC)) == 1


def test_a_log_that_was_cut_twice_is_whole(written):
    prune(written, NOW - DAY)
    assert prune(written, NOW) == 2 and Cut.objects.count() == 1
    assert list(anchors.verify_all(written)) == []


def test_a_log_of_which_everything_is_old_goes_on_from_its_head(written):
    assert prune(written, NOW + 30 * DAY) == 4
    assert Entry.objects.get().number == 5 and list(anchors.verify_all(written)) == []


def test_after_the_cut_the_database_refuses_again(written):
    prune(written, NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()


def test_a_log_that_is_not_whole_is_left_alone(written):
    remove(connection)
    Entry.objects.filter(number=2).update(subject="x")
    with pytest.raises(LogNotWhole, match="Row 2"):
        prune(written, NOW)
    assert Entry.objects.count() == 4


def test_a_cut_without_the_key_of_the_site_is_found(written):
    remove(connection)
    last = Entry.objects.get(number=2)
    Entry.objects.filter(number__lte=2).delete()
    assert "rows 1 to 2 are missing" in broken()
    Cut.objects.create(number=2, hash=last.hash, written=last.at, made=NOW, seal="0" * 64)
    assert broken() == ["the seal of the cut is not ours"]


def test_a_cut_before_ten_years_is_found_though_it_is_sealed(written):
    remove(connection)
    last = Entry.objects.get(number=2)
    Entry.objects.filter(number__lte=2).delete()
    made = last.at + timedelta(days=3650)
    Cut.objects.create(
        number=2, hash=last.hash, written=last.at, made=made, seal=seal_of_cut(2, last.hash, last.at, made)
    )
    assert broken() == ["rows were removed before their ten years were over"]


def test_a_cut_that_says_another_day_than_it_was_sealed_with_is_found(written):
    prune(written, NOW)
    Cut.objects.update(made=NOW + DAY)
    assert broken() == ["the seal of the cut is not ours"]


def test_a_cut_at_a_row_of_which_a_copy_says_another_hash_is_found(written):
    prune(written, datetime(2036, 11, 23, 5, 1, tzinfo=UTC))
    cut = Cut.objects.get()
    assert cut.number == 2
    cut.hash = "0" * 64
    cut.seal = seal_of_cut(cut.number, cut.hash, cut.written, cut.made)
    cut.save()
    assert "differs from the copy kept outside the database" in [
        found.reason for found in anchors.verify_all(written)
    ]


def test_the_job_removes_or_says_that_there_is_nothing(written, settings):
    settings.DATA = written
    assert run_job("log_retention", started_by="proef").outcome == Outcome.OK
    assert run_job("log_retention", started_by="proef").outcome == Outcome.SKIPPED


def test_a_row_of_29_february_is_kept_to_the_end_of_february_ten_years_later():
    assert chain.kept_since(datetime(2038, 2, 28, 12, 0, tzinfo=UTC)) == datetime(
        2028, 2, 28, 12, 0, tzinfo=UTC
    )
