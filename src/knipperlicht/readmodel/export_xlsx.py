"""A list as a spreadsheet: the rows on one sheet, what they are on a second. No text is ever a formula or a link."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from knipperlicht.errors import KnipperlichtError
from knipperlicht.readmodel.export_about import Listed
from knipperlicht.readmodel.table_writer import XLSX_ROWS

ABOUT = {"nl": "toelichting", "fr": "explication", "en": "about"}
LONGEST = 32_767
"""Characters that a cell can hold."""


def write_xlsx(target: Path, listed: Listed) -> int:
    """Write the rows under the names of the columns; gives their number. Raises KnipperlichtError on too many."""
    if listed.about.rows > XLSX_ROWS:
        raise KnipperlichtError(
            f"{listed.about.rows:,} rows do not fit in a spreadsheet (at most {XLSX_ROWS:,}). Choose csv, or a smaller list."
        )
    count = 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        sheet, note = book.add_worksheet("knipperlicht"), book.add_worksheet(ABOUT[listed.language])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        for place, column in enumerate(listed.columns):
            sheet.write_string(0, place, column.name[listed.language], bold)
        sheet.freeze_panes(1, 0)
        for count, row in enumerate(listed.rows, start=1):
            for place, (column, value) in enumerate(zip(listed.columns, row, strict=False)):
                cell = listed.written(column, value)
                if isinstance(cell, str):
                    sheet.write_string(count, place, cell[:LONGEST])
                elif isinstance(cell, date):
                    sheet.write_datetime(count, place, cell, day)
                elif cell is not None:
                    sheet.write_number(count, place, cell)
        sheet.autofilter(0, 0, max(count, 1), len(listed.columns) - 1)
        note.set_column(0, 0, 20)
        for line, (name, value) in enumerate(listed.about.in_words(listed.language)):
            note.write_string(line, 0, name, bold)
            note.write_string(line, 1, str(value)[:LONGEST])
    return count
