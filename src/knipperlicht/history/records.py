"""Taking in files of the sources that come as records or lists, and what is held of them.

`history/records/<source>/<layer>/<table>.parquet` holds one delivery in the order of each table's key;
`rejects.parquet` beside it what was refused. The file itself stays in `raw/<source>/` by content hash. `raw/records.json`
names the deliveries that count and goes with the files in every backup; it is written last, so that a process that is
killed leaves nothing that counts.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from knipperlicht.engine import literal, work_connection
from knipperlicht.errors import KnipperlichtError, UnusableFile
from knipperlicht.history.keyed import keyed
from knipperlicht.history.record_assertions import unmet
from knipperlicht.history.store import FileCount, Store, write_json
from knipperlicht.sources.records import Batch, Delivery, Refused, Source, Table, record_sources

CHUNK = 2**20
FOLDER = "records"
FORMAT = 1
REJECTS = pa.schema(
    [("table", pa.string()), ("where", pa.string()), ("reason", pa.string()), ("content", pa.string())]
)
REPEATED = "another row of the same file has the same key; the last one counts"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One delivery that history holds. `seq`: order of taking in; of deliveries of one day the later one counts.

    `whole`: it brought all owners of the source's tables that have one.
    """

    source: str
    sha256: str
    file: str
    day: date
    seq: int
    layer: str
    counts: list[FileCount]
    notes: list[str]
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """What became of one file. `taken` is None when it was already there."""

    path: Path
    source: str
    taken: Taken | None
    notes: list[str]


def deliveries(store: Store) -> list[Taken]:
    """Deliveries that count, in the order in which they apply."""
    path = _manifest(store)
    if not path.exists():
        return []
    try:
        data = json.loads(path.read_text("utf-8"))
        if data.get("format") != FORMAT:
            raise ValueError(f"format {data.get('format')} is not {FORMAT}")
        rows = read_back(data["deliveries"])
    except (ValueError, KeyError, TypeError) as error:
        raise KnipperlichtError(
            f"{path}: damaged ({error}). Put back the data directory from its backup, or take the files of "
            f"{store.raw} in again."
        ) from error
    return sorted(rows, key=lambda t: (t.source, t.day, t.seq))


def written(taken: Sequence[Taken]) -> list[dict[str, Any]]:
    """Deliveries as they stand in a manifest; `read_back` makes them again."""
    return [{**vars(t), "day": str(t.day), "counts": [vars(c) for c in t.counts]} for t in taken]


def read_back(rows: Sequence[dict[str, Any]]) -> list[Taken]:
    """From a manifest."""
    return [
        Taken(**{**row, "day": date.fromisoformat(row["day"]), "counts": [FileCount(**c) for c in row["counts"]]})
        for row in rows
    ]  # fmt: skip


def layer_of(store: Store, taken: Taken) -> Path:
    """Folder with the Parquet files of one delivery."""
    return store.history / FOLDER / taken.source / taken.layer


def raw_of(store: Store, taken: Taken) -> Path:
    """The file as it came, under its own name: some formats say in it what they are of."""
    return store.raw / taken.source / taken.sha256 / taken.file


def take_in_records(
    store: Store, files: Sequence[tuple[Path, Source]], *, today: date, accept_counts: bool = False
) -> list[TakenIn]:
    """Take in files, each whole or not at all; those before one that fails stay, and the error says so."""
    results: list[TakenIn] = []
    with store.lock("ingest"):
        _sweep(store)
        for path, source in files:
            try:
                results.append(_take_in(store, path, source, today, accept_counts))
            except KnipperlichtError as error:
                done = ", ".join(result.path.name for result in results if result.taken)
                raise type(error)(f"{error} Taken in before it: {done}.") if done else error from error
    return results


def _take_in(store: Store, path: Path, source: Source, today: date, accept_counts: bool) -> TakenIn:
    held = deliveries(store)
    store.work.mkdir(parents=True, exist_ok=True)
    copy = store.work / f"incoming{path.suffix}"
    sha = _copy(path, copy)
    if any(t.sha256 == sha and t.source == source.name for t in held):
        note = "this very file is already in history; nothing to do"
        return TakenIn(path=path, source=source.name, taken=None, notes=[note])
    named = path if not path.is_dir() else copy
    delivery = source.deliver(named, today)
    if delivery.day > today:
        raise UnusableFile(
            f"{path}: says it is of {delivery.day}, which lies in the future. Check the clock of this machine and "
            "of who made the file; nothing was changed."
        )
    building = store.work / "records"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    counts = _write(store, source, delivery, building, path.name)
    before = next((t for t in reversed(held) if t.source == source.name), None)
    doubts = unmet(source.card.assertions, counts, before=before.counts if before else (), folder=building)
    if doubts and not accept_counts:
        raise UnusableFile(
            f"{path}: is not believed: {'; '.join(doubts)}. Look at the file; if it is right, take it in with "
            "--accept-counts. Nothing was changed."
        )
    notes = [*delivery.notes, *doubts]
    seq = max((t.seq for t in held), default=0) + 1
    layer = f"{delivery.day}-{seq:06d}-{sha[:8]}"
    taken = Taken(
        source=source.name, sha256=sha, file=path.name, day=delivery.day, seq=seq, layer=layer, counts=counts,
        notes=notes, whole=delivery.whole,
    )  # fmt: skip
    target = layer_of(store, taken)
    target.parent.mkdir(parents=True, exist_ok=True)
    building.rename(target)
    raw = raw_of(store, taken)
    raw.parent.mkdir(parents=True, exist_ok=True)
    copy.replace(raw)
    if source.card.entitled:
        raw.chmod(0o600)
    _write_manifest(store, [*held, taken])
    return TakenIn(path=path, source=source.name, taken=taken, notes=notes)


