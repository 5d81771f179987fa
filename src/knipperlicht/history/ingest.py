"""Taking in extracts: check, keep the raw file, read, add a layer, and only then let it count.

Order on disk makes it safe to be killed anywhere: the manifest is written last and atomically. What a
dead process left is swept by the next one.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from knipperlicht.core.progress import Progress, silent
from knipperlicht.engine import work_connection
from knipperlicht.errors import UnusableFile
from knipperlicht.history.apply import apply_full, apply_update, differences
from knipperlicht.history.relations import applied, current_sql
from knipperlicht.history.store import Extract, FileCount, Role, Store
from knipperlicht.sources.kbo_opendata.archive import Archive, Meta
from knipperlicht.sources.kbo_opendata.card import failed_assertions
from knipperlicht.sources.kbo_opendata.layout import BY_NAME, TABLES, Table, delete_table
from knipperlicht.sources.kbo_opendata.load import Loaded, load_table

COPY_CHUNK = 4 * 2**20


@dataclass(frozen=True, kw_only=True)
class Ingested:
    """What became of one file. `extract` is None when it was already there."""

    path: Path
    label: str
    extract: Extract | None
    notes: list[str]


def ingest(
    store: Store, paths: Sequence[Path], *, accept_counts: bool = False, progress: Progress = silent
) -> list[Ingested]:
    """Take in extracts, in the order of their numbers whatever the order given.

    Every file is opened and checked before the first is applied. `accept_counts` lets an extract in
    whose counts fail the card's assertions; the failure stays in its notes.
    """
    with store.lock("ingest"):
        archives = [Archive(path) for path in paths]
        try:
            results = []
            for archive in sorted(archives, key=lambda a: a.meta.seq):
                results.append(_one(store, archive, accept_counts, progress))
            return results
        finally:
            for archive in archives:
                archive.close()


def _one(store: Store, archive: Archive, accept_counts: bool, progress: Progress) -> Ingested:
    extracts = store.extracts()
    meta = archive.meta
    store.work.mkdir(parents=True, exist_ok=True)
    sha, kept = _keep_copy(store, archive, progress)
    same = next((e for e in extracts if e.seq == meta.seq), None)
    if same is not None:
        kept.unlink(missing_ok=True)
        if same.sha256 == sha:
            note = f"extract {meta.label} is already in history; nothing to do"
            return Ingested(path=archive.path, label=meta.label, extract=None, notes=[note])
        raise UnusableFile(
            f"{archive.path}: says it is extract {meta.label}, but history already holds another file with "
            f"that number ({same.file}). Find out which is genuine; nothing was changed."
        )
    _check_days(archive, extracts)
    covered = meta.kind == "update" and any(e.kind == "full" and e.number == meta.number for e in extracts)
    earlier = [e for e in extracts if e.seq < meta.seq or covered]
    later = [e for e in extracts if e not in earlier]
    notes = [] if covered else _order_notes(meta, earlier, later)
    added = _layer(store, archive, sha, earlier, accept_counts, progress)
    added = replace(added, notes=notes + added.notes)
    rebuilt = [*earlier, added]
    for old in later:
        raw = Archive(store.raw / f"{old.sha256}.zip")
        try:
            again = _layer(store, raw, old.sha256, rebuilt, True, progress)
        finally:
            raw.close()
        rebuilt.append(replace(again, file=old.file, notes=old.notes))
    store.raw.mkdir(parents=True, exist_ok=True)
    kept.replace(store.raw / f"{sha}.zip")
    store.write_extracts(rebuilt)
    return Ingested(path=archive.path, label=meta.label, extract=added, notes=added.notes)


def _keep_copy(store: Store, archive: Archive, progress: Progress) -> tuple[str, Path]:
    """Copy the file as it came to the work folder; gives its SHA-256. A folder is stored as a zip."""
    target = store.work / "incoming.zip"
    digest = hashlib.sha256()
    if archive.path.is_dir():
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for member in sorted(archive.members):
                content = (archive.path / archive.members[member]).read_bytes()
                digest.update(member.encode() + b"\0" + content)
                packed.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)
        return digest.hexdigest(), target
    step = progress("copy", archive.path.stat().st_size)
    with archive.path.open("rb") as source, target.open("wb") as sink:
        while chunk := source.read(COPY_CHUNK):
            digest.update(chunk)
            sink.write(chunk)
            step(len(chunk))
    return digest.hexdigest(), target


def _check_days(archive: Archive, extracts: Sequence[Extract]) -> None:
    meta = archive.meta
    for other in extracts:
        wrong = (other.seq < meta.seq and other.snapshot_date > meta.snapshot_date) or (
            other.seq > meta.seq and other.snapshot_date < meta.snapshot_date
        )
        if wrong:
            raise UnusableFile(
                f"{archive.path}: extract {meta.label} says its day is {meta.snapshot_date}, but extract "
                f"{other.label} in history is of {other.snapshot_date}. Numbers and days must agree; nothing was changed."
            )


def _order_notes(meta: Meta, earlier: Sequence[Extract], later: Sequence[Extract]) -> list[str]:
    notes = []
    if not earlier and meta.kind == "update":
        notes.append("an update without a full extract before it: only the entities it names are known")
    if earlier and meta.kind == "update" and meta.number > earlier[-1].number + 1:
        missing = meta.number - earlier[-1].number - 1
        notes.append(
            f"gap: {missing} extract number(s) between {earlier[-1].label} and {meta.label} were never taken in; "
            "changes they held are unknown until the next full extract"
        )
    if later:
        notes.append(
            f"arrived out of order: history was made again from {later[0].label} on, from the raw files"
        )
    return notes


def _layer(
    store: Store, archive: Archive, sha: str, before: Sequence[Extract], accept_counts: bool, progress: Progress
) -> Extract:
    """Read one archive and write its layer folder; the manifest is not touched."""
    meta = archive.meta
    loaded_dir = store.work / "loaded"
    shutil.rmtree(loaded_dir, ignore_errors=True)
    loaded_dir.mkdir(parents=True)
    notes = []
    if archive.missing():
        notes.append(f"not in the file, read as unchanged: {', '.join(archive.missing())}")
    covered = meta.kind == "update" and any(e.kind == "full" and e.number == meta.number for e in before)
    with work_connection(store.work) as connection:
        loaded = _load_all(connection, archive, loaded_dir, progress)
        failed = failed_assertions(
            connection, loaded=loaded, folder=loaded_dir, full=meta.kind == "full",
            held=_held(connection, store, before),
        )
        if failed and not accept_counts:
            raise UnusableFile(
                f"{archive.path}: blocked by the source's card: {'; '.join(failed)}. Nothing was changed. If the "
                "extract is right all the same, give --accept-counts."
            )
        notes += failed
        layer = store.history / "layers" / f"{meta.number:04d}-{meta.kind}-{sha[:10]}-{len(before):05d}"
        while layer.exists():
            layer = layer.with_name(layer.name + "r")
        building = store.work / "layer"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        role: Role = "covered" if covered else "delta"
        touched: dict[str, int] = {}
        kept = applied(before)
        if meta.kind == "full" and not kept:
            role = "base"
            for table in TABLES:
                shutil.move(loaded_dir / f"{table.name}.parquet", building / f"{table.name}.parquet")
        elif meta.kind == "full":
            touched = apply_full(
                connection, store=store, before=kept, meta=meta, loaded=loaded_dir, layer=building
            )
        elif not covered:
            touched = apply_update(
                connection, store=store, before=kept, meta=meta, loaded=loaded_dir, layer=building
            )
        for leftover in [*loaded_dir.glob("*.rejects.parquet"), *loaded_dir.glob("code.parquet")]:
            shutil.move(leftover, building / leftover.name)
        layer.parent.mkdir(parents=True, exist_ok=True)
        building.rename(layer)
        extract = Extract(
            number=meta.number, kind=meta.kind, snapshot_date=meta.snapshot_date, sha256=sha,
            file=archive.path.name, role=role, layer=layer.name,
            counts=[_count(item) for item in loaded.values()], touched=touched, notes=notes,
        )
        if meta.kind == "full" and role == "delta":
            wrong = differences(connection, store=store, extracts=[*kept, extract], loaded=loaded_dir)
            if wrong:
                raise UnusableFile(
                    f"{archive.path}: after this full extract history would not equal it ({'; '.join(wrong)}). "
                    "Nothing was changed; please report this."
                )
    shutil.rmtree(loaded_dir, ignore_errors=True)
    return extract


def _load_all(
    connection: duckdb.DuckDBPyConnection, archive: Archive, folder: Path, progress: Progress
) -> dict[str, Loaded]:
    """Unpack on one thread while DuckDB reads what is already unpacked."""
    full = archive.meta.kind == "full"
    jobs: dict[str, Table] = {}
    for table in TABLES:
        if full:
            jobs[table.name] = table
        else:
            jobs[f"{table.name}_delete"] = delete_table(table)
            jobs[f"{table.name}_insert"] = table
    jobs = {name: table for name, table in jobs.items() if f"{name}.csv" in archive.members}
    step = progress("read", sum(archive.size(f"{name}.csv") for name in jobs))
    codes = _read_codes(connection, archive, folder)
    loaded: dict[str, Loaded] = {}
    with ThreadPoolExecutor(max_workers=1) as pool:
        unpacking = {name: pool.submit(archive.extract, f"{name}.csv", folder / f"{name}.csv") for name in jobs}
        for name, table in jobs.items():
            path = folder / f"{name}.csv"
            lines = unpacking[name].result()
            loaded[name] = load_table(
                connection, table=table, csv_path=path, lines=lines, target=folder / f"{name}.parquet",
                rejects=folder / f"{name}.rejects.parquet", codes=codes,
            )
            step(path.stat().st_size)
            path.unlink()
    return loaded


def _read_codes(connection: duckdb.DuckDBPyConnection, archive: Archive, folder: Path) -> dict[str, set[str]]:
    """Code lists of the extract's own code.csv, kept with the layer; category -> codes."""
    if "code.csv" not in archive.members:
        return {}
    path = folder / "code.csv"
    archive.extract("code.csv", path)
    try:
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE codes AS SELECT DISTINCT Category AS category, Code AS code,
                Language AS language, trim(Description) AS description
                FROM read_csv('{path}', all_varchar=true, header=true, delim=',', quote='"', escape='"')"""
        )
    except duckdb.Error as error:
        raise UnusableFile(f"{archive.path}: code.csv cannot be read ({str(error).splitlines()[0]}).") from error
    connection.execute(f"COPY codes TO '{folder / 'code.parquet'}' (FORMAT parquet)")
    found: dict[str, set[str]] = {}
    for category, code in connection.execute("SELECT DISTINCT category, code FROM codes").fetchall():
        if code is not None:
            found.setdefault(category, set()).add(code)
    path.unlink()
    return found


def _held(connection: duckdb.DuckDBPyConnection, store: Store, before: Sequence[Extract]) -> int:
    if not any(e.kind == "full" for e in before):
        return 0
    sql = current_sql(store, applied(before), BY_NAME["enterprise"])
    row = connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()
    return int(row[0]) if row else 0


def _count(item: Loaded) -> FileCount:
    return FileCount(
        file=item.file, table=item.table, read=item.read, accepted=item.accepted,
        rejected=item.rejected, unknown_codes=item.unknown_codes,
    )
