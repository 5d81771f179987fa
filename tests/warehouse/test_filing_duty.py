"""Who must deposit, which year is the first without a deposit, and whether its absence can be seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from knipperlicht.warehouse.topics import accounts, filing_duty
from tests.indicators.harness import Register, fill
from tests.indicators.harness import build as build_register

Case = tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]

AT = date(2026, 11, 23)
FIRST = date(2020, 1, 1)
TURNED = date(2025, 2, 1)
FILED = date(2025, 7, 1)
LIST = {"nbb_coverage": [{"of": "A", "asked": date(2026, 11, 20), "deposits": 0}]}
PARTNERSHIP_ONCE = [
    {"n": "A", "form": "612", "start": date(2010, 1, 1), "to": TURNED},
    {"n": "A", "form": "610", "start": date(2010, 1, 1), "from": TURNED},
]


def deposit(end: date, deposited: date = FILED) -> dict[str, list[dict[str, Any]]]:
    """Records with a deposit of A that a reference list names."""
    row = {
        "of": "A",
        "end_date": end,
        "deposit_date": deposited,
        "reference": f"r{end}",
        "consolidated": False,
    }
    return {"nbb_reference": [{**row, "correction": False}]}


def act(day: date) -> dict[str, list[dict[str, Any]]]:
    """Records with a published act on the financial year."""
    return {"gazette_act": [{"of": "A", "day": day, "number": "1", "act": "fiscal_year"}]}


def statutory(**year: Any) -> dict[str, list[dict[str, Any]]]:
    """Records with the financial year of the register's full file."""
    return {"xml_fiscal_year": [{"of": "A", "place": 1, **year}]}


def asked(day: date) -> dict[str, list[dict[str, Any]]]:
    """Records with an answer about A."""
    return {"nbb_coverage": [{"of": "A", "asked": day, "deposits": 0}]}


def company(*versions: dict[str, Any], **own: Any) -> list[dict[str, Any]]:
    """Register rows of A."""
    return list(versions) or [{"n": "A", "start": date(2015, 5, 1), **own}]


def rows_of(cases: list[Case]) -> list[dict[str, Any]]:
    """The row in `filing_duty` of each case's A; a register for all of them, so no batch days but the first case's."""
    register = Register(at=AT, first_day=FIRST)
    for index, (enterprises, records) in enumerate(cases):
        fill(register, index, {"enterprise": enterprises, "records": records})  # type: ignore[dict-item]
    bench = build_register(register)
    accounts.build(bench, AT)
    filing_duty.build(bench, AT)
    table = bench.table("filing_duty").to_pyarrow().to_pylist()
    found = {row["enterprise"]: row for row in table}
    return [found[register.owner(index, "A")] for index in range(len(cases))]


