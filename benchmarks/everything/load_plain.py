"""The yardstick: the same files loaded into DuckDB as plain text, nothing read of them but their own format.

CSV and JSON become columns of text, XML a line of text an entity. What is zipped is unzipped first, one file at a time.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from knipperlicht.engine import literal

CHUNK = 2**20
FILING = dict.fromkeys(
    ("ReferenceNumber", "EnterpriseName", "Address", "LegalForm", "JointCommittees", "Rubrics", "Administrators",
     "ParticipatingInterests", "Shareholders"), "VARCHAR")  # fmt: skip
REFERENCE = dict.fromkeys(
    ("ReferenceNumber", "DepositDate", "ExerciseDates", "ModelType", "DepositType", "Language", "Currency",
     "EnterpriseNumber", "EnterpriseName", "Address", "LegalForm", "LegalSituation", "FullFillLegalValidation",
     "ActivityCode", "GeneralAssemblyDate", "AccountingDataURL", "DataVersion", "ImprovementDate", "CorrectedData"), "VARCHAR")  # fmt: skip
PUBLICATION = dict.fromkeys(("enterprise", "day", "number", "name", "form", "address", "label"), "VARCHAR")
NOTICE = dict.fromkeys(("enterprise", "day", "kind", "court", "judgment_day", "reference"), "VARCHAR")


def extract(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> None:
    """The nine sheets of KBO Open Data."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    for sheet in sorted(folder.glob("*.csv")):
        connection.execute(
            f"CREATE TABLE {sheet.stem} AS SELECT * FROM read_csv({literal(sheet)}, all_varchar = true)"
        )


def accounts(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> None:
    """One zip of filings and lists."""
    lines = folder / "filings.ndjson"
    with zipfile.ZipFile(path) as archive, lines.open("wb") as filings:
        for info in archive.infolist():
            if info.filename.startswith("references"):
                archive.extract(info, folder)
            else:
                filings.write(archive.read(info) + b"\n")
    _append(connection, "filing", lines, FILING)
    _append(connection, "reference", folder / "references_*.json", REFERENCE, form="array")


def publications(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> None:
    """One file of publications."""
    _append(connection, "publication", path, PUBLICATION)


def notices(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> None:
    """One file of court notices."""
    _append(connection, "notice", path, NOTICE)


def reuse(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> None:
    """The zip with the XML: a line of text an entity."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            target = Path(archive.extract(name, folder))
            connection.execute(
                "CREATE TABLE IF NOT EXISTS xml (line VARCHAR); INSERT INTO xml SELECT line FROM "
                f"read_csv({literal(target)}, columns = {{'line': 'VARCHAR'}}, header = false, delim = '\x01', quote = '', "
                "escape = '', auto_detect = false, max_line_size = 16000000)"
            )


def _append(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    path: Path,
    columns: dict[str, str],
    *,
    form: str = "newline_delimited",
) -> None:
    shape = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(
        f'CREATE TABLE IF NOT EXISTS "{table}" ({shape}); INSERT INTO "{table}" SELECT * FROM read_json({literal(path)}, '
        f"format = '{form}', columns = {columns})"
    )


LOADERS: dict[str, Callable[[duckdb.DuckDBPyConnection, Path, Path], None]] = {
    "nbb": accounts, "staatsblad": publications, "court_notices": notices, "kbo_xml": reuse,
}  # fmt: skip


def main(register: Path, made: Path, folder: Path, result: Path) -> None:
    connection = duckdb.connect(str(folder / "plain.duckdb"))
    seconds: dict[str, float] = {}
    for part, load, paths in [
        ("kbo_opendata", extract, [register]),
        *((part, load, sorted((made / part).iterdir())) for part, load in LOADERS.items()),
    ]:
        began = time.perf_counter()
        for path in paths:
            unpacked = folder / "unpacked"
            unpacked.mkdir()
            load(connection, path, unpacked)
            shutil.rmtree(unpacked)
        seconds[part] = round(time.perf_counter() - began, 2)
    connection.close()
    result.write_text(json.dumps(seconds), "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
