"""Snapshots: one finished, checked, read-only build each, and the pointer to the one that is served.

`snapshots/<id>/` holds `snapshot.duckdb`, hard links to the large register files, the search index and
`manifest.json`. The folder appears under its name only when complete; `current` is switched after that.
A published folder is never replaced: a build of the same input gets a name with `-r2`, `-r3` behind it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from knipperlicht.errors import KnipperlichtError, NothingFound
from knipperlicht.history.relations import applied
from knipperlicht.history.store import Extract, Store, write_json
from knipperlicht.sources.kbo_opendata.layout import BY_NAME

KEEP_RECENT = 3
LINKED = ("activity", "denomination", "address")
"""Register tables too large to copy at every build: linked from history, with what changed since beside them."""


@dataclass(frozen=True)
class Snapshot:
    """A published build."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def id(self) -> str:
        """Name of the snapshot."""
        return self.folder.name

    @property
    def as_of(self) -> date:
        """Reference day of the build."""
        return date.fromisoformat(self.manifest["as_of"])

    @property
    def database(self) -> Path:
        """The DuckDB file."""
        return self.folder / "snapshot.duckdb"


def published(store: Store) -> list[Snapshot]:
    """All complete snapshots, oldest build first; one whose manifest cannot be read is none."""
    found = []
    for path in store.snapshots.glob("*/manifest.json"):
        with suppress(OSError, ValueError):
            found.append(Snapshot(path.parent, json.loads(path.read_text("utf-8"))))
    return sorted(found, key=lambda s: (s.manifest["built"], s.id))


def current(store: Store) -> Snapshot:
    """The served snapshot; raises NothingFound before the first build."""
    try:
        name = store.pointer.read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise NothingFound(
            f"{store.root}: nothing was built here yet. Run `knipperlicht ingest FILE` and `knipperlicht build`."
        ) from error
    folder = store.snapshots / name
    try:
        return Snapshot(folder, json.loads((folder / "manifest.json").read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise KnipperlichtError(
            f"{store.root}: the served snapshot {name or '(no name)'} is missing or damaged. Run `knipperlicht build`."
        ) from error


def link_bases(store: Store, extracts: Sequence[Extract], *, day: date | None, folder: Path) -> None:
    """Put `<t>_base.parquet`, a hard link, into a snapshot being built: what the first full extract said."""
    base = next((e for e in applied(extracts, day) if e.role == "base"), None)
    if base is None:
        return
    for name in LINKED:
        link(store.layer(base) / f"{name}.parquet", folder / f"{name}_base.parquet")


def link_register(
    connection: duckdb.DuckDBPyConnection, *, extracts: Sequence[Extract], day: date | None
) -> None:
    """Put the tables `<t>_overlay` and `<t>_touched`, beside the linked files, into a snapshot being built."""
    used = applied(extracts, day)
    for name in LINKED:
        columns = ", ".join(c.field for c in BY_NAME[name].columns)
        connection.execute(
            f"CREATE OR REPLACE TABLE {name}_overlay AS "
            f"SELECT {columns}, valid_from FROM episodes_{name} WHERE valid_to IS NULL ORDER BY entity"
        )
        touched = any(e.touched.get(name) for e in used if e.role == "delta")
        source = (
            f"SELECT entity FROM touched_{name} ORDER BY entity"
            if touched
            else "SELECT 0::BIGINT AS entity WHERE false"
        )
        connection.execute(f"CREATE OR REPLACE TABLE {name}_touched AS {source}")


def open_views(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """Temporary views `register_<t>` over the linked files; `connection` has the snapshot open."""
    for name in LINKED:
        columns = ", ".join(c.field for c in BY_NAME[name].columns)
        base = snapshot.folder / f"{name}_base.parquet"
        sql = f"SELECT {columns}, valid_from FROM {name}_overlay"
        if base.exists():
            first = snapshot.manifest["first_day"]
            file = quoted(base)
            sql += (
                f" UNION ALL SELECT {columns}, DATE '{first}' FROM read_parquet({file}) b "
                f"WHERE NOT EXISTS (SELECT 1 FROM {name}_touched t WHERE t.entity = b.entity)"
            )
        connection.execute(f"CREATE OR REPLACE TEMP VIEW register_{name} AS {sql}")


def quoted(path: Path) -> str:
    """A path as an SQL text that names this file only: no wildcards."""
    text = "".join(f"[{mark}]" if mark in "*?[" else mark for mark in str(path))
    return "'" + text.replace("'", "''") + "'"


def link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def publish(store: Store, building: Path, manifest: dict[str, Any], *, switch: bool) -> Snapshot:
    """Give a finished build its name, switch the pointer to it, prune old ones.

    The name must be free: whoever reads the snapshot that is served keeps it until the pointer has moved.
    """
    store.snapshots.mkdir(parents=True, exist_ok=True)
    target = _free_name(store, str(manifest["snapshot"]))
    manifest = manifest | {"snapshot": target.name}
    write_json(building / "manifest.json", manifest)
    for path in building.rglob("*"):
        if path.is_file() and path.suffix == ".duckdb":
            path.chmod(0o444)
    building.rename(target)
    if switch:
        _point(store, target.name)
    prune(store)
    return Snapshot(target, manifest)


def _free_name(store: Store, name: str) -> Path:
    target, attempt = store.snapshots / name, 1
    while target.exists():
        if not (target / "manifest.json").exists():
            shutil.rmtree(target)
            break
        attempt += 1
        target = store.snapshots / f"{name}-r{attempt}"
    return target


def _point(store: Store, name: str) -> None:
    temporary = store.pointer.with_suffix(".writing")
    with temporary.open("w", encoding="utf-8") as handle:
        handle.write(name + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(store.pointer)


def prune(store: Store) -> list[str]:
    """Remove old snapshots; gives their names.

    Kept: the served one, the newest three, the last of each month, and the newest three that were asked for by
    day (`build --as-of`).
    """
    everything = published(store)
    keep = {store.pointer.read_text("utf-8").strip()} if store.pointer.exists() else set()
    for of_day in (False, True):
        group = [s for s in everything if bool(s.manifest["of_day"]) is of_day]
        keep |= {s.id for s in group[-KEEP_RECENT:]}
        if not of_day:
            keep |= {s.id for s in {s.as_of.strftime("%Y-%m"): s for s in group}.values()}
    removed = [s for s in everything if s.id not in keep]
    for snapshot in removed:
        (snapshot.folder / "manifest.json").unlink(missing_ok=True)
        shutil.rmtree(snapshot.folder, ignore_errors=True)
    return [s.id for s in removed]
