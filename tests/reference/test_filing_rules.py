"""The rules of depositing: who, by when, and what lateness costs."""

from __future__ import annotations

from datetime import date

import pytest

from knipperlicht.reference.filing_rules import (
    exempt_forms,
    filing_forms,
    filing_rules,
    filing_situations,
    surcharge_on,
)


def test_a_form_carries_the_duty_or_not_or_is_left_open() -> None:
    assert {"610", "014", "015", "706"} <= set(filing_forms())
    assert {"011", "012", "612", "070"} <= set(exempt_forms())
    assert not set(filing_forms()) & set(exempt_forms())
    open_question = {"016", "017", "030", "999"}
    assert not open_question & {*filing_forms(), *exempt_forms()}


def test_the_duty_is_certain_only_while_the_company_lives_normally() -> None:
    assert "000" in filing_situations()
    assert not {"050", "012", "013", "014"} & set(filing_situations())


@pytest.mark.parametrize(
    ("deposited", "month", "small", "euros"),
    [
        (date(2025, 8, 31), 8, True, 0),
        (date(2025, 9, 1), 9, True, 120),
        (date(2025, 12, 31), 12, False, 600),
        (date(2025, 12, 31), 30, False, 1200),
        (date(2026, 9, 1), 9, False, 504),
        (date(1999, 9, 1), 9, False, 0),
    ],
)
def test_surcharge(deposited: date, month: int, small: bool, euros: int) -> None:
    assert surcharge_on(deposited=deposited, month=month, small=small) == euros


def test_what_one_source_alone_says_is_marked() -> None:
    assert [period.confirmed for period in filing_rules().surcharge] == [True, False]


def test_terms() -> None:
    terms = filing_rules().terms
    assert (terms.days_after_approval, terms.months_after_year, terms.longest_year_months) == (30, 7, 24)
