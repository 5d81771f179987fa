"""Loading one CSV text of one table, the fast or the careful way, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from knipperlicht.sources.kbo_opendata import careful
from knipperlicht.sources.kbo_opendata.archive import Unpacked
from knipperlicht.sources.kbo_opendata.codes import Codes
from knipperlicht.sources.kbo_opendata.layout import BY_NAME, Table
from knipperlicht.sources.kbo_opendata.load import Loaded, load_table
from knipperlicht.sources.kbo_opendata.rows import Rows
from tests.history.register_files import CODES, csv_line

KNOWN = Codes(known={category: set(codes) for category, codes in CODES.items()}, digest="x")


_ENGINE = duckdb.connect(config={"threads": 1})


def _connection(own: bool) -> duckdb.DuckDBPyConnection:
    """One engine for all, but its own where enum types are made."""
    return duckdb.connect(config={"threads": 1}) if own else _ENGINE.cursor()


@dataclass(frozen=True)
class Outcome:
    """Accepted rows, and rejects as (line, reason, content)."""

    loaded: Loaded
    rows: list[tuple[object, ...]]
    rejects: list[tuple[int, str, str]]


def load(folder: Path, table: str, body: bytes | str, *, full: bool = False, codes: Codes = KNOWN) -> Outcome:
    """Load `body` (the data lines) as `<table>.csv`, as part of a full extract or of an update."""
    own = BY_NAME[table]
    path, rows, rejects = _places(folder, own, body, full)
    raw = path.read_bytes()
    csv = Unpacked(path=path, lines=raw.count(b"\n") + (raw[-1:] != b"\n"), odd=b"\0" in raw or b"\r" in raw)
    with _connection(full) as connection:
        enums = codes.create_enums(connection) if full else {}
        loaded = load_table(
            connection, table=own, csv=csv, rows=rows, rejects=rejects, codes=codes, enums=enums
        )
        return Outcome(loaded, _sorted(connection, f"FROM {rows.sql}"), _refused(connection, rejects))


def load_carefully(folder: Path, table: str, body: bytes | str) -> Outcome:
    """The same by the careful way alone."""
    own = BY_NAME[table]
    path, rows, rejects = _places(folder, own, body, False)
    with _connection(False) as connection:
        accepted, rejected = careful.load(connection, table=own, csv_path=path, rows=rows, rejects=rejects)
        loaded = Loaded(
            file=path.name,
            table=table,
            rows=rows,
            read=accepted + rejected,
            accepted=accepted,
            rejected=rejected,
        )
        return Outcome(loaded, _sorted(connection, f"FROM {rows.sql}"), _refused(connection, rejects))


def _places(folder: Path, table: Table, body: bytes | str, full: bool) -> tuple[Path, Rows, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{table.name}.csv"
    path.write_bytes(csv_line(table.header).encode() + (body.encode() if isinstance(body, str) else body))
    rejects = folder / f"{table.name}.rejects.parquet"
    rejects.unlink(missing_ok=True)
    return path, Rows(name=table.name, path=folder / f"{table.name}.parquet" if full else None), rejects


def _sorted(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return sorted(connection.execute(sql).fetchall(), key=repr)


def _refused(connection: duckdb.DuckDBPyConnection, path: Path) -> list[tuple[int, str, str]]:
    if not path.exists():
        return []
    return connection.execute(
        "SELECT line, reason, content FROM read_parquet(?) ORDER BY line", [str(path)]
    ).fetchall()
