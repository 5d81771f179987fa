"""Answers on the withholding duty: a payment plan is no duty; later answers add up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knipperlicht.sources.withholding import HEADER, SOURCE
from tests.sources.sheet_files import invented, read, sheet


def test_a_payment_plan_counts_as_no(tmp_path: Path) -> None:
    rows, _ = read(SOURCE, sheet(tmp_path, HEADER, f"{invented(1)},02-04-2026,payment_plan,yes"))
    assert rows == [
        {
            "enterprise": invented(1),
            "asked_on": date(2026, 4, 2),
            "social": False,
            "tax": True,
            "payment_plan": True,
        }
    ]


def test_only_entitled_users_bring_it() -> None:
    assert SOURCE.card.entitled
    assert SOURCE.kind == "records"
