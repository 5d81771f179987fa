"""Publishing and pruning, on snapshots that are only folders."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.errors import KnipperlichtError, NothingFound
from knipperlicht.history.store import Store, write_json
from knipperlicht.warehouse.snapshot import Snapshot, current, prune, publish, published, quoted

FIRST = date(2025, 1, 3)


def put(store: Store, name: str, day: date, *, of_day: bool = False, serve: bool = True) -> Snapshot:
    """Publish an empty build."""
    building = store.work / "snapshot"
    building.mkdir(parents=True)
    (building / "snapshot.duckdb").write_bytes(b"")
    stamp = f"2026-01-01T00:00:{len(published(store)):06d}"
    manifest = {
        "snapshot": name,
        "as_of": str(day),
        "of_day": of_day,
        "built": stamp,
        "first_day": str(FIRST),
    }
    return publish(store, building, manifest, switch=serve)


def test_before_the_first_build_nothing_is_served(tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match="nothing was built here yet"):
        current(Store(tmp_path))


def test_a_pointer_to_nothing_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path)
    put(store, "a", FIRST)
    store.pointer.write_text("b\n")
    with pytest.raises(KnipperlichtError, match="b is missing or damaged"):
        current(store)


def test_a_published_snapshot_is_never_replaced(tmp_path: Path) -> None:
    store = Store(tmp_path)
    names = [put(store, "a", FIRST).id for _ in range(3)]
    assert names == ["a", "a-r2", "a-r3"] and current(store).id == "a-r3"
    assert [s.manifest["snapshot"] for s in published(store)] == names


def test_what_a_killed_process_left_under_the_name_is_replaced(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (store.snapshots / "a").mkdir(parents=True)
    (store.snapshots / "a" / "rest").touch()
    assert put(store, "a", FIRST).id == "a" and not (store.snapshots / "a" / "rest").exists()


def test_a_published_database_cannot_be_written_by_accident(tmp_path: Path) -> None:
    snapshot = put(Store(tmp_path), "a", FIRST)
    assert snapshot.database.stat().st_mode & 0o222 == 0


def test_kept_are_the_served_the_newest_three_and_the_last_of_each_month(tmp_path: Path) -> None:
    store = Store(tmp_path)
    days = [FIRST + timedelta(days=7 * week) for week in range(12)]
    for day in days:
        put(store, str(day), day)
    kept = [s.as_of for s in published(store)]
    last = {(day.year, day.month): day for day in days}
    assert set(kept) == set(last.values()) | set(days[-3:])
    assert current(store).as_of == days[-1]


def test_of_the_snapshots_of_a_day_the_newest_three_are_kept_whatever_is_served(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number in range(5):
        put(store, f"past-{number}", FIRST + timedelta(days=number), of_day=True, serve=False)
    assert [s.id for s in published(store)] == ["past-2", "past-3", "past-4"]
    put(store, "served", FIRST)
    for number in range(5, 9):
        put(store, f"past-{number}", FIRST + timedelta(days=number), of_day=True, serve=False)
    assert {s.id for s in published(store)} == {"served", "past-6", "past-7", "past-8"}
    assert current(store).id == "served"


@settings(max_examples=20, deadline=None, derandomize=True)
@given(steps=st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=14))
def test_the_served_snapshot_is_never_pruned(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, bool]]
) -> None:
    store, served = Store(tmp_path_factory.mktemp("keep")), None
    for number, (offset, of_day) in enumerate(steps):
        made = put(store, f"s{number}", FIRST + timedelta(days=offset), of_day=of_day, serve=not of_day)
        served = made.id if not of_day else served
        if served is not None:
            assert current(store).id == served and current(store).database.exists()
        assert made.id in {s.id for s in published(store)}
        assert prune(store) == []


@pytest.mark.parametrize("name", ["it's", "a[1]", "b*c?", "plain"])
def test_a_path_with_odd_marks_names_itself(tmp_path: Path, name: str) -> None:
    import duckdb

    folder = tmp_path / name
    folder.mkdir()
    file = folder / "x.parquet"
    with duckdb.connect() as connection:
        connection.sql("SELECT 1 AS n").write_parquet(str(file))
        assert connection.execute(f"SELECT * FROM read_parquet({quoted(file)})").fetchall() == [(1,)]


def test_a_manifest_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "manifest.json"
    write_json(target, {"a": 1})
    loop: dict[str, object] = {}
    loop["loop"] = loop
    with pytest.raises(ValueError, match="Circular"):
        write_json(target, loop)
    assert target.read_text("utf-8").strip().startswith("{") and '"a": 1' in target.read_text("utf-8")
