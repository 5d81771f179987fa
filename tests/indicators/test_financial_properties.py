"""What accounts leave out never counts against a company; amounts are cents, and may be negative.

Random accounts whose parts add up to their totals, as the National Bank's own checks make sure, are asked every
question in full and again with some rubrics left out.
"""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from typing import Any

import ibis
import pytest

from knipperlicht.indicators import accounts as shared
from knipperlicht.indicators.registry import indicators
from knipperlicht.warehouse.topics import settled_accounts
from tests.indicators.harness import Register, ask, fill, workbench

AT = date(2026, 6, 30)
SETTINGS: dict[str, dict[str, Any]] = {
    "negatief_eigen_vermogen": {},
    "alarmbel_nv": {},
    "ov82_falingsprofiel": {"switched_on": True},
    "fito_laag": {},
    "vervallen_schulden_fiscus_rsz": {},
    "nuljaarrekening": {},
    "dun_kapitaal_groot_volume": {},
    "rc_bestuurder_hoog": {},
    "financiering_ondoorzichtig": {},
}
COMPANIES = 250
MASKS = 4
ASSETS = (
    "fixed_assets", "long_receivables", "stock", "trade_receivables", "other_receivables", "investments", "cash",
    "accruals_assets",
)  # fmt: skip
DEBTS = (
    "bank_long", "other_loans", "bank_short", "other_financial", "trade_debts", "tax_social", "other_debts",
    "accruals_liabilities",
)  # fmt: skip
YEAR = {
    "reference": "now", "deposit_date": date(2026, 5, 20), "start_date": date(2025, 1, 1),
    "end_date": date(2025, 12, 31), "has_values": True,
}  # fmt: skip


def year(dice: random.Random) -> dict[str, int]:
    """One year's accounts in cents, every rubric given; parts without a column of their own included in the totals."""
    largest = dice.choice((10**5, 10**7, 10**9))

    def some(share: float = 0.5) -> int:
        return dice.randrange(1, largest) if dice.random() < share else 0

    row = {name: some() for name in (*ASSETS, *DEBTS)}
    row["receivables"] = row["trade_receivables"] + row["other_receivables"]
    row["current_assets"] = sum(row[name] for name in ASSETS[1:])
    row["total_assets"] = row["fixed_assets"] + row["current_assets"] + some(0.1)
    row["long_debts"] = row["bank_long"] + row["other_loans"] + some(0.1)
    row["short_debts"] = sum(row[name] for name in DEBTS[2:7]) + some(0.2)
    row["debts"] = row["long_debts"] + row["short_debts"] + row["accruals_liabilities"]
    row["total_liabilities"], row["provisions"] = row["total_assets"], some(0.1)
    row["equity"] = row["total_assets"] - row["debts"] - row["provisions"]
    row["contribution"] = row["capital"] = dice.choice((100, 10**5, 6_150_000, some()))
    row["reserves"] = some()
    row["result_forward"] = row["equity"] - row["contribution"] - row["reserves"] - some(0.1)
    busy = dice.random() < 0.8
    row["turnover"], row["purchases"] = (some(), some()) if busy else (0, 0)
    row["gross_margin"] = row["turnover"] - row["purchases"]
    row["staff_cost"], row["depreciation"] = (some(), some()) if busy else (0, 0)
    row["operating_result"] = row["gross_margin"] - row["staff_cost"] - row["depreciation"]
    row["result"] = row["operating_result"] - some(0.3)
    row["overdue_tax"] = dice.randrange(row["tax_social"] + 1) // 2 * dice.choice((0, 1))
    row["overdue_social"] = dice.randrange(row["tax_social"] + 1) // 2 * dice.choice((0, 1))
    row["director_claim"] = dice.randrange(row["other_receivables"] + row["long_receivables"] + 1)
    return row


def accounts(seed: int) -> dict[str, int]:
    """Both columns of one company's accounts. Without fixed assets there is no depreciation; where nothing happened in
    the year, equity did not move."""
    dice = random.Random(seed)
    now, before = year(dice), year(dice)
    if now["fixed_assets"] == before["fixed_assets"] == 0:
        worn = now.pop("depreciation")
        now |= {"depreciation": 0, **{name: now[name] + worn for name in ("operating_result", "result")}}
    if not any(now[name] for name in ("turnover", "purchases", "staff_cost", "depreciation", "result")):
        before["equity"] = now["equity"]
    return now | {f"prior_{name}": value for name, value in before.items()}


def left_out(row: dict[str, int], seed: int) -> dict[str, int]:
    """The same accounts without some of their rubrics."""
    dice = random.Random(seed)
    share = dice.choice((0.05, 0.2, 0.5, 0.9))
    return {name: value for name, value in row.items() if dice.random() >= share}


