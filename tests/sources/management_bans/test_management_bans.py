"""Look-ups in the register of bans: an outcome, a ban with its days, a role and a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knipperlicht.sources.management_bans import HEADER, SOURCE
from tests.sources.sheet_files import invented, read, sheet


def test_a_ban_has_a_number_and_days_and_nobody_has_none(tmp_path: Path) -> None:
    number = invented(1)
    rows, refused = read(
        SOURCE,
        sheet(
            tmp_path,
            HEADER,
            f"{number},VB-1,2025-01-01,2031-01-01,confirmed,analyst,2026-05-11",
            f"{number},VB-2,2025-01-01,,name_only,analyst,2026-05-11",
            f"{number},,,,nobody,analyst,2026-05-12",
            f"{number},,2025-01-01,,confirmed,analyst,2026-05-11",
            f"{number},VB-3,2025-01-01,2025-01-01,confirmed,analyst,2026-05-11",
            f"{number},VB-4,,,nobody,analyst,2026-05-11",
            f"{number},VB-5,2025-01-01,,perhaps,analyst,2026-05-11",
            f"{number},VB-6,2025-01-01,,confirmed,,2026-05-11",
        ),
    )
    assert [(row["ban"], row["ends"], row["outcome"]) for row in rows] == [
        ("VB-1", date(2031, 1, 1), "confirmed"),
        ("VB-2", None, "name_only"),
        ("", None, "nobody"),
    ]
    reasons = ("ban is empty", "not after it starts", "stay empty", "outcome is", "checked_by is empty")
    assert all(reason in one.reason for reason, one in zip(reasons, refused, strict=True)), refused
