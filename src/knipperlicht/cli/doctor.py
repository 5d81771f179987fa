"""The state of an installation in sentences, each good or worth a look."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import version

import duckdb

from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.store import Store
from knipperlicht.readmodel.reader import Reader
from knipperlicht.sources.kbo_opendata.card import card
from knipperlicht.warehouse.snapshot import published

GIB = 2**30
ROOM = 10 * GIB


def examine(store: Store, today: date | None = None) -> Iterator[tuple[bool, str]]:
    """(in order, sentence) per thing looked at."""
    day = today or datetime.now().astimezone().date()
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("knipperlicht", "duckdb", "ibis-framework", "tantivy")
    )
    yield True, f"Python {platform.python_version()}, {packages}"
    folder = store.root if store.root.exists() else store.root.parent
    free = shutil.disk_usage(folder if folder.exists() else ".").free
    yield free > ROOM, f"{free / GIB:.0f} GiB free for {store.root} (a full register needs about 10)"
    extracts = store.extracts()
    if not extracts:
        yield False, "No extract was ingested yet: knipperlicht ingest KboOpenData_…_Full.zip"
        return
    last = extracts[-1]
    age = (day - last.snapshot_date).days
    fresh = age <= card().stale_after_days
    yield (
        fresh,
        f"{len(extracts)} extracts from {extracts[0].snapshot_date} to {last.snapshot_date}; the last is {age} days old",
    )
    rejected = sum(count.rejected for extract in extracts for count in extract.counts)
    read = sum(count.read for extract in extracts for count in extract.counts)
    yield not rejected, f"{read:,} rows read, {rejected:,} rejected"
    gaps = [note for extract in extracts for note in extract.notes if note.startswith("gap:")]
    for gap in gaps:
        yield False, gap
    snapshots = published(store)
    if not snapshots and not store.pointer.exists():
        yield False, "Nothing was built yet: knipperlicht build"
        return
    try:
        with Reader(store) as reader:
            served = reader.snapshot
            rows = reader.rows("SELECT count(*) AS n FROM score")[0]["n"]
            documents = reader.index.searcher().num_docs
            newest = served.manifest["last_day"] == str(last.snapshot_date)
            yield (
                newest,
                (
                    f"Served: {served.id} with {rows:,} scores and {documents:,} searchable names"
                    + ("" if newest else "; a newer extract was ingested since: knipperlicht build")
                ),
            )
    except (KnipperlichtError, OSError, duckdb.Error) as error:
        yield False, str(error).splitlines()[0]
    yield True, f"{len(snapshots)} snapshots kept"
