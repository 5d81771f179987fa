"""Premises of establishments: a kind, a floor, who says so."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.premises import HEADER, SOURCE
from tests.sources.sheet_files import invented, read, sheet


def test_premises_are_of_an_establishment_and_of_a_known_kind(tmp_path: Path) -> None:
    number, unit = invented(1), invented(1, first=29_000_000)
    rows, refused = read(
        SOURCE,
        sheet(
            tmp_path,
            HEADER,
            f"{number},{unit},apartment,3,2026-04-02,Stad,G-1",
            f"{number},{unit},warehouse,,2026-04-02,Stad,G-2",
            f"{number},{unit},shop,-1,2026-04-02,Stad,G-3",
            f"{number},,apartment,3,2026-04-02,Stad,G-4",
            f"{number},{unit},castle,3,2026-04-02,Stad,G-5",
            f"{number},{unit},shop,third,2026-04-02,Stad,G-6",
            f"{number},{unit},shop,1,2026-04-02,Stad,",
        ),
    )
    assert [(row["premises"], row["floor"]) for row in rows] == [
        ("apartment", 3),
        ("warehouse", None),
        ("shop", -1),
    ]
    reasons = ("establishment is empty", "premises is", "floor is", "reference is empty")
    assert all(reason in one.reason for reason, one in zip(reasons, refused, strict=True)), refused
