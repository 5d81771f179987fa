"""Whoever can write to the database changes, drops, reorders or adds rows of the log: each is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from knipperlicht.cases.audit import anchors
from knipperlicht.cases.audit.chain import FIELDS, digest, verify
from knipperlicht.cases.audit.guard import remove
from knipperlicht.cases.audit.models import Entry, Head
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.service import actor

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
ROWS = 9
OTHER = {
    "at": datetime(2020, 1, 1, tzinfo=UTC), "actor_id": 999, "organisation_id": 999, "piece_of_work_id": 999, "detail": {"x": 1},
}  # fmt: skip


@pytest.fixture
def chain(people):
    """Nine rows, in the state an attacker finds: the triggers are gone."""
    who = actor(people["colleague"], None)
    for place in range(ROWS):
        log(
            who,
            "search.run",
            subject=f"vraag {place}",
            detail={"n": place, "deel": 0.1, "naam": "Café ’t Hoekje"},
        )
    assert not list(verify())
    remove(connection)
    return Entry.objects.order_by("number")


def reasons() -> list[tuple[int, str]]:
    return [(broken.number, broken.reason) for broken in verify()]


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE audit_entry SET subject = 'x'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE number = 1",
    ],
)
def test_the_database_itself_refuses(people, act):
    log(actor(people["colleague"], None), "search.run")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act)
    assert Entry.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_truncate_is_refused(people):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_entry")


@pytest.mark.parametrize("field", sorted({*FIELDS, "hash"} - {"number"}))
@pytest.mark.parametrize("place", [1, 5, ROWS])
def test_a_changed_field_is_found(chain, field, place):
    row = Entry.objects.filter(number=place)
    row.update(**{field: OTHER.get(field, "x")})
    found = reasons()
    assert found and found[0][0] == place


@pytest.mark.parametrize("field", sorted(set(FIELDS) - {"number", "previous"}))
def test_a_changed_field_with_a_new_hash_is_found(chain, field):
    row = Entry.objects.get(number=4)
    setattr(row, field, OTHER.get(field, "x"))
    row.hash = digest({name: getattr(row, name) for name in FIELDS})
    row.save()
    assert (5, "does not follow the row before it") in reasons()


def test_the_whole_chain_written_anew_without_the_key_is_found(chain):
    """An attacker who knows the program recomputes every hash; the seal of the head needs the key."""
    previous = None
    for row in list(chain):
        if row.number == 1:
            row.subject = "iets anders"
        row.previous = previous or row.previous
        row.hash = digest({name: getattr(row, name) for name in FIELDS})
        row.save()
        previous = row.hash
    assert reasons() == [(ROWS + 1, f"the log ends at {ROWS}, the head says {ROWS}")]
    Head.objects.update(hash=previous)
    assert reasons() == [(ROWS, "the seal of the head is not ours")]


@pytest.mark.parametrize(
    ("gone", "said"),
    [([1], (1, "rows 1 to 1 are missing")), ([4, 5], (4, "rows 4 to 5 are missing")), ([ROWS], (ROWS, f"the log ends at {ROWS - 1}, the head says {ROWS}"))],
    ids=["first", "middle", "last"],
)  # fmt: skip
def test_removed_rows_are_found(chain, gone, said):
    Entry.objects.filter(number__in=gone).delete()
    assert said in reasons()


def test_all_rows_removed_is_found(chain):
    chain.delete()
    assert (1, f"the log ends at 0, the head says {ROWS}") in reasons()


def test_rows_that_closed_ranks_after_a_removal_are_found(chain):
    Entry.objects.filter(number=4).delete()
    for number in range(5, ROWS + 1):
        Entry.objects.filter(number=number).update(number=number - 1)
    assert (4, "was changed") in reasons()


def test_two_rows_that_changed_places_are_found(chain):
    Entry.objects.filter(number=3).update(number=1000)
    Entry.objects.filter(number=4).update(number=3)
    Entry.objects.filter(number=1000).update(number=4)
    assert {number for number, _ in reasons()} >= {3, 4}


def test_an_added_row_is_found(chain):
    last = chain.last()
    last.number, last.previous = ROWS + 1, last.hash
    last.hash = digest({name: getattr(last, name) for name in FIELDS})
    last.save(force_insert=True)
    assert reasons() == [(ROWS + 2, f"the log ends at {ROWS + 1}, the head says {ROWS}")]


def test_a_head_that_was_replaced_or_removed_is_found(chain):
    Entry.objects.filter(number=ROWS).delete()
    Head.objects.update(number=ROWS - 1, hash=chain.last().hash)
    assert reasons() == [(ROWS - 1, "the seal of the head is not ours")]
    Head.objects.all().delete()
    assert reasons() == [(ROWS - 1, "the head is missing")]


def test_another_key_is_found(chain, settings):
    settings.SECRET_KEY = "another"
    assert reasons() == [(ROWS, "the seal of the head is not ours")]


def test_an_older_database_is_found_by_the_copies_outside(people, tmp_path):
    who, now = actor(people["colleague"], None), datetime(2026, 11, 23, tzinfo=UTC)
    for _ in range(4):
        log(who, "search.run")
    before = dict(Head.objects.values().get())
    for _ in range(3):
        log(who, "search.run")
    assert anchors.write(tmp_path, now).number == 7
    assert anchors.write(tmp_path, now + timedelta(days=1)) is None
    assert not list(anchors.verify_all(tmp_path))
    remove(connection)
    Entry.objects.filter(number__gt=4).delete()
    Head.objects.update(number=before["number"], hash=before["hash"], seal=before["seal"])
    assert not list(verify())
    assert [(b.number, b.reason) for b in anchors.verify_all(tmp_path)] == [
        (7, "stood in the copy kept outside the database and is missing")
    ]
    for _ in range(5):
        log(who, "search.run")
    assert [b.number for b in anchors.verify_all(tmp_path)] == [7]
    Entry.objects.all().delete()
    Head.objects.all().delete()
    assert list(anchors.verify_all(tmp_path))


def test_copies_outside_that_were_meddled_with_are_found(people, tmp_path):
    log(actor(people["colleague"], None), "search.run")
    anchors.write(tmp_path, datetime(2026, 11, 23, tzinfo=UTC))
    path = tmp_path / anchors.FILE
    path.write_text(path.read_text() + "onzin\n" + f"2026-11-24T00:00:00+00:00 1 {'0' * 64}\n")
    assert [b.reason.split(": ", 1)[1] for b in anchors.verify_all(tmp_path)] == [
        "cannot be read", "row 1 had another hash in an earlier copy",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "detail",
    [
        {"n": 1e5},
        {"n": 1e22},
        {"n": 1e300},
        {"n": -0.0},
        {"n": 1e-7},
        {"n": 2**63},
        {"t": "a\\u0000"},
        {"diep": [{"x": None}, True, 1.5, "é"]},
        {"groot": 10**30},
    ],
)
def test_what_the_database_gives_back_has_the_same_hash(people, detail):
    log(actor(people["colleague"], None), "search.run", detail=detail)
    assert not list(verify())
