"""Annual accounts of the legal persons that must deposit, as the Central Balance Sheet Office gives them.

One zip: per company the list of its deposits (`<number>_references_<day>.json`, so that what is absent can be told), and
the figures of the last `FILED` years, with the year before in each. Figures follow from size and trade by fixed ratios
with noise, and balance to the cent. Most deposit in time, some late, some not at all; planted ghosts deposit the same
accounts year after year, planted fallen companies stop. Forms without the duty deposit nothing.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from .days import day
from .forms import CODES
from .hashing import Floats, Ints, chance, draw
from .registers import World
from .script import Script

FORMS = ("610", "015", "014", "706", "008", "027")
FILED, LISTED = 2, 4
"""Years with figures, and years on the list of deposits."""
NEVER, STOPPED, LATE = 0.03, 0.03, 0.12
GHOSTS = frozenset(("ghost_address", "batch_shells", "dormant_shell"))
FALLEN = frozenset(("phoenix", "bad_building", "operator_carousel", "seat_hopper"))
_STAMP = (1980, 1, 1, 0, 0, 0)


def write_accounts(world: World, script: Script, path: Path, *, seed: int, last: date) -> int:
    """Write the zip for what the world knows on the day `last`; gives the number of deposits with figures."""
    own = _depositing(world, last)
    planted = {t.company.position: t.story for t in script.truths if t.role == "story"}
    years = [last.year - 1 - back for back in range(LISTED)]
    if last < date(last.year, 7, 20):
        years = [year - 1 for year in years]
    filed = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        books = {year: _books(world, own, seed=seed, year=year) for year in (*years, years[-1] - 1)}
        delay = {year: _delay(own, seed=seed, year=year) for year in years}
        for place, at in enumerate(own.tolist()):
            number = f"{int(world.enterprises.number[at]):010}"
            story = planted.get(at, "")
            references: list[dict[str, Any]] = []
            for year in sorted(years):
                deposited = date(year, 12, 31) + timedelta(days=int(delay[year][place]))
                started = int(world.enterprises.start[at]) <= day(date(year, 7, 1))
                absent = (
                    delay[year][place] < 0 or deposited > last or (story in FALLEN and year == max(years))
                )
                if not started or absent:
                    continue
                reference = f"{deposited.year}-{(at * LISTED + year % LISTED) % 100_000_000:08}"
                model = _model(books[year][place], books[year - 1][place])
                references.append(_reference(world, at, number, reference, year, deposited, model))
                if year > max(years) - FILED:
                    same = story in GHOSTS
                    now = books[min(years) if same else year][place]
                    before = books[min(years) if same else year - 1][place]
                    _put(packed, f"{reference}.json", _filing(number, reference, now, before))
                    filed += 1
            _put(packed, f"{number}_references_{last}.json", references)
    return filed


def _depositing(world: World, last: date) -> Ints:
    rows = world.enterprises
    codes = [CODES.index(code) for code in FORMS]
    duty = (rows.kind == 2) & np.isin(rows.form, codes) & ~rows.gone
    return np.flatnonzero(duty & (rows.start < day(last) - 400))


def _delay(own: Ints, *, seed: int, year: int) -> Ints:
    """Days from the closing day to the deposit; -1 where none came."""
    roll = draw(seed, "deposit", year, of=own)
    days = 120 + (roll * 85).astype(np.int64)
    habit = chance(seed, "late by habit", of=own, rate=LATE)
    late = habit & (draw(seed, "late", year, of=own) < 0.8)
    days = np.where(late, 250 + (roll * 200).astype(np.int64), days)
    never = chance(seed, "never deposits", of=own, rate=NEVER)
    stopped = chance(seed, "stopped depositing", of=own, rate=STOPPED) & (year % LISTED > 1)
    return np.where(never | stopped, -1, days)


def _books(world: World, own: Ints, *, seed: int, year: int) -> list[dict[str, float]]:
    """Rubric -> euros of each company for one year."""
    size = np.exp(10.8 + 1.5 * _normal(draw(seed, "size", of=own)))
    growth = np.exp(0.12 * _normal(draw(seed, "growth", year, of=own)))
    turnover = np.round(size * growth * 4)
    gross = np.round(turnover * (0.25 + 0.35 * draw(seed, "margin", of=own)))
    staffed = world.enterprises.employer[own]
    fte = np.where(staffed, np.maximum(1.0, np.round(gross * 0.5 / 52_000, 1)), 0.0)
    staff = np.round(fte * (44_000 + 16_000 * draw(seed, "wage", of=own)))
    depreciation = np.round(turnover * 0.03)
    operating = gross - staff - depreciation - np.round(turnover * 0.02)
    interest = np.round(turnover * 0.005)
    before_tax = operating - interest
    result = np.round(before_tax * np.where(before_tax > 0, 0.75, 1.0))
    contribution = np.round(5_000 + size * 0.05)
    carried = np.round(size * (0.9 * draw(seed, "reserves", of=own) - 0.12)) + result
    equity = contribution + carried
    trade = np.round(turnover * 0.10)
    tax = np.round(turnover * 0.02)
    pay = np.round(staff * 0.12)
    other = np.round(turnover * 0.03)
    short = trade + tax + pay + other
    total = np.maximum(equity + short, short + 1_000)
    equity = total - short
    carried = equity - contribution
    fixed = np.round(total * (0.2 + 0.4 * draw(seed, "fixed", of=own)))
    stock = np.round(total * 0.1)
    receivables = np.round(total * 0.2)
    cash = total - fixed - stock - receivables
    columns: dict[str, Floats] = {
        "20/58": total, "21/28": fixed, "22/27": fixed, "29/58": total - fixed, "3": stock, "40/41": receivables,
        "40": receivables, "54/58": cash, "10/49": total, "10/15": equity, "10/11": contribution, "14": carried,
        "17/49": short, "42/48": short, "44": trade, "45": tax + pay, "450/3": tax, "454/9": pay, "47/48": other,
        "70": turnover, "9900": gross, "62": staff, "630": depreciation, "9901": operating, "65": interest,
        "9903": before_tax, "9904": result, "9087": fte,
    }  # fmt: skip
    return [
        {code: float(values[place]) for code, values in columns.items() if values[place]}
        for place in range(len(own))
    ]


def _normal(uniform: Floats) -> Floats:
    """About normal: a logistic of the same spread."""
    bounded = np.clip(uniform, 1e-6, 1 - 1e-6)
    logit: Floats = np.log(bounded / (1 - bounded)) / 1.7
    return logit


def _reference(
    world: World, at: int, number: str, reference: str, year: int, deposited: date, model: str
) -> dict[str, Any]:
    return {
        "ReferenceNumber": reference, "DepositDate": deposited.isoformat(),
        "ExerciseDates": {"startDate": f"{year}-01-01", "endDate": f"{year}-12-31"},
        "ModelType": model, "DepositType": "Initial", "Language": "NL", "Currency": "EUR",
        "EnterpriseNumber": number, "LegalForm": CODES[int(world.enterprises.form[at])],
        "GeneralAssemblyDate": f"{year + 1}-05-20",
    }  # fmt: skip


def _model(*years: dict[str, float]) -> str:
    """Micro, abridged or full, by the larger of two years; well within what the law allows each."""
    total, turnover, fte = (max(year.get(code, 0.0) for year in years) for code in ("20/58", "70", "9087"))
    if total < 350_000 and turnover < 700_000 and fte < 10:
        return "m87-f"
    return "m81-f" if total < 4_500_000 and turnover < 9_000_000 and fte < 50 else "m82-f"


def _filing(number: str, reference: str, now: dict[str, float], before: dict[str, float]) -> dict[str, Any]:
    rubrics = [*_rubrics(now, "N"), *_rubrics(before, "NM1")]
    return {
        "ReferenceNumber": reference, "EnterpriseName": f"ONDERNEMING {number}", "Rubrics": rubrics,
        "Administrators": {"LegalPersons": [], "NaturalPersons": []}, "ParticipatingInterests": [],
        "Shareholders": {"EntityShareHolders": [], "IndividualShareHolders": []},
    }  # fmt: skip


def _rubrics(year: dict[str, float], period: str) -> Iterator[dict[str, str]]:
    for code, value in year.items():
        kind = "met:dec1" if code == "9087" else "met:am1"
        yield {
            "Code": code,
            "Value": f"{value:.2f}",
            "Period": period,
            "DataType": kind,
            "TypeAmount": "original",
        }


def _put(packed: zipfile.ZipFile, name: str, content: object) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(info, json.dumps(content, separators=(",", ":")))
