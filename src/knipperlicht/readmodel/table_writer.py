"""Writing a result to csv, xlsx or parquet; the file appears whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from knipperlicht.core.text import FORMULA
from knipperlicht.errors import KnipperlichtError

XLSX_ROWS = 1_048_575
BATCH = 10_000


def write_query(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any], target: Path, form: str
) -> int:
    """Write the rows of a query; gives their number. A spreadsheet holds at most 1,048,575."""
    if not target.parent.is_dir():
        raise KnipperlichtError(f"{target}: there is no folder {target.parent}.")
    row = connection.execute(f"SELECT count(*) FROM ({sql})", parameters).fetchone()
    count = int(row[0]) if row else 0
    temporary = target.with_name(target.name + ".writing")
    try:
        if form == "xlsx":
            if count > XLSX_ROWS:
                raise KnipperlichtError(
                    f"{count:,} rows do not fit in a spreadsheet (at most {XLSX_ROWS:,}). Choose csv or parquet, or one municipality."
                )
            _write_xlsx(connection, sql, parameters, temporary)
        else:
            options = "FORMAT parquet" if form == "parquet" else "FORMAT csv, HEADER"
            name = str(temporary).replace("'", "''")
            rows = sql if form == "parquet" else _without_formulas(connection, sql, parameters)
            connection.execute(f"COPY ({rows}) TO '{name}' ({options})", parameters)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _without_formulas(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]) -> str:
    """A spreadsheet runs a text in a CSV file that begins with = + - @: such texts get an apostrophe in front."""
    columns = connection.execute(f"DESCRIBE {sql}", parameters).fetchall()
    texts = ['"' + name.replace('"', '""') + '"' for name, kind, *_ in columns if kind == "VARCHAR"]
    guarded = ", ".join(
        f"CASE WHEN regexp_matches({name}, '{FORMULA}') THEN chr(39) || {name} ELSE {name} END AS {name}"
        for name in texts
    )
    return f"SELECT * REPLACE ({guarded}) FROM ({sql})" if texts else sql


def _write_xlsx(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any], target: Path
) -> None:
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description or []]
    with xlsxwriter.Workbook(
        str(target), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("knipperlicht")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, names, bold)
        sheet.freeze_panes(1, 0)
        number = 0
        while rows := result.fetchmany(BATCH):
            for row in rows:
                number += 1
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write(number, column, value)
        sheet.autofilter(0, 0, max(number, 1), len(names) - 1)
