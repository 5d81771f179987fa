"""Which sorted files a snapshot has, and how they are written when it is built, with its street index (see `lookup`).

The two largest hold what the first full extract said of addresses and names. They change only when that
extract does: a next build links them from the snapshot before.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from knipperlicht.engine import configure, literal
from knipperlicht.history.relations import applied
from knipperlicht.history.store import Store
from knipperlicht.readmodel.lookup import BLOCK, paths_of
from knipperlicht.readmodel.street_index import STREETS, write_streets
from knipperlicht.warehouse.snapshot import Snapshot

FOLDER = "lookup"
FORMAT = "4"
"""In the file `format`, written last: a folder without it, or with another number, does not count."""
BATCH = 64 * BLOCK
BASES = ("address", "denomination")
CODES = "code"


@dataclass(frozen=True)
class File:
    """A query and the order of its rows; the first column of both is the key."""

    name: str
    sql: str
    order: str


FILES = (
    File("score", "SELECT * FROM score", "enterprise"),
    File("hit_points", "SELECT * FROM hit_points", "enterprise, indicator"),
    File("family_points", "SELECT * FROM family_points", "enterprise, family"),
    File("evidence", "SELECT * FROM evidence", 'enterprise, indicator, "order", valid_from, key, value'),
    File("unknown", "SELECT enterprise, indicator, reason FROM unknown", "enterprise, indicator"),
    File("enterprise", "SELECT * FROM enterprise", "enterprise"),
    File("enterprise_past", "SELECT * FROM enterprise_past", "enterprise, valid_to, valid_from"),
    File("name", "SELECT * FROM name", "entity"),
    File("owner", "SELECT * FROM owner", "entity"),
    File(
        "establishment",
        "SELECT enterprise, establishment, start_date, valid_from FROM establishment",
        "enterprise, establishment",
    ),
    File(
        "establishment_past",
        "SELECT enterprise, establishment, start_date, valid_from, valid_to FROM establishment_past",
        "enterprise, establishment, valid_from",
    ),
    File("branch", "SELECT enterprise, entity FROM owner WHERE entity >= 3000000000", "enterprise, entity"),
    File(
        "address_key",
        "SELECT entity, type_of_address, valid_from, nis, building_key FROM address",
        "entity, type_of_address, valid_from, building_key",
    ),
    File("address_past", "SELECT * FROM address_past", "entity, valid_from, valid_to, type_of_address, unit_key, box"),
    File("address_overlay", "SELECT * FROM address_overlay", "entity, type_of_address, valid_from, house_number, box"),
    File("address_touched", "SELECT entity FROM address_touched", "entity"),
    File(
        "denomination_past",
        "SELECT * FROM denomination_past",
        "entity, valid_from, valid_to, type_of_denomination, language, denomination",
    ),
    File(
        "denomination_overlay",
        "SELECT * FROM denomination_overlay",
        "entity, type_of_denomination, language, denomination",
    ),
    File("denomination_touched", "SELECT entity FROM denomination_touched", "entity"),
    File("activity_overlay", "SELECT * FROM activity_overlay", "entity, activity_group, nace_version, nace_code"),
    File("activity_touched", "SELECT entity FROM activity_touched", "entity"),
    File(
        "contact",
        "SELECT enterprise, entity, entity_contact, contact_type, value, valid_from FROM contact "
        "WHERE enterprise IS NOT NULL",
        "enterprise, entity, contact_type, value, entity_contact",
    ),
    File(
        "contact_past",
        "SELECT enterprise, entity, entity_contact, contact_type, value, valid_from, valid_to FROM contact_past "
        "WHERE enterprise IS NOT NULL",
        "enterprise, entity, contact_type, value, valid_from, entity_contact",
    ),
    File("event", "SELECT enterprise, day, kind, before, after FROM event", "enterprise, day, kind, before, after"),
    File(
        "main_activity_past",
        "SELECT * FROM main_activity_past",
        "entity, valid_from, activity_group, nace_version, nace_code",
    ),
    File(
        "municipality",
        "SELECT enterprise, nis FROM address WHERE nis IS NOT NULL AND enterprise IS NOT NULL "
        "UNION SELECT enterprise, nis FROM address_past WHERE nis IS NOT NULL AND enterprise IS NOT NULL",
        "enterprise, nis",
    ),
    File(
        "place",
        "SELECT building_key, entity, enterprise, type_of_address, a.valid_from, "
        "substr(unit_key, length(building_key) + 2) AS box, e.is_legal "
        "FROM address a JOIN enterprise e USING (enterprise) WHERE building_key IS NOT NULL",
        "building_key, enterprise, entity",
    ),
)  # fmt: skip


def written(folder: Path) -> bool:
    """Whether the folder of a snapshot has all its sorted files in this form."""
    mark = folder / FOLDER / "format"
    return mark.exists() and mark.read_text("utf-8").strip() == FORMAT


def folder_of(store: Store, snapshot: Snapshot) -> Path:
    """The folder with the sorted files of a published snapshot.

    A snapshot of before they existed gets them now, beside its tables; where nothing can be written there, in the
    machine's folder for temporary files.
    """
    if written(snapshot.folder):
        return snapshot.folder / FOLDER
    made = snapshot.folder / f"{FOLDER}-{os.getpid()}"
    if not os.access(snapshot.folder, os.W_OK):
        made = Path(tempfile.mkdtemp(prefix="knipperlicht-lookup-"))
    write_lookups(snapshot.folder, made, codes=code_list(store, snapshot.as_of))
    if made.parent == snapshot.folder:
        with suppress(OSError):
            if not written(snapshot.folder):
                shutil.rmtree(snapshot.folder / FOLDER, ignore_errors=True)
            made.rename(snapshot.folder / FOLDER)
        if written(snapshot.folder):
            shutil.rmtree(made, ignore_errors=True)
            return snapshot.folder / FOLDER
    return made


def code_list(store: Store, day: date | None) -> Path | None:
    """The code list of the last extract up to `day` that brought one."""
    paths = (store.layer(extract) / "code.parquet" for extract in reversed(applied(store.extracts(), day)))
    return next((path for path in paths if path.exists()), None)


def write_lookups(
    folder: Path, target: Path, *, previous: Path | None = None, codes: Path | None = None
) -> None:
    """Write the sorted files of the finished tables in `folder` into the new folder `target`.

    `previous`: folder of the snapshot before, if any; `codes`: the register's own code list as Parquet.
    Raises duckdb.Error or OSError.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with duckdb.connect(str(folder / "snapshot.duckdb"), read_only=True) as connection:
        configure(connection, target / "spill")
        for name in BASES:
            _write_base(connection, folder, target, name, previous)
        for file in FILES:
            _write(connection, target, file)
        _write(connection, target, File(CODES, _codes_sql(codes), "key, language"))
        write_streets(connection, target / STREETS)
    shutil.rmtree(target / "spill", ignore_errors=True)
    (target / "format").write_text(FORMAT, "utf-8")


