"""One extract becomes one layer folder. The manifest is not touched here: until it is, nothing counts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from knipperlicht.core.progress import Progress
from knipperlicht.engine import work_connection
from knipperlicht.errors import UnusableFile
from knipperlicht.history.apply import Delta, apply_full, apply_update, differences
from knipperlicht.history.relations import applied, current_sql
from knipperlicht.history.store import Extract, FileCount, Role, Store
from knipperlicht.sources.kbo_opendata.archive import Archive
from knipperlicht.sources.kbo_opendata.card import failed_assertions
from knipperlicht.sources.kbo_opendata.codes import keep_codes, read_codes
from knipperlicht.sources.kbo_opendata.extract import load_extract
from knipperlicht.sources.kbo_opendata.layout import BY_NAME, TABLES
from knipperlicht.sources.kbo_opendata.load import Loaded
from knipperlicht.sources.kbo_opendata.meta import Meta


def add_layer(
    store: Store,
    archive: Archive,
    *,
    sha: str,
    file: str,
    held: Sequence[Extract],
    accept_counts: bool,
    progress: Progress,
) -> Extract:
    """Read `archive` and write its layer folder on top of those of `held` with a lower number.

    `held` are all extracts of the history to be, in order. Raises UnusableFile when the source's card or
    the comparison with a full extract blocks it.
    """
    meta = archive.meta
    before = applied([e for e in held if e.seq < meta.seq])
    loaded_dir, building = _fresh(store.work / "loaded"), _fresh(store.work / "layer")
    notes = archive.notes()
    with work_connection(store.work) as connection:
        codes = read_codes(archive, loaded_dir / "code.csv")
        loaded = load_extract(connection, archive, codes=codes, folder=loaded_dir, progress=progress)
        failed = failed_assertions(
            connection,
            loaded=loaded,
            full=meta.kind == "full",
            held=_open_enterprises(connection, store, before, meta),
        )
        if failed and not accept_counts:
            raise UnusableFile(
                f"{archive.path}: blocked by the source's card: {'; '.join(failed)}. Nothing was changed. If the "
                "extract is right all the same, give --accept-counts."
            )
        role = _role(meta, held)
        delta = Delta(touched={}, rows={})
        if role == "base":
            for table in TABLES:
                shutil.move(loaded_dir / f"{table.name}.parquet", building / f"{table.name}.parquet")
        elif role == "delta":
            apply = apply_full if meta.kind == "full" else apply_update
            delta = apply(connection, store=store, before=before, meta=meta, loaded=loaded, layer=building)
        for rejects in loaded_dir.glob("*.rejects.parquet"):
            shutil.move(rejects, building / rejects.name)
        previous = max((e for e in held if e.seq < meta.seq), key=lambda e: e.seq, default=None)
        if codes.digest and (meta.kind == "full" or previous is None or previous.codes != codes.digest):
            keep_codes(connection, loaded_dir / "code.csv", building / "code.parquet")
        extract = Extract(
            number=meta.number, kind=meta.kind, snapshot_date=meta.snapshot_date, sha256=sha, file=file, role=role,
            layer=_publish(store, building, f"{meta.number:04d}-{meta.kind}-{sha[:10]}"), codes=codes.digest,
            counts=[_count(item) for item in loaded.values()], touched=delta.touched, rows=delta.rows,
            notes=notes + failed,
        )  # fmt: skip
        if meta.kind == "full" and role == "delta":
            wrong = differences(connection, store=store, extracts=[*before, extract], loaded=loaded)
            if wrong:
                raise UnusableFile(
                    f"{archive.path}: after this full extract history would not equal it ({'; '.join(wrong)}). "
                    "Nothing was changed; please report this."
                )
    shutil.rmtree(loaded_dir)
    return extract


def _role(meta: Meta, held: Sequence[Extract]) -> Role:
    """The first full extract is the base; an update whose full extract is there already adds nothing."""
    if meta.kind == "full":
        return "delta" if any(e.kind == "full" and e.seq < meta.seq for e in held) else "base"
    return "covered" if any(e.kind == "full" and e.number == meta.number for e in held) else "delta"


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _publish(store: Store, building: Path, name: str) -> str:
    """Move a finished layer to its place under a name that is free; gives the name."""
    layers = store.history / "layers"
    layers.mkdir(parents=True, exist_ok=True)
    free = next(f"{name}-{n}" for n in range(1, 10**6) if not (layers / f"{name}-{n}").exists())
    building.rename(layers / free)
    return free


def _open_enterprises(
    connection: duckdb.DuckDBPyConnection, store: Store, before: Sequence[Extract], meta: Meta
) -> int:
    """Enterprises open before a full extract, as far as an earlier full extract makes that known; else 0."""
    if meta.kind != "full" or not any(e.kind == "full" for e in before):
        return 0
    row = connection.execute(
        f"SELECT count(*) FROM ({current_sql(store, before, BY_NAME['enterprise'])})"
    ).fetchone()
    return int(row[0]) if row else 0


def _count(item: Loaded) -> FileCount:
    return FileCount(
        file=item.file, table=item.table, read=item.read, accepted=item.accepted, rejected=item.rejected,
        unknown_codes=item.unknown_codes,
    )  # fmt: skip
