"""Decisions on candidates: an outcome, a role and a day."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.sanction_confirmations import HEADER, SOURCE
from tests.sources.sheet_files import invented, read, sheet


def test_an_outcome_is_confirmed_or_rejected_and_says_in_which_role(tmp_path: Path) -> None:
    number = invented(1)
    rows, refused = read(
        SOURCE,
        sheet(
            tmp_path,
            HEADER,
            f"{number},NK-1,confirmed,analyst,2026-05-11",
            f"{number},NK-2,rejected,analyst,2026-05-11",
            f"{number},NK-3,perhaps,analyst,2026-05-11",
            f"{number},NK-4,confirmed,,2026-05-11",
        ),
    )
    assert [row["outcome"] for row in rows] == ["confirmed", "rejected"]
    assert ["outcome is" in refused[0].reason, "confirmed_by is empty" in refused[1].reason] == [True, True]
