"""Small registers for tests: rows as Python values, extracts as files, history as a set of intervals.

A row is a tuple in the register's column order: int for a number, date, str, None. `Tables` maps a table's
name to its rows.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from knipperlicht.core.numbers import check_digits, format_number
from knipperlicht.history.relations import applied, base_day, base_sql, current_sql, episodes_sql, touched_sql
from knipperlicht.history.store import Store
from knipperlicht.sources.kbo_opendata.layout import CODE_HEADER, META_HEADER, TABLES, Table, delete_header

Row = tuple[object, ...]
Tables = Mapping[str, Sequence[Row]]
Interval = tuple[object, ...]

_ENGINE = duckdb.connect(config={"threads": 1})

FIRST = date(2025, 5, 3)
CODES = {
    "ActivityGroup": ["001", "003", "006"], "Classification": ["MAIN", "SECO", "ANCI"],
    "ContactType": ["TEL", "EMAIL", "WEB"], "EntityContact": ["ENT", "EST", "BRA"],
    "JuridicalForm": ["610", "014", "017"], "JuridicalSituation": ["000", "012", "050"],
    "Language": ["0", "1", "2"], "Nace2008": ["56101", "4711001"], "Nace2025": ["56111", "56112", "5610101"],
    "Status": ["AC"], "TypeOfAddress": ["REGO", "BAET", "ABBR"], "TypeOfDenomination": ["001", "002", "003"],
    "TypeOfEnterprise": ["0", "1", "2"],
}  # fmt: skip


def enterprise(n: int) -> int:
    """A valid enterprise number, another one for every n."""
    return (4_000_000 + n) * 100 + check_digits(4_000_000 + n)


def establishment(n: int) -> int:
    """A valid establishment number."""
    return (20_000_000 + n) * 100 + check_digits(20_000_000 + n)


def branch(n: int) -> int:
    """A branch id: no official number, no check digits."""
    return 9_000_000_000 + n


def day_of(number: int) -> date:
    """Extract 140 is of FIRST, each following one of the next day."""
    return FIRST + timedelta(days=number - 140)


def firm(number: int, *, situation: str = "000", start: date = date(2020, 1, 1)) -> Row:
    """A row of `enterprise`: a BV."""
    return (number, "AC", situation, "2", "610", None, start)


def seat(number: int, street: str, house: str = "1", kind: str = "REGO") -> Row:
    """A row of `address` in Kortrijk."""
    return (number, kind, None, None, "8500", "Kortrijk", "Courtrai", street, street, house, None, None, None)


def name(number: int, text: str) -> Row:
    """A row of `denomination`: the registered name."""
    return (number, "2", "001", text)


def activity(number: int, code: str = "56111", main: str = "MAIN") -> Row:
    """A row of `activity` in the VAT list, NACE 2025."""
    return (number, "001", "2025", code, main)


def csv_line(row: Iterable[object]) -> str:
    """One line as the register writes it: strings quoted, dates not, NULL empty."""
    return ",".join(_cell(value) for value in row) + "\n"


def members(
    number: int, kind: str, files: Mapping[str, str], *, day: date | None = None, version: str = "1.0.0"
) -> dict[str, str]:
    """All members of an extract: meta, codes and `files` (texts by CSV name)."""
    snapshot = day or day_of(number)
    meta = [META_HEADER, ["SnapshotDate", f"{snapshot:%d-%m-%Y}"],
            ["ExtractTimestamp", f"{snapshot + timedelta(days=1):%d-%m-%Y} 07:40:18"],
            ["ExtractType", kind], ["ExtractNumber", str(number)], ["Version", version]]  # fmt: skip
    codes: list[Sequence[str]] = [CODE_HEADER]
    codes += [[category, code, language, f"{category} {code}"]
              for category, known in CODES.items() for code in known for language in ("FR", "NL")]  # fmt: skip
    return {"meta.csv": "".join(map(csv_line, meta)), "code.csv": "".join(map(csv_line, codes)), **files}


def full_members(number: int, tables: Tables, day: date | None = None) -> dict[str, str]:
    """Members of a full extract holding `tables`."""
    files = {f"{t.name}.csv": csv_text(t.header, tables.get(t.name, ())) for t in TABLES}
    return members(number, "full", files, day=day)


def update_members(
    number: int, deletes: Mapping[str, Iterable[int]], inserts: Tables, day: date | None = None
) -> dict[str, str]:
    """Members of an update extract."""
    files = {}
    for t in TABLES:
        files[f"{t.name}_delete.csv"] = csv_text([delete_header(t)], [(n,) for n in deletes.get(t.name, ())])
        files[f"{t.name}_insert.csv"] = csv_text(t.header, inserts.get(t.name, ()))
    return members(number, "update", files, day=day)


def csv_text(header: Sequence[str], rows: Iterable[Row]) -> str:
    """A whole CSV file."""
    return csv_line(header) + "".join(map(csv_line, rows))


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files` as a zip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zip_bytes(files))
    return path


def zip_bytes(files: Mapping[str, str | bytes]) -> bytes:
    """The zip as bytes."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as packed:
        for member, content in files.items():
            packed.writestr(member, content)
    return memory.getvalue()


def full(folder: Path, number: int, tables: Tables) -> Path:
    """A full extract on disk."""
    return zipped(folder / f"KboOpenData_{number:04d}_Full.zip", full_members(number, tables))


def update(folder: Path, number: int, deletes: Mapping[str, Iterable[int]], inserts: Tables) -> Path:
    """An update extract on disk."""
    return zipped(folder / f"KboOpenData_{number:04d}_Update.zip", update_members(number, deletes, inserts))


def now(store: Store, table: str, day: date | None = None) -> list[Row]:
    """What `table` holds after the last extract (or as of `day`), sorted."""
    extracts = applied(store.extracts(), day)
    return _rows(current_sql(store, extracts, _table(table)))


def intervals(store: Store, table: str, day: date | None = None) -> list[Interval]:
    """All that history says of `table`: rows with valid_from and valid_to, sorted."""
    extracts = applied(store.extracts(), day)
    own = _table(table)
    sql = episodes_sql(store, extracts, own)
    if first := base_day(extracts):
        sql = (
            f"({sql}) UNION ALL SELECT *, DATE '{first}', NULL FROM ({base_sql(store, extracts, own)}) "
            f"WHERE entity NOT IN (SELECT entity FROM ({touched_sql(store, extracts, own)}))"
        )
    return _rows(sql)


def history(store: Store) -> dict[str, list[Interval]]:
    """`intervals` of all tables: what two stores must agree on."""
    return {table.name: intervals(store, table.name) for table in TABLES}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, int):
        text = f"{value:010d}"
        shown = (
            format_number(value) if value < 3_000_000_000 else f"{text[0]}.{text[1:4]}.{text[4:7]}.{text[7:]}"
        )
        return f'"{shown}"'
    return '"' + str(value).replace('"', '""') + '"'


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def _rows(sql: str) -> list[Row]:
    return sorted(_ENGINE.cursor().execute(sql).fetchall(), key=repr)
