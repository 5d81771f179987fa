"""NACE-BEL: fixed steps from 2008 to 2025, and the sections of 2025."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from knipperlicht.reference.files import read_csv

# Division ranges of the sections of NACE Rev. 2.1 (Regulation (EU) 2023/137, annex).
_SECTIONS = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (46, 47),
    "H": (49, 53), "I": (55, 56), "J": (58, 60), "K": (61, 63), "L": (64, 66), "M": (68, 68), "N": (69, 75),
    "O": (77, 82), "P": (84, 84), "Q": (85, 85), "R": (86, 88), "S": (90, 93), "T": (94, 96), "U": (97, 98),
    "V": (99, 99),
}  # fmt: skip


@cache
def nace_mapping_table() -> pa.Table:
    """One row per 5-digit 2008 code: nace2008, nace2025 (NULL when open), method (VARCHAR).

    `method`: unique, label_exact, label_close (see SOURCES.md), editorial (decided by reading both
    descriptions) or open (left to pairs that an extract itself shows).
    """
    rows = [{**row, "nace2025": row["nace2025"] or None} for row in read_csv("nace_mapping.csv")]
    return pa.Table.from_pylist(rows)


@cache
def section_table() -> pa.Table:
    """Two-digit divisions of NACE 2025 with their section letter: division, section (VARCHAR)."""
    rows = [
        {"division": f"{division:02d}", "section": letter}
        for letter, (first, last) in _SECTIONS.items()
        for division in range(first, last + 1)
    ]
    return pa.Table.from_pylist(rows)
