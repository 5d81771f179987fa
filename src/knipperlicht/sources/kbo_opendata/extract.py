"""Reading all tables of one extract: unpack on one thread while DuckDB reads what is already unpacked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from knipperlicht.core.progress import Progress
from knipperlicht.sources.kbo_opendata.archive import Archive
from knipperlicht.sources.kbo_opendata.codes import Codes
from knipperlicht.sources.kbo_opendata.layout import TABLES, Table, delete_table
from knipperlicht.sources.kbo_opendata.load import Loaded, load_table
from knipperlicht.sources.kbo_opendata.rows import Rows


def load_extract(
    connection: duckdb.DuckDBPyConnection, archive: Archive, *, codes: Codes, folder: Path, progress: Progress
) -> dict[str, Loaded]:
    """Typed rows per CSV name without suffix. A full extract's rows become Parquet files in `folder`."""
    full = archive.meta.kind == "full"
    jobs = {name: table for name, table in _jobs(full).items() if f"{name}.csv" in archive.members}
    step = progress("read", sum(archive.size(f"{name}.csv") for name in jobs))
    enums = codes.create_enums(connection) if full else {}
    loaded: dict[str, Loaded] = {}
    with ThreadPoolExecutor(max_workers=1) as pool:
        unpacking = {
            name: pool.submit(archive.unpack, f"{name}.csv", folder / f"{name}.csv") for name in jobs
        }
        try:
            for name, table in jobs.items():
                csv = unpacking[name].result()
                rows = Rows(name=name, path=folder / f"{name}.parquet" if full else None)
                if csv.lines <= 1 and not full:
                    loaded[name] = Loaded(
                        file=csv.path.name, table=table.name, rows=rows, read=0, accepted=0, rejected=0
                    )
                else:
                    loaded[name] = load_table(
                        connection, table=table, csv=csv, rows=rows, rejects=folder / f"{name}.rejects.parquet",
                        codes=codes, enums=enums,
                    )  # fmt: skip
                step(csv.path.stat().st_size)
                csv.path.unlink()
        finally:
            pool.shutdown(cancel_futures=True)
    return loaded


def _jobs(full: bool) -> dict[str, Table]:
    if full:
        return {table.name: table for table in TABLES}
    both = [(f"{t.name}_delete", delete_table(t)) for t in TABLES] + [(f"{t.name}_insert", t) for t in TABLES]
    return dict(both)
