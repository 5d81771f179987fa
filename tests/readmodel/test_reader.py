"""An open snapshot: several threads, a snapshot pruned or replaced meanwhile, one that lacks its look-up files."""

from __future__ import annotations

import gc
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from knipperlicht.core.numbers import format_number
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store
from knipperlicht.readmodel.explain import explain
from knipperlicht.readmodel.lookup import BLOCK, Lookup
from knipperlicht.readmodel.lookup_amend import write_whole
from knipperlicht.readmodel.lookup_files import FOLDER, write_lookups
from knipperlicht.readmodel.lookup_tables import FILES, File, names
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search import search
from knipperlicht.warehouse.snapshot import current


def numbers(reader: Reader, count: int) -> list[str]:
    rows = reader.rows("SELECT enterprise FROM score ORDER BY n_hits DESC, enterprise LIMIT ?", count)
    return [format_number(row["enterprise"]) for row in rows]


def test_threads_share_one_reader(reader: Reader) -> None:
    wanted = numbers(reader, 60)
    alone = [explain(reader, number) for number in wanted]

    def ask(number: str) -> object:
        reader.rows("SELECT count(*) AS n FROM register_activity")
        return explain(reader, number)

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(ask, wanted)) == alone


def test_cursors_of_ended_threads_are_let_go(own_store: Store) -> None:
    with Reader(own_store) as reader:
        for _ in range(5):
            thread = threading.Thread(target=lambda: reader.rows("SELECT 1 AS one"))
            thread.start()
            thread.join()
        gc.collect()
        assert len(reader._cursors) <= 1


def test_a_pruned_snapshot_answers_while_it_is_open(own_store: Store) -> None:
    snapshot = current(own_store)
    with Reader(own_store, snapshot, threads=1, memory="256MB") as reader:
        number = numbers(reader, 1)[0]
        before = explain(reader, number)
        shutil.rmtree(snapshot.folder)
        assert explain(reader, number) == before
        for table in ("register_activity", "register_address", "register_denomination"):
            (row,) = reader.rows(f"SELECT count(*) AS n FROM {table}")
            assert row["n"] > 0
        assert any(found.number for found in search(reader, str(before["name"])))
    with pytest.raises(KnipperlichtError, match="missing or damaged"):
        Reader(own_store, snapshot)


def test_closing_twice_is_no_error_and_asking_after_it_is_said(own_store: Store) -> None:
    reader = Reader(own_store)
    reader.rows("SELECT 1 AS one")
    reader.close()
    reader.close()
    with pytest.raises(KnipperlichtError, match="was closed"):
        reader.rows("SELECT 1 AS one")


def test_a_snapshot_without_look_up_files_gets_them(own_store: Store) -> None:
    folder = current(own_store).folder / FOLDER
    with Reader(own_store) as reader:
        number = numbers(reader, 1)[0]
        before = explain(reader, number)
    shutil.rmtree(folder)
    with Reader(own_store) as reader:
        assert explain(reader, number) == before
    assert (folder / "format").exists()


def test_the_files_hold_the_rows_of_the_tables(reader: Reader) -> None:
    for file in FILES:
        if file.name == "place":
            continue
        lookup = reader.of(file.name)
        (row,) = reader.rows(f"SELECT count(*) AS n FROM ({file.sql})")
        held = sum(len(batch) for batch in lookup.arrow(0, 2**62))
        assert held == row["n"], file.name
    assert {file.name for file in FILES} < set(names())


def test_base_files_are_linked_from_the_snapshot_before(
    own_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = current(own_store).folder
    made = folder.parent / "again"
    write_lookups(folder, made, previous=folder)
    for name in ("address_base", "denomination_base"):
        assert (made / f"{name}.arrow").samefile(folder / FOLDER / f"{name}.arrow")


@pytest.mark.parametrize("size", [0, 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
def test_rows_of_a_key_over_blocks(
    reader: Reader, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Key 5 has `size` rows between two others; pages of it join without gaps."""
    folder = tmp_path_factory.mktemp("lookup")
    sql = (
        f"SELECT 3 AS k, -1 AS v UNION ALL SELECT 5, range::INTEGER FROM range({size}) UNION ALL SELECT 9, -2"
    )
    write_whole(reader.connection, folder, File("some", sql, "k, v"))
    lookup = Lookup[int](folder, "some")
    every = [row["v"] for row in lookup.rows(5)]
    assert every == list(range(size)) and lookup.count(5) == size
    pages = [lookup.rows(5, offset=start, limit=500) for start in range(0, size + 500, 500)]
    assert [row["v"] for page in pages for row in page] == every
    assert lookup.first(4) is None and lookup.first(9) == {"k": 9, "v": -2} and not lookup.rows(10)
    assert len(lookup.between(3, 9, limit=10_000)) == size + 2
    lookup.close()


def test_keys_can_be_texts(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> None:
    folder = tmp_path_factory.mktemp("lookup")
    sql = "SELECT printf('%05d', range // 2) AS k, range AS v FROM range(5000)"
    write_whole(reader.connection, folder, File("some", sql, "k, v"))
    lookup = Lookup[str](folder, "some")
    assert [row["v"] for row in lookup.rows("01234")] == [2468, 2469]
    assert isinstance(next(lookup.arrow("00000", "00001")), pa.RecordBatch)
    assert [row["v"] for row in lookup.between("00001", "00002", limit=3)] == [2, 3, 4]
    lookup.close()