def _copy(path: Path, target: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source, target.open("wb") as sink:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                sink.write(chunk)
    except FileNotFoundError as error:
        raise UnusableFile(f"{path}: there is no such file.") from error
    return digest.hexdigest()


def _write(store: Store, source: Source, delivery: Delivery, folder: Path, file: str) -> list[FileCount]:
    """Stream the batches to Parquet, then put each table in the order of its key, without repeats."""
    tables = {table.name: table for table in source.tables}
    accepted, refused = dict.fromkeys(tables, 0), dict.fromkeys(tables, 0)
    rough = {name: pq.ParquetWriter(folder / f"{name}.rough", table.schema) for name, table in tables.items()}
    rejects = pq.ParquetWriter(folder / "rejects.rough", REJECTS)
    try:
        for batch in delivery.batches:
            rows = keyed(store, tables[batch.table], _typed(batch, tables[batch.table]))
            rough[batch.table].write_table(rows)
            accepted[batch.table] += rows.num_rows
            refused[batch.table] += len(batch.refused)
            if batch.refused:
                rejects.write_table(_refused(batch.table, batch.refused))
    finally:
        for writer in (*rough.values(), rejects):
            writer.close()
    repeats: list[pa.Table] = []
    with work_connection(store.work) as connection:
        for name, table in tables.items():
            repeated = _sorted(connection, folder, table)
            accepted[name] -= repeated.num_rows
            refused[name] += repeated.num_rows
            repeats.append(repeated)
        connection.register("repeats", pa.concat_tables(repeats))
        both = f"FROM read_parquet({literal(folder / 'rejects.rough')}) UNION ALL FROM repeats"
        if any(refused.values()):
            connection.execute(f"COPY ({both}) TO {literal(folder / 'rejects.parquet')} (FORMAT parquet)")
    for path in folder.glob("*.rough"):
        path.unlink()
    return [
        FileCount(
            file=file,
            table=name,
            read=accepted[name] + refused[name],
            accepted=accepted[name],
            rejected=refused[name],
        )
        for name in tables
    ]


def _typed(batch: Batch, table: Table) -> pa.Table:
    if isinstance(batch.rows, list):
        return pa.Table.from_pylist(batch.rows, schema=table.schema)
    return batch.rows.select(table.schema.names).cast(table.schema)


def _refused(table: str, refused: Sequence[Refused]) -> pa.Table:
    rows = [
        {"table": table, "where": r.where, "reason": r.reason, "content": r.content[:2000]} for r in refused
    ]
    return pa.Table.from_pylist(rows, schema=REJECTS)


def _sorted(connection: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> pa.Table:
    """Write `<table>.parquet`, the last row of each key, in its order; gives the others as rejects."""
    rough = f"read_parquet({literal(folder / f'{table.name}.rough')}, file_row_number = true)"
    key = ", ".join(f'"{name}"' for name in table.key)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT file_row_number FROM {rough} "
        f"SEMI JOIN (SELECT {key} FROM {rough} GROUP BY {key} HAVING count(*) > 1) USING ({key}) "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY file_row_number DESC) > 1"
    )
    connection.execute(
        f"COPY (SELECT * EXCLUDE (file_row_number) FROM {rough} ANTI JOIN repeated USING (file_row_number) "
        f"ORDER BY {key}) TO {literal(folder / f'{table.name}.parquet')} (FORMAT parquet, COMPRESSION zstd)"
    )
    found: pa.Table = connection.sql(
        f'SELECT {literal(table.name)} AS "table", \'row \' || (file_row_number + 1) AS "where", '
        f"{literal(REPEATED)} AS reason, CAST(to_json(r) AS VARCHAR) AS content FROM {rough} r "
        "SEMI JOIN repeated USING (file_row_number)"
    ).to_arrow_table()
    return found.cast(REJECTS)


def replay_records(store: Store) -> int:
    """Make all deliveries anew from the raw files, in their order; gives how many. Call it within the lock."""
    held = deliveries(store)
    for old in sorted(held, key=lambda t: t.seq):
        source = record_sources()[old.source]
        raw = raw_of(store, old)
        if not raw.exists():
            raise UnusableFile(
                f"{raw}: the file of {old.source} of {old.day} is gone. Put it back and try again."
            )
        building = store.work / "records"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        _write(store, source, source.deliver(raw, old.day), building, old.file)
        target = layer_of(store, old)
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        building.rename(target)
    return len(held)


def _manifest(store: Store) -> Path:
    return store.raw / "records.json"


def _write_manifest(store: Store, taken: Sequence[Taken]) -> None:
    rows = written(sorted(taken, key=lambda t: t.seq))
    write_json(_manifest(store), {"format": FORMAT, "deliveries": rows}, indent=None)


def _sweep(store: Store) -> None:
    """Remove layers the manifest does not name."""
    with suppress(KnipperlichtError):
        named = {layer_of(store, taken) for taken in deliveries(store)}
        for folder in store.history.glob(f"{FOLDER}/*/*"):
            if folder not in named:
                shutil.rmtree(folder, ignore_errors=True)
