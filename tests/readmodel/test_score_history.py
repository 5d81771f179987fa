"""The score history: what changed, when, why; nothing twice, nobody who has no score, nothing from the future."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store
from knipperlicht.readmodel import score_history, score_history_files
from knipperlicht.readmodel.listing import numbers
from knipperlicht.readmodel.listing_filter import ListFilter
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.score_history import record
from knipperlicht.readmodel.score_history_files import files_in, files_sql
from knipperlicht.readmodel.score_history_read import changed_between, history_of, recorded_since
from knipperlicht.warehouse.snapshot import Snapshot, current

DAY = date(2026, 1, 3)
State = dict[int, tuple[float, str, str]]
"""Number -> score, band, hits separated by blanks."""
BOTH = ("adres_besmet recent_opgericht", "recent_opgericht")


class Past:
    """A data directory in which one snapshot after another is published; each holds only scores and hits."""

    def __init__(self, root: Path) -> None:
        self.store = Store(root)
        self.made = 0

    def publish(self, state: State, **manifest: Any) -> Snapshot:
        self.made += 1
        day = DAY + timedelta(days=self.made)
        folder = self.store.snapshots / f"{manifest.get('as_of', day)}-{self.made:04d}-v1"
        folder.mkdir(parents=True)
        with duckdb.connect(str(folder / "snapshot.duckdb")) as connection:
            connection.execute("CREATE TABLE score (enterprise BIGINT, score DOUBLE, band VARCHAR)")
            connection.execute("CREATE TABLE hit (indicator VARCHAR, enterprise BIGINT)")
            for number, (score, band, hits) in state.items():
                connection.execute("INSERT INTO score VALUES (?, ?, ?)", [number, score, band])
                for hit in hits.split():
                    connection.execute("INSERT INTO hit VALUES (?, ?)", [hit, number])
        said = {
            "as_of": str(day), "of_day": False, "scorecard": "v1", "fingerprint": "a",
            "sources": [{"sha256": str(self.made)}],
        }  # fmt: skip
        return Snapshot(folder, said | manifest)

    def keep(self, state: State, **manifest: Any) -> int:
        return record(self.store, self.publish(state, **manifest))

    def reader(self, snapshot: Snapshot) -> Reader:
        """Enough of a reader to ask the history."""

        def rows(sql: str, *parameters: Any) -> list[dict[str, Any]]:
            with duckdb.connect() as connection:
                result = connection.execute(sql, list(parameters))
                names = [column[0] for column in result.description]
                return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

        return cast(Reader, SimpleNamespace(snapshot=snapshot, rows=rows))

    def all_rows(self) -> list[dict[str, Any]]:
        files = files_in(self.store.root / score_history_files.FOLDER)
        return self.reader(self.publish({})).rows(
            f"SELECT * FROM {files_sql(files)} ORDER BY seq, enterprise"
        )


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path)


def test_the_first_file_is_the_base_and_holds_only_who_has_something(past: Past) -> None:
    assert past.keep({1: (3.4, "matig", BOTH[0]), 2: (0, "geen", ""), 3: (0, "geen", BOTH[1])}) == 2
    assert [(row["enterprise"], row["hits"]) for row in past.all_rows()] == [(1, BOTH[0]), (3, BOTH[1])]


def test_each_change_is_kept_once_with_what_came_and_went(past: Past) -> None:
    past.keep({1: (3.4, "matig", BOTH[0]), 2: (0, "geen", "")})
    assert past.keep({1: (1.2, "laag", BOTH[1]), 2: (0, "geen", "")}) == 1
    assert past.keep({1: (1.2, "laag", BOTH[1]), 2: (0, "geen", "")}) == 0
    last = past.publish({1: (0, "geen", ""), 2: (1.2, "laag", BOTH[1])})
    assert record(past.store, last) == 2
    reader = past.reader(last)
    first, second, third = history_of(reader, 1)
    assert first.first and first.day == DAY + timedelta(days=1) and not second.first
    assert (second.score, second.band, second.added, second.removed) == (1.2, "laag", (), ("adres_besmet",))
    assert (third.score, third.band, third.removed) == (0, "geen", ("recent_opgericht",))
    (only,) = history_of(reader, 2)
    assert not only.first and only.added == ("recent_opgericht",)
    assert recorded_since(last) == DAY + timedelta(days=1)


def test_who_is_no_longer_scored_has_a_state_without_number(past: Past) -> None:
    past.keep({1: (3.4, "matig", BOTH[0])})
    last = past.publish({})
    assert record(past.store, last) == 1
    gone = history_of(past.reader(last), 1)[-1]
    assert (gone.score, gone.band, gone.removed) == (None, None, tuple(BOTH[0].split()))
    assert past.keep({}) == 0


def test_recording_again_a_past_day_or_an_older_snapshot_writes_nothing(past: Past) -> None:
    snapshot = past.publish({1: (3.4, "matig", BOTH[0])})
    assert record(past.store, snapshot) == 1 and record(past.store, snapshot) == 0
    assert past.keep({}, of_day=True) == 0
    assert past.keep({}, as_of=str(DAY - timedelta(days=9))) == 0
    assert len(past.all_rows()) == 1


@pytest.mark.parametrize(
    ("manifest", "cause"),
    [
        ({}, "register"),
        ({"fingerprint": "b"}, "mixed"),
        ({"fingerprint": "b", "sources": [{"sha256": "1"}]}, "code"),
        ({"sources": [{"sha256": "1"}]}, "register"),
    ],
)
def test_a_change_of_method_is_told_from_a_change_of_register(
    past: Past, manifest: dict[str, Any], cause: str
) -> None:
    past.keep({1: (3.4, "matig", BOTH[0])})
    last = past.publish({1: (3.5, "matig", BOTH[0])}, **manifest)
    record(past.store, last)
    assert history_of(past.reader(last), 1)[-1].cause == cause
    found = {
        kind: past.reader(last).rows(*_spread(changed_between(last, since=DAY, kinds=[kind])))
        for kind in ("score", "band", "hits", "method")
    }
    expected = "method" if cause == "code" else "score"
    assert {kind for kind, rows in found.items() if rows} == {expected}


def _spread(query: tuple[str, list[Any]]) -> tuple[Any, ...]:
    return query[0], *query[1]


def test_the_base_is_no_change_and_days_bound_the_answer(past: Past) -> None:
    past.keep({1: (3.4, "matig", BOTH[0])})
    past.keep({1: (3.4, "matig", BOTH[0]), 2: (1.2, "laag", BOTH[1])})
    last = past.publish({1: (5, "verhoogd", BOTH[0]), 2: (1.2, "laag", BOTH[1])})
    record(past.store, last)

    def changed(since: date, until: date | None = None) -> set[int]:
        query = changed_between(last, since=since, until=until, kinds=["score", "band", "hits"])
        return {row["enterprise"] for row in past.reader(last).rows(*_spread(query))}

    assert changed(DAY) == {1, 2}
    assert changed(DAY + timedelta(days=3)) == {1}
    assert changed(DAY, DAY + timedelta(days=2)) == {2}
    assert changed(DAY + timedelta(days=4)) == set()


def test_a_reader_of_an_earlier_snapshot_does_not_see_what_came_later(past: Past) -> None:
    early = past.publish({1: (3.4, "matig", BOTH[0])})
    record(past.store, early)
    past.keep({1: (5, "verhoogd", BOTH[0])})
    assert len(history_of(past.reader(early), 1)) == 1


def test_flags_only_shows_signs_and_no_number(past: Past) -> None:
    past.keep({1: (3.4, "matig", BOTH[0])})
    past.keep({1: (3.1, "matig", BOTH[0])})
    last = past.publish({1: (1.1, "laag", BOTH[1])})
    record(past.store, last)
    states = history_of(past.reader(last), 1, flags_only=True)
    assert [(state.score, state.band) for state in states] == [(None, None)] * 2
    assert states[-1].removed == ("adres_besmet",)


def test_a_write_that_fails_leaves_no_file_and_the_next_one_makes_up_for_it(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.keep({1: (3.4, "matig", BOTH[0])})

    def full(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(score_history.os, "fsync", full)
        with pytest.raises(KnipperlichtError, match="is published, but"):
            past.keep({1: (5, "verhoogd", BOTH[0])})
    assert len(past.all_rows()) == 1
    assert past.keep({1: (5, "verhoogd", BOTH[0])}) == 1


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.integers(1, 4),
            st.sampled_from([(0.0, "geen", ""), (0.0, "geen", BOTH[1]), (1.2, "laag", BOTH[1]), (3.4, "matig", BOTH[0])]),
        ),
        min_size=1,
        max_size=5,
    )
)  # fmt: skip
def test_the_states_played_back_give_the_last_snapshot(
    tmp_path_factory: pytest.TempPathFactory, states: list[State]
) -> None:
    past = Past(tmp_path_factory.mktemp("past"))
    for state in states:
        last = past.publish(state)
        record(past.store, last)
    for number in range(1, 5):
        history = history_of(past.reader(last), number)
        score, _, hits = states[-1].get(number, (None, None, ""))
        if history:
            assert history[-1].score == score
            held: set[str] = set()
            for change in history:
                assert held >= set(change.removed) and not held & set(change.added)
                held = held - set(change.removed) | set(change.added)
            assert held == set(hits.split())
        else:
            assert not score and not hits


def test_only_legal_persons_are_in_the_history(
    own_store: Store, rebuilt: Callable[[Store], Snapshot]
) -> None:
    snapshot = rebuilt(own_store)
    with Reader(own_store, snapshot) as reader:
        rows = reader.rows(
            f"SELECT h.enterprise FROM {files_sql(files_in(own_store.root / score_history_files.FOLDER))} h "
            "ANTI JOIN (SELECT enterprise FROM enterprise WHERE is_legal UNION ALL "
            "SELECT enterprise FROM enterprise_past WHERE is_legal) USING (enterprise)"
        )
        assert rows == [] and recorded_since(snapshot) == snapshot.as_of


@pytest.fixture
def rebuilt() -> Callable[[Store], Snapshot]:
    """The served snapshot, recorded; the shared one may have been already."""

    def do(store: Store) -> Snapshot:
        record(store, current(store))
        return current(store)

    return do


def test_a_list_finds_who_changed_since_a_day(own_store: Store) -> None:
    served = current(own_store)
    record(own_store, served)
    folder = served.folder.with_name(f"{served.id}-r2")
    shutil.copytree(served.folder, folder, copy_function=os.link)
    (folder / "snapshot.duckdb").unlink()
    shutil.copyfile(served.database, folder / "snapshot.duckdb")
    with duckdb.connect(str(folder / "snapshot.duckdb")) as connection:
        sql = "SELECT enterprise FROM score WHERE score > 0 ORDER BY enterprise LIMIT 3"
        moved = [number for (number,) in connection.execute(sql).fetchall()]
        connection.execute(
            "UPDATE score SET score = score + 0.1 WHERE enterprise IN (SELECT unnest(?))", [moved]
        )
    later = Snapshot(folder, served.manifest | {"snapshot": folder.name})
    assert record(own_store, later) == 3
    asked = ListFilter(changed_since=later.as_of, changes=("score",))
    with Reader(own_store, later) as reader:
        assert numbers(reader, asked) == moved
        assert numbers(reader, replace(asked, changes=("band", "hits"))) == []
        assert numbers(reader, replace(asked, changes=("method",))) == []
        assert set(moved) <= set(numbers(reader, ListFilter(changed_since=later.as_of)))
    with Reader(own_store, served) as reader:
        assert numbers(reader, asked) == []
