"""Taking in files of the sources that come as records or lists, and what is held of them.

`history/records/<source>/<layer>/<table>.parquet` holds one delivery in the order of each table's key;
`rejects.parquet` beside it what was refused. The file itself stays in `raw/<source>/` by content hash. `raw/records.json`
names the deliveries that count and goes with the files in every backup (`deliveries.py`); it is written last, so that a process that is
killed leaves nothing that counts.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from knipperlicht.engine import literal, work_connection
from knipperlicht.errors import KnipperlichtError, UnusableFile
from knipperlicht.history.deliveries import FOLDER as FOLDER
from knipperlicht.history.deliveries import Taken as Taken
from knipperlicht.history.deliveries import deliveries as deliveries
from knipperlicht.history.deliveries import keep_deliveries, raw_of
from knipperlicht.history.deliveries import layer_of as layer_of
from knipperlicht.history.deliveries import read_back as read_back
from knipperlicht.history.deliveries import written as written
from knipperlicht.history.keyed import keyed
from knipperlicht.history.record_assertions import unmet
from knipperlicht.history.record_layers import merge, own_layer, to_merge
from knipperlicht.history.store import FileCount, Store
from knipperlicht.sources.records import Batch, Delivery, Refused, Source, Table, record_sources

CHUNK = 2**20
REJECTS = pa.schema(
    [("table", pa.string()), ("where", pa.string()), ("reason", pa.string()), ("content", pa.string())]
)
REPEATED = "another row of the same file has the same key; the last one counts"


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """What became of one file. `taken` is None when it was already there."""

    path: Path
    source: str
    taken: Taken | None
    notes: list[str]


def take_in_records(
    store: Store, files: Sequence[tuple[Path, Source]], *, today: date, accept_counts: bool = False
) -> list[TakenIn]:
    """Take in files, each whole or not at all; those before one that fails stay, and the error says so."""
    results: list[TakenIn] = []
    with store.lock("ingest"):
        held = deliveries(store)
        _sweep(store, held)
        for path, source in files:
            try:
                results.append(_take_in(store, path, source, held, today, accept_counts))
                held += [result.taken for result in results[-1:] if result.taken]
            except KnipperlichtError as error:
                done = ", ".join(result.path.name for result in results if result.taken)
                raise type(error)(f"{error} Taken in before it: {done}.") if done else error from error
        merged = {one.seq: one for one in _merge_small(store, held)}
    return [replace(r, taken=merged[r.taken.seq]) if r.taken else r for r in results]


def _take_in(
    store: Store, path: Path, source: Source, held: Sequence[Taken], today: date, accept_counts: bool
) -> TakenIn:
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
    building = _empty(store)
    counts = _write(store, source, delivery, building, path.name)
    own = [t for t in held if t.source == source.name]
    before = max(own, key=lambda t: (t.day, t.seq), default=None)
    doubts = unmet(source.card.assertions, counts, before=before.counts if before else (), folder=building)
    if doubts and not accept_counts:
        raise UnusableFile(
            f"{path}: is not believed: {'; '.join(doubts)}. Look at the file; if it is right, take it in with "
            "--accept-counts. Nothing was changed."
        )
    notes = [*delivery.notes, *doubts]
    seq = max((t.seq for t in held), default=0) + 1
    taken = Taken(
        source=source.name, sha256=sha, file=path.name, day=delivery.day, seq=seq, layer="", counts=counts,
        notes=notes, whole=delivery.whole,
    )  # fmt: skip
    taken = replace(taken, layer=own_layer(taken))
    _place(building, layer_of(store, taken))
    raw = raw_of(store, taken)
    raw.parent.mkdir(parents=True, exist_ok=True)
    copy.replace(raw)
    if source.card.entitled:
        raw.chmod(0o600)
    keep_deliveries(store, [*held, taken])
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


def _merge_small(store: Store, held: Sequence[Taken]) -> list[Taken]:
    """`held`, where many small layers of a source now are one. The layers they were stay until nobody names them."""
    now = list(held)
    for name, source in record_sources().items():
        # Of a list only the newest delivery is ever read.
        while source.kind == "records" and (chosen := to_merge([t for t in now if t.source == name])):
            building = _empty(store)
            with work_connection(store.work) as connection:
                made = merge(connection, source, chosen, layers=store.history / FOLDER, building=building)
            _place(building, layer_of(store, made[0]))
            by_seq = {one.seq: one for one in made}
            now = [by_seq.get(one.seq, one) for one in now]
            keep_deliveries(store, now)
    _sweep(store, now)
    return now


def _empty(store: Store) -> Path:
    building = store.work / "records"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    return building


def _place(building: Path, target: Path) -> None:
    """Give a finished layer its name; what a dead process left there goes."""
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    building.rename(target)


def replay_records(store: Store) -> int:
    """Make all deliveries anew from the raw files, in their order; gives how many. Call it within the lock.

    Each gets a layer of its own again before small ones are merged.
    """
    held = [replace(one, layer=own_layer(one)) for one in deliveries(store)]
    for old in sorted(held, key=lambda t: t.seq):
        source = record_sources()[old.source]
        raw = raw_of(store, old)
        if not raw.exists():
            raise UnusableFile(
                f"{raw}: the file of {old.source} of {old.day} is gone. Put it back and try again."
            )
        building = _empty(store)
        _write(store, source, source.deliver(raw, old.day), building, old.file)
        _place(building, layer_of(store, old))
    if held:
        keep_deliveries(store, held)
        _merge_small(store, held)
    return len(held)


def _sweep(store: Store, held: Sequence[Taken]) -> None:
    """Remove layers the manifest does not name."""
    named = {layer_of(store, taken) for taken in held}
    for folder in store.history.glob(f"{FOLDER}/*/*"):
        if folder not in named:
            shutil.rmtree(folder, ignore_errors=True)
