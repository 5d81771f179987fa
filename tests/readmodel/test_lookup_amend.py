"""A linked file with its overlay answers what the file would answer if it had been written anew."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.readmodel import lookup_amend, sorted_file
from knipperlicht.readmodel.lookup import Lookup, touched_path
from knipperlicht.readmodel.lookup_amend import link_and_amend, write_whole
from knipperlicht.readmodel.lookup_tables import File
from tests.history.test_sequences import EXAMPLES

Rows = list[tuple[int, int]]
KEYS = 12
some_rows = st.lists(st.tuples(st.integers(1, KEYS), st.integers(0, 3)), max_size=40)
FILE = File("some", "SELECT k, v FROM present", "k, v", "SELECT k FROM touched_now")


def fill(connection: duckdb.DuckDBPyConnection, rows: Rows, touched: Sequence[int], kind: str) -> None:
    """`present` has the rows of today, `touched_now` the keys that may be others than yesterday."""
    key = "k::BIGINT" if kind == "number" else "'k' || lpad(k::VARCHAR, 3, '0')"
    for name, columns, values in (
        ("present", "(k, v)", [f"({k}, {v})" for k, v in rows]),
        ("touched_now", "(k)", [f"({k})" for k in touched]),
    ):
        source = (
            f"(VALUES {', '.join(values)}) t{columns}" if values else "(SELECT 0 AS k, 0 AS v WHERE false) t"
        )
        rest = ", v::BIGINT AS v" if name == "present" else ""
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {key} AS k{rest} FROM {source}")


def batches(found: Any) -> list[dict[str, Any]]:
    return [row for batch in found for row in batch.to_pylist()]


def same_answers(one: Lookup[Any], other: Lookup[Any], keys: Sequence[Any]) -> None:
    assert one.schema == other.schema
    for low in keys:
        assert one.rows(low) == other.rows(low) and one.count(low) == other.count(low)
        assert one.first(low) == other.first(low)
        for offset, limit in ((0, 1), (1, 2), (3, 5), (2, None)):
            assert one.rows(low, offset=offset, limit=limit) == other.rows(low, offset=offset, limit=limit)
        for high in keys:
            assert batches(one.arrow(low, high)) == batches(other.arrow(low, high))
            assert one.between(low, high, limit=7) == other.between(low, high, limit=7)


@settings(EXAMPLES, max_examples=max(25, EXAMPLES.max_examples))
@given(kind=st.sampled_from(["number", "text"]), base=some_rows, days=st.lists(some_rows, min_size=1, max_size=3),
       idle=st.sets(st.integers(1, KEYS), max_size=3))  # fmt: skip
def test_an_overlay_is_the_file_written_anew(kind: str, base: Rows, days: list[Rows], idle: set[int]) -> None:
    """Some keys get other rows each day, some none; `idle` ones are named as touched and stay as they are."""
    with (
        tempfile.TemporaryDirectory() as place,
        duckdb.connect() as connection,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(sorted_file, "BLOCK", 3)
        patched.setattr(lookup_amend, "MOST", 1)
        folders = [Path(place) / str(day) for day in range(len(days) + 1)]
        for folder in folders:
            folder.mkdir()
        fill(connection, base, [], kind)
        write_whole(connection, folders[0], FILE)
        rows = base
        for day, said in enumerate(days, start=1):
            gone = {k for k, _ in said}
            rows = [row for row in rows if row[0] not in gone] + [row for row in said if row[1]]
            fill(connection, rows, sorted(gone | idle), kind)
            amended = link_and_amend(connection, folders[day], FILE, before=folders[day - 1])
            if not amended:
                write_whole(connection, folders[day], FILE)
            assert amended or not base
        anew = Path(place) / "anew"
        anew.mkdir()
        write_whole(connection, anew, FILE)
        numbers = range(KEYS + 2)
        keys = list(numbers) if kind == "number" else [f"k{n:03d}" for n in numbers]
        one, other = Lookup[Any](folders[-1], "some"), Lookup[Any](anew, "some")
        same_answers(one, other, keys)
        one.close()
        other.close()


def test_a_large_overlay_is_given_up(tmp_path: Path) -> None:
    """Beyond a twentieth of the file, by keys or by rows, nothing is left of it."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE present AS SELECT range // 2 AS k, range AS v FROM range(4096)")
        (before := tmp_path / "before").mkdir()
        write_whole(connection, before, FILE)
        for touched, amended in ((50, True), (110, False), (300, False)):
            connection.execute(
                f"CREATE OR REPLACE TABLE touched_now AS SELECT range AS k FROM range({touched})"
            )
            (target := tmp_path / str(touched)).mkdir()
            assert link_and_amend(connection, target, FILE, before=before) is amended
            assert touched_path(target, "some").exists() is amended
            assert bool(list(target.iterdir())) is amended


def test_what_was_linked_outlives_the_snapshot_it_came_from(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE present AS SELECT range AS k, range AS v FROM range(4096)")
        connection.execute("CREATE TABLE touched_now AS SELECT 7 AS k")
        for name in ("before", "now"):
            (tmp_path / name).mkdir()
        write_whole(connection, tmp_path / "before", FILE)
        connection.execute("UPDATE present SET v = -1 WHERE k = 7")
        assert link_and_amend(connection, tmp_path / "now", FILE, before=tmp_path / "before")
    for path in (tmp_path / "before").iterdir():
        path.unlink()
    lookup = Lookup[int](tmp_path / "now", "some")
    assert [lookup.first(k) for k in (6, 7)] == [{"k": 6, "v": 6}, {"k": 7, "v": -1}]
    assert isinstance(next(lookup.arrow(0, 9)), pa.RecordBatch)
    lookup.close()
