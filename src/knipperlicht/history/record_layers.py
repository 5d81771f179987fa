"""Where the rows of a delivery stand: in a layer of its own, or merged with those of other small ones.

A daily file for years makes thousands of small Parquet files, and every question would open all of them. So where a
source has MANY small layers they are written as one, in the order of each table's key, every row with `seen`, the day,
and `seq`, the order of taking in, of the delivery that brought it. Nothing is left out: rows that a later delivery
replaced are still there for whoever asks for an earlier day. A merged layer that is small itself goes into the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from knipperlicht.engine import literal
from knipperlicht.history.deliveries import Taken
from knipperlicht.sources.records import Source, Table

MANY = 32
AT_ONCE = 256
"""Layers that one merge reads; of more the rest waits for the next."""
SMALL = 250_000
"""Rows of all tables together up to which a layer is small."""
REJECTS = "rejects.parquet"
_MERGED = "merged-"


def own_layer(taken: Taken) -> str:
    """Name of the layer that holds this delivery alone."""
    return f"{taken.day}-{taken.seq:06d}-{taken.sha256[:8]}"


def rows_sql(layers: Path, taken: Sequence[Taken], table: Table, columns: Sequence[str]) -> str | None:
    """All rows these deliveries brought, replaced ones too: `columns`, seen DATE, seq BIGINT. None where there are none.

    `layers`: folder of all sources' layers, of the store's history or of a snapshot.
    """
    wanted = ", ".join(f'"{name}"' for name in columns)
    by_layer: dict[str, list[Taken]] = {}
    for one in taken:
        if rows_in(one, table):
            by_layer.setdefault(one.layer, []).append(one)
    parts = []
    for layer, own in by_layer.items():
        file = literal(layers / own[0].source / layer / f"{table.name}.parquet")
        if layer.startswith(_MERGED):
            numbers = ", ".join(str(one.seq) for one in own)
            parts.append(f"SELECT {wanted}, seen, seq FROM read_parquet({file}) WHERE seq IN ({numbers})")
        else:
            days = f"DATE '{own[0].day}' AS seen, {own[0].seq}::BIGINT AS seq"
            parts.append(f"SELECT {wanted}, {days} FROM read_parquet({file})")
    return " UNION ALL ".join(parts) or None


def rows_in(taken: Taken, table: Table) -> int:
    """How many rows of a table a delivery brought."""
    return sum(count.accepted for count in taken.counts if count.table == table.name)


def to_merge(taken: Sequence[Taken]) -> list[Taken]:
    """Those of one source's deliveries whose layers are to become one; none where there are not many small ones."""
    rows: dict[str, int] = {}
    for one in taken:
        rows[one.layer] = rows.get(one.layer, 0) + sum(count.accepted for count in one.counts)
    small = [layer for layer, count in rows.items() if count <= SMALL]
    if len(small) < MANY:
        return []
    chosen = set(small[:AT_ONCE])
    return [one for one in taken if one.layer in chosen]


def merge(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    taken: Sequence[Taken],
    *,
    layers: Path,
    building: Path,
) -> list[Taken]:
    """Write the layers of `taken` as one into the empty folder `building`; gives the deliveries as they stand there."""
    for table in source.tables:
        sql = rows_sql(layers, taken, table, table.schema.names)
        if sql is not None:
            key = ", ".join(f'"{name}"' for name in table.key)
            path = literal(building / f"{table.name}.parquet")
            connection.execute(
                f"COPY (SELECT * FROM ({sql}) ORDER BY {key}, seq) TO {path} (FORMAT parquet, COMPRESSION zstd)"
            )
    folders = dict.fromkeys(layers / one.source / one.layer for one in taken)
    refused = [folder / REJECTS for folder in folders if (folder / REJECTS).exists()]
    if refused:
        pq.write_table(pq.ParquetDataset(refused).read(), building / REJECTS)
    digest = hashlib.sha256("".join(one.sha256 for one in taken).encode()).hexdigest()[:12]
    numbers = [one.seq for one in taken]
    name = f"{_MERGED}{min(numbers):06d}-{max(numbers):06d}-{digest}"
    return [replace(one, layer=name) for one in taken]