YEAR = date(2024, 12, 31)
SHARED: dict[str, tuple[Case, dict[str, Any]]] = {
    **{
        f"form {form}": ((company(form=form), {}), {"duty": said, "reason": reason})
        for form, said, reason in (
            ("610", "yes", None), ("014", "yes", None), ("612", "no", None), ("011", "no", None), ("070", "no", None),
            ("301", "no", None), ("017", "unknown", "duty_not_by_form"), ("030", "unknown", "duty_not_by_form"),
            ("016", "unknown", "duty_not_by_form"), ("999", "unknown", "form_unknown"),
        )
    },
    **{
        f"situation {code}": ((company(situation=code), {}), {"duty": said})
        for code, said in (("000", "yes"), ("030", "yes"), ("012", "unknown"), ("050", "unknown"))
    },
    "a form that is read otherwise than the statutes say is left open": (
        (company(form="011", cac="610"), {}), {"reason": "duty_not_by_form"},
    ),
    "the year after the last deposited one is due": (
        (company(), deposit(YEAR) | LIST),
        {"closing": date(2025, 12, 31), "basis": "last_filing", "months": 10, "seen_months": 10, "covered": True},
    ),
    "the end of february stays the end of february": (
        (company(), deposit(date(2023, 2, 28))), {"closing": date(2024, 2, 29)},
    ),
    "who never deposited has the longest first year": (
        (company(start=date(2024, 3, 10)), LIST),
        {"closing": date(2026, 3, 9), "basis": "longest_year", "last_end": None},
    ),
    "an act on the year since then makes it the longest": (
        (company(), deposit(YEAR) | act(date(2025, 6, 1))), {"closing": date(2026, 12, 31), "basis": "longest_year"},
    ),
    "an earlier act does not": (
        (company(), deposit(YEAR) | act(date(2024, 6, 1))), {"closing": date(2025, 12, 31), "basis": "last_filing"},
    ),
    "another closing month in the register makes it the longest": (
        (company(), deposit(YEAR) | statutory(end_month=6)), {"closing": date(2026, 12, 31), "basis": "longest_year"},
    ),
    "the same closing month does not": (
        (company(), deposit(YEAR) | statutory(end_month=12)), {"closing": date(2025, 12, 31), "basis": "last_filing"},
    ),
    "an exceptional year is believed": (
        (company(), deposit(YEAR) | statutory(end_month=6, exceptional_end=date(2026, 6, 30))),
        {"closing": date(2026, 6, 30), "basis": "exceptional_year"},
    ),
    "years before the present form do not count": (
        (company(*PARTNERSHIP_ONCE), {}), {"closing": date(2027, 1, 31)},
    ),
    "nor do deposits of before it": (
        (company(*PARTNERSHIP_ONCE), deposit(date(2018, 12, 31), date(2019, 7, 1))), {"closing": date(2027, 1, 31)},
    ),
    "without a list of its own nothing is seen": (
        (company(), deposit(YEAR)), {"seen_until": None, "covered": False},
    ),
    "an answer of forty-six days ago is too old": ((company(), asked(date(2026, 10, 8))), {"covered": False}),
    "one of forty-five is not": ((company(), asked(date(2026, 10, 9))), {"covered": True}),
}  # fmt: skip


@pytest.fixture(scope="module")
def shared() -> dict[str, dict[str, Any]]:
    """The rows of all cases that share a register."""
    return dict(zip(SHARED, rows_of([case for case, _ in SHARED.values()]), strict=True))


@pytest.mark.parametrize("name", SHARED)
def test_duty(name: str, shared: dict[str, dict[str, Any]]) -> None:
    expected = SHARED[name][1]
    assert {key: shared[name][key] for key in expected} == expected


def days(*missing: date) -> dict[str, list[dict[str, Any]]]:
    """Records with every daily extract of 1 September to 22 November 2026 but those."""
    first, last = date(2026, 9, 1).toordinal(), date(2026, 11, 22).toordinal()
    found = (date.fromordinal(ordinal) for ordinal in range(first, last + 1))
    return {"nbb_batch_day": [{"day": day, "deposits": 1} for day in found if day not in missing]}


def test_daily_extracts_carry_an_old_answer_on_and_show_years_that_closed_since_they_began() -> None:
    weekend = (date(2026, 10, 3), date(2026, 10, 4))
    before, since = (deposit(end, date(2026, 2, 1)) for end in (date(2025, 8, 31), date(2025, 9, 30)))
    carried, old, closed_before, closed_since = rows_of(
        [
            (company(), asked(date(2026, 8, 31)) | days(*weekend)), (company(), asked(date(2026, 8, 30))),
            (company(), before), (company(), since),
        ]
    )  # fmt: skip
    assert (carried["seen_until"], old["seen_until"]) == (date(2026, 11, 22), date(2026, 8, 30))
    assert (closed_before["covered"], closed_since["covered"]) == (False, True)


def test_a_working_day_that_is_missing_breaks_the_daily_extracts() -> None:
    (row,) = rows_of([(company(), asked(date(2026, 8, 31)) | days(date(2026, 10, 7)))])
    assert (row["seen_until"], row["covered"]) == (date(2026, 8, 31), False)
