"""A list as CSV: UTF-8, commas, codes of columns as header, and what a spreadsheet would run made harmless."""

from __future__ import annotations

import csv
from pathlib import Path

from knipperlicht.core.text import plain_text
from knipperlicht.readmodel.export_about import Listed

STAMP = ("scorecard", "snapshot", "as_of")


def write_csv(target: Path, listed: Listed) -> int:
    """Write the rows, each with card, snapshot and day behind it; gives their number."""
    stamp = [str(listed.about.as_data()[name]) for name in STAMP]
    count = 0
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([*(column.code for column in listed.columns), *STAMP])
        for row in listed.rows:
            count += 1
            cells = [listed.written(c, value) for c, value in zip(listed.columns, row, strict=False)]
            writer.writerow(
                [*(plain_text(cell) if isinstance(cell, str) else cell for cell in cells), *stamp]
            )
    return count