@cache
def answers() -> dict[str, dict[str, tuple[float, str | None]]]:
    """Per indicator, per company and variant (`c17` in full, `c17m2` with rubrics left out): severity and reason."""
    register = Register(at=AT, first_day=date(2024, 6, 30))
    enterprises, filings = [], []
    for company in range(COMPANIES):
        row, dice = accounts(company), random.Random(-company)
        form, start = dice.choice(("014", "610")), dice.choice((date(2024, 6, 1), date(2009, 1, 1)))
        variants = {f"c{company}": row}
        variants |= {f"c{company}m{mask}": left_out(row, company * MASKS + mask) for mask in range(MASKS)}
        for symbol, values in variants.items():
            enterprises.append({"n": symbol, "form": form, "start": start})
            filings.append({"of": symbol, **YEAR, **values})
    fill(register, 0, {"enterprise": enterprises, "records": {"nbb_filing": filings}})
    bench = workbench(register)
    found: dict[str, dict[str, tuple[float, str | None]]] = {}
    for slug, settings in SETTINGS.items():
        ask(bench, register, indicators()[slug], settings)
        hit = dict(bench.backend.con.execute("SELECT enterprise, severity FROM hit").fetchall())
        unknown = dict(bench.backend.con.execute("SELECT enterprise, reason FROM unknown").fetchall())
        numbers = {row["n"]: register.owner(0, row["n"]) for row in enterprises}
        found[slug] = {name: (hit.get(n, 0.0), unknown.get(n)) for name, n in numbers.items()}
    return found


@pytest.mark.parametrize("slug", SETTINGS)
def test_the_accounts_of_these_tests_have_every_outcome(slug: str) -> None:
    found = answers()[slug]
    in_full = [found[f"c{company}"] for company in range(COMPANIES)]
    assert sum(severity > 0 for severity, _ in in_full) >= 2
    assert sum(severity == 0 and reason is None for severity, reason in in_full) >= 2
    assert sum(reason is not None for _, reason in found.values()) >= 2


@pytest.mark.parametrize("slug", SETTINGS)
def test_what_is_left_out_never_raises_a_severity_and_never_clears(slug: str) -> None:
    found = answers()[slug]
    for company in range(COMPANIES):
        severity, reason = found[f"c{company}"]
        for mask in range(MASKS):
            less, why = found[f"c{company}m{mask}"]
            assert less <= severity, f"company {company}, mask {mask}: {severity} became {less}"
            if less == 0 and why is None:
                assert (severity, reason) == (0, None), (
                    f"company {company}, mask {mask} was cleared by silence"
                )


@pytest.mark.parametrize(
    ("cents", "whole"),
    [(0, 0), (49, 0), (50, 1), (-49, 0), (-50, -1), (-1_234_567, -12_346), (10**14, 10**12)],
)
def test_cents_become_whole_euros_with_their_sign(cents: int, whole: int) -> None:
    assert ibis.duckdb.connect().execute(shared.euros(ibis.literal(cents, "int64"))) == whole


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(1, 3, 33), (-1, 3, -34), (2, 1, 200), (0, 5, 0), (-25, 100, -25)]
)
def test_a_share_is_rounded_down(part: int, whole: int, share: int) -> None:
    rows = ibis.memtable({"part": [part], "whole": [whole]})
    assert ibis.duckdb.connect().execute(shared.percent(rows.part, rows.whole)).tolist() == [share]


def test_a_share_of_nothing_is_unknown_and_more_than_nothing_is_false() -> None:
    rows = ibis.memtable({"part": [5], "whole": [0]})
    share, more = shared.percent(rows.part, rows.whole), shared.more_than(rows.part, 10, rows.whole)
    found = ibis.duckdb.connect().to_pyarrow(rows.select(share=share, more=more)).to_pylist()
    assert found == [{"share": None, "more": False}]


def test_a_part_that_is_left_out_is_nought_only_where_the_others_make_up_the_total() -> None:
    parts = settled_accounts.PARTS
    names = sorted({*parts, *(part for some in parts.values() for part in some)})
    given = {"short_debts": 1000, "trade_debts": 1000}
    rows = [given, {**given, "trade_debts": 999}, {**given, "short_debts": None}, {**given, "bank_short": 5}]
    table = ibis.memtable(
        [{name: row.get(name) for name in names} for row in rows], schema=dict.fromkeys(names, "int64")
    )
    found = ibis.duckdb.connect().to_pyarrow(settled_accounts.settled(table)).to_pylist()
    assert [row["bank_short"] for row in found] == [0, None, None, 5]
    assert [row["tax_social"] for row in found] == [0, None, None, None]
