"""What must hold of a delivery before it is believed: the assertions of its source's card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from knipperlicht.history.store import FileCount
from knipperlicht.sources.card import RecordAssertions

FEW = 20
"""So many rejected rows are let pass whatever their share, but where the card says that there must be none."""


def unmet(
    rules: RecordAssertions, counts: Sequence[FileCount], *, before: Sequence[FileCount], folder: Path
) -> list[str]:
    """Half a sentence for each assertion that fails.

    `before`: counts of the source's last delivery; `folder`: where the new one was written.
    """
    few = FEW if rules.rejected_at_most else 0
    many = [c for c in counts if c.rejected > max(few, rules.rejected_at_most * c.read)]
    first = _first_rejects(folder) if many else {}
    failed = [
        f"{c.table}: {c.rejected} of {c.read} rows rejected, more than {rules.rejected_at_most:.0%} ({first[c.table]})"
        for c in many
    ]
    rows = sum(c.accepted for c in counts)
    if rows < rules.minimum:
        failed.append(f"{rows} rows, at least {rules.minimum} expected")
    was = sum(c.accepted for c in before)
    if rules.shrink_at_most is not None and rows < (1 - rules.shrink_at_most) * was:
        failed.append(f"{rows} rows where the list before had {was}")
    return failed


def _first_rejects(folder: Path) -> dict[str, str]:
    """By table, where and why the first row was refused; never its content, which may be about a person."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            'SELECT "table", first("where"), first(reason) FROM read_parquet(?) GROUP BY 1',
            [str(folder / "rejects.parquet")],
        ).fetchall()
    return {table: f"{where}: {reason[:200]}" for table, where, reason in rows}
