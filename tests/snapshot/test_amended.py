"""Builds on top of builds: whatever the updates say, every table is what a fresh build makes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import tantivy
from hypothesis import given, settings

import knipperlicht.build
from knipperlicht.build import build
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.readmodel.lookup import Lookup, touched_path
from knipperlicht.readmodel.lookup_files import FOLDER
from knipperlicht.readmodel.lookup_tables import names
from knipperlicht.readmodel.street_index import STREETS, open_streets
from knipperlicht.warehouse import previous
from knipperlicht.warehouse.snapshot import Snapshot, current
from tests.conftest import Province
from tests.history.register_files import (
    FIRST,
    Row,
    Tables,
    activity,
    branch,
    enterprise,
    establishment,
    firm,
    full,
    seat,
    update,
)  # fmt: skip
from tests.history.register_files import name as called
from tests.history.test_sequences import EXAMPLES, State, files_of, lives, room
from tests.snapshot.builds import kill_at

ONE, TWO, THREE = (enterprise(n) for n in (1, 2, 3))
SHOP, OTHER_SHOP = establishment(1), establishment(2)


def amended(snapshot: Snapshot) -> bool:
    """Whether the wide table of subjects was taken over from the build before."""
    with duckdb.connect(str(snapshot.database), read_only=True) as connection:
        return bool(
            connection.execute("FROM duckdb_tables() WHERE table_name = 'subject_changed'").fetchall()
        )


def content(snapshot: Snapshot) -> dict[str, list[Row]]:
    """Every row of every table, apart from the lists of what changed."""
    with duckdb.connect(str(snapshot.database), read_only=True) as connection:
        names = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY ALL').fetchall()
            for table in sorted(names)
            if not table.endswith("_changed")
        }


def looked_up(snapshot: Snapshot) -> dict[str, dict[int | str, list[str]]]:
    """Every row of every sorted file, by key: as a range gives it, which must be what asking for the key gives."""
    found: dict[str, dict[int | str, list[str]]] = {}
    for name in names():
        lookup = Lookup[Any](snapshot.folder / FOLDER, name)
        text = pa.types.is_string(lookup.schema.field(0).type)
        rows = [
            row
            for batch in lookup.arrow(*(("", "\U0010ffff") if text else (0, 2**62)))
            for row in batch.to_pylist()
        ]
        key = lookup.schema.names[0]
        assert [row[key] for row in rows] == sorted(row[key] for row in rows)
        by_key: dict[int | str, list[str]] = {}
        for row in rows:
            by_key.setdefault(row[key], []).append(repr(row))
        for asked, said in by_key.items():
            assert [repr(row) for row in lookup.rows(asked)] == said and lookup.count(asked) == len(said)
        found[name] = {asked: sorted(said) for asked, said in by_key.items()}
        lookup.close()
    return found


def streets(snapshot: Snapshot) -> list[tuple[str, ...]]:
    """What the index of streets says, a row a street."""
    searcher = open_streets(snapshot.folder / FOLDER / STREETS).searcher()
    found = searcher.search(tantivy.Query.all_query(), limit=100_000).hits
    documents = [searcher.doc(address).to_dict() for _, address in found]
    return sorted(
        tuple(str(document[field]) for field in ("key", "name", "town", "nis")) for document in documents
    )


def same_as_fresh(store: Store, snapshot: Snapshot) -> None:
    """Every table and sorted file of `snapshot` is that of a build of everything anew, served afterwards."""
    stepwise, found, ways = content(snapshot), looked_up(snapshot), streets(snapshot)
    anew = build(store, fresh=True)
    assert ways == streets(anew)
    fresh, sought = content(anew), looked_up(anew)
    assert stepwise.keys() == fresh.keys()
    for table in fresh:
        assert stepwise[table] == fresh[table], table
    assert found.keys() == sought.keys()
    for name in sought:
        assert found[name] == sought[name], name


def day_by_day(store: Store, files: Sequence[Path]) -> Iterator[Snapshot]:
    """Take in and build one extract after the other; a snapshot may be gone when the next but two is there."""
    for file in files:
        ingest(store, [file])
        yield build(store)


def small(**tables: Sequence[Row]) -> Tables:
    """Two firms side by side in one building, the first with two shops and a branch."""
    return {
        "enterprise": [firm(ONE), firm(TWO)],
        "denomination": [called(ONE, "Een"), called(TWO, "Twee")],
        "address": [
            seat(ONE, "Kerkstraat"), seat(TWO, "Kerkstraat"),
            seat(SHOP, "Markt", kind="BAET"), seat(OTHER_SHOP, "Kaai", kind="BAET"),
            seat(branch(1), "Kaai", kind="ABBR"), seat(establishment(3), "", kind="BAET"),
        ],
        "activity": [activity(ONE), activity(SHOP)],
        "contact": [(SHOP, "EST", "TEL", "056123456")],
        "establishment": [(SHOP, FIRST, ONE), (OTHER_SHOP, FIRST, ONE), (establishment(3), FIRST, TWO)],
        "branch": [(branch(1), FIRST, ONE)],
    } | tables  # fmt: skip


def test_month_after_month_gives_what_a_fresh_build_gives(installed: Province, tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    assert [amended(made) for made in day_by_day(store, installed.extracts[:4])] == [False, True, True, True]
    same_as_fresh(store, current(store))


@settings(EXAMPLES, max_examples=2)
@given(life=lives)
def test_any_life_of_a_register_gives_what_a_fresh_build_gives(life: list[State]) -> None:
    with room() as (store, folder):
        for _ in day_by_day(store, files_of(folder, life)):
            pass
        same_as_fresh(store, current(store))


MOVED = {"address": [seat(ONE, "Nieuwstraat", "7")]}
KAAI: Row = (
    SHOP,
    "BAET",
    None,
    None,
    "8500",
    "Kortrijk",
    "Courtrai",
    "Grote Markt",
    "Kaai",
    "1",
    None,
    None,
    None,
)
UPDATES: list[tuple[str, dict[str, list[int]], Tables]] = [
    ("a seat leaves a building that others stay in, a company arrives in one, a shop changes its activity",
     {"address": [ONE], "activity": [SHOP]}, {
        "enterprise": [firm(THREE)], "denomination": [called(THREE, "Drie")],
        "address": [*MOVED["address"], seat(THREE, "Kerkstraat")], "activity": [activity(SHOP, "56112")],
    }),
    ("a shop goes to another company, a branch too; a name becomes a translation: a street gets another key",
     {"establishment": [SHOP], "branch": [branch(1)], "address": [SHOP]}, {
        "establishment": [(SHOP, date(2025, 5, 1), TWO)], "branch": [(branch(1), FIRST, TWO)], "address": [KAAI],
    }),
    ("the street gets its own key again; a company turns out to be a natural person",
     {"address": [SHOP], "enterprise": [TWO]}, {
        "address": [seat(SHOP, "Markt", kind="BAET")],
        "enterprise": [(TWO, "AC", "000", "1", None, None, date(2020, 1, 1))],
    }),
    ("a seat leaves the register, its owner stays; a company leaves the register",
     {"address": [THREE], "enterprise": [ONE], "denomination": [ONE]}, {}),
]  # fmt: skip


def test_update_after_update_gives_what_a_fresh_build_gives(tmp_path: Path) -> None:
    """Days in a row, each with changes that reach beyond the rows they name; a build costs seconds whatever it holds."""
    files = [full(tmp_path, 140, small())]
    files += [update(tmp_path, 141 + i, deletes, inserts) for i, (_, deletes, inserts) in enumerate(UPDATES)]
    store = Store(tmp_path / "data")
    before: dict[str, list[Row]] = {}
    for file, what in zip(files, ["the first build", *(change[0] for change in UPDATES)], strict=True):
        ingest(store, [file])
        made = build(store)
        assert amended(made) is bool(before), what
        now = content(made)
        assert now["subject"] != before.get("subject") or now["building"] != before["building"], what
        before = now
    assert touched_path(made.folder / FOLDER, "place").exists(), "an overlay is what is compared"
    same_as_fresh(store, current(store))


def test_a_base_after_an_update_is_not_taken_for_an_update(tmp_path: Path) -> None:
    """What the first full extract brings is in no list of replaced blocks."""
    store = Store(tmp_path / "data")
    files = [update(tmp_path, 139, {}, {"enterprise": [firm(THREE)]}), full(tmp_path, 140, small())]
    assert [amended(made) for made in day_by_day(store, files)] == [False, False]
    same_as_fresh(store, current(store))


def test_other_code_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "data")
    files = [full(tmp_path, 140, small()), update(tmp_path, 141, {"address": [ONE]}, MOVED)]
    ingest(store, files[:1])
    with monkeypatch.context() as patched:
        patched.setattr(knipperlicht.build, "fingerprint", lambda: "another")
        build(store)
    ingest(store, files[1:])
    assert not amended(build(store))
    assert amended(build(store)), "and the build after that goes on from there"


def test_a_published_database_stays_as_it_is(own_store: Store, installed: Province) -> None:
    """Neither a build on top of it nor one that dies on the way writes to it."""

    def digest() -> str:
        return hashlib.sha256(served.database.read_bytes()).hexdigest()

    served = current(own_store)
    before = digest()
    ingest(own_store, [installed.newer])
    assert set(kill_at(own_store, "1", "20", "60", "manifest").values()) == {"9"}
    assert digest() == before and current(own_store).id == served.id
    build(own_store)
    assert digest() == before


def test_only_named_tables_are_taken_over(own_store: Store, tmp_path: Path) -> None:
    served = current(own_store)
    previous.take_over(served, tmp_path / "copy.duckdb")
    with duckdb.connect(str(tmp_path / "copy.duckdb")) as connection:
        held = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert held == set(previous.AMENDED) & content(served).keys() >= {"subject", "score"}