def _codes_sql(codes: Path | None) -> str:
    if codes is None:
        return "SELECT '' AS key, '' AS language, '' AS description WHERE false"
    return (
        "SELECT category || '|' || code AS key, lower(language) AS language, description "
        f"FROM read_parquet({literal(codes)})"
    )


def _write_base(
    connection: duckdb.DuckDBPyConnection, folder: Path, target: Path, name: str, previous: Path | None
) -> None:
    """`<name>_base`: from the linked register file, or linked itself where that file is the same."""
    own = folder / f"{name}_base.parquet"
    if previous is not None and written(previous) and _same(own, previous / own.name):
        for path in paths_of(previous / FOLDER, f"{name}_base"):
            os.link(path, target / path.name)
        return
    rows = f"read_parquet({literal(own)})" if own.exists() else f"(FROM {name}_overlay WHERE false)"
    columns = "* EXCLUDE (valid_from)" if not own.exists() else "*"
    _write(connection, target, File(f"{name}_base", f"SELECT {columns} FROM {rows}", "entity"))


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _write(connection: duckdb.DuckDBPyConnection, target: Path, file: File) -> None:
    batches = connection.sql(f"{file.sql} ORDER BY {file.order}").to_arrow_reader(BATCH)
    rows, starts = paths_of(target, file.name)
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    firsts: list[int | str] = []
    with pa.OSFile(str(rows), "wb") as sink, pa.ipc.new_file(sink, batches.schema, options=options) as writer:
        for block in _blocks(batches):
            firsts.append(block.column(0)[0].as_py())
            writer.write_batch(block)
    key = pa.schema([batches.schema.field(0)])
    with pa.OSFile(str(starts), "wb") as sink, pa.ipc.new_file(sink, key) as writer:
        writer.write_batch(pa.record_batch([pa.array(firsts, key.field(0).type)], schema=key))


def _blocks(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    for batch in batches:
        for start in range(0, batch.num_rows, BLOCK):
            yield batch.slice(start, BLOCK)


def names() -> Sequence[str]:
    """All files of a snapshot."""
    return (*(f"{name}_base" for name in BASES), *(file.name for file in FILES), CODES)
