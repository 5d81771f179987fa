"""Annual accounts of the legal persons that must deposit, as the Central Balance Sheet Office gives them.

One zip: per company the list of its deposits (`<number>_references_<day>.json`, so that what is absent can be told), and
the figures of the last `FILED` years, with the year before in each. Figures follow from size and trade by fixed ratios
with noise, and balance to the cent. Most deposit in time, some late, some not at all; who was founded in the second half
of a year has a longer first financial year. Forms without the duty deposit nothing.
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
from .figures import figures
from .forms import CODES
from .hashing import Ints, chance, draw
from .registers import World
from .script import Books, Script

FORMS = ("610", "015", "014", "706", "008", "027")
FILED, LISTED = 2, 4
"""Years with figures, and years on the list of deposits."""
NEVER, STOPPED, LATE = 0.03, 0.03, 0.12
ORDINARY = Books()
_EPOCH = date(1970, 1, 1)
DATA_TYPES = {"9087": "met:dec1", "9088": "met:int4"}
_STAMP = (1980, 1, 1, 0, 0, 0)


def write_accounts(world: World, script: Script, path: Path, *, seed: int, last: date) -> int:
    """Write the zip for what the world knows on the day `last`; gives the number of deposits with figures."""
    own = _depositing(world, last)
    planted = {company.position: told for company, told in script.books.items()}
    plans = [planted.get(at, ORDINARY) for at in own.tolist()]
    years = [last.year - 1 - back for back in range(LISTED)]
    if last < date(last.year, 7, 20):
        years = [year - 1 for year in years]
    newest, oldest = max(years), min(years)
    filed = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        books = {year: figures(world, own, plans, year=year, newest=newest) for year in (*years, oldest - 1)}
        delay = {year: _delay(own, plans, seed=seed, year=year) for year in years}
        for place, (at, plan) in enumerate(zip(own.tolist(), plans, strict=True)):
            number = f"{int(world.enterprises.number[at]):010}"
            start = int(world.enterprises.start[at])
            references: list[dict[str, Any]] = []
            for year in sorted(years):
                deposited = date(year, 12, 31) + timedelta(days=int(delay[year][place]))
                absent = delay[year][place] < 0 or deposited > last or (plan.stops and year == newest)
                if start > _founded_for(year) or absent:
                    continue
                first = start > _founded_for(year - 1)
                reference = f"{deposited.year}-{(at * LISTED + year % LISTED) % 100_000_000:08}"
                of = oldest if plan.same else year
                now = books[of][place]
                before = {} if first else books[of if plan.same else year - 1][place]
                begun = _EPOCH + timedelta(days=start) if first else date(year, 1, 1)
                references.append(
                    _reference(world, at, number, reference, begun, year, deposited, _model(now, before))
                )
                if year > newest - FILED:
                    _put(packed, f"{reference}.json", _filing(number, reference, now, before))
                    filed += 1
            _put(packed, f"{number}_references_{last}.json", references)
    return filed


def _founded_for(year: int) -> int:
    """Last day of foundation with which the first financial year still ends in `year`: later ones have a longer one."""
    return day(date(year, 7, 1))


def _depositing(world: World, last: date) -> Ints:
    rows = world.enterprises
    codes = [CODES.index(code) for code in FORMS]
    duty = (rows.kind == 2) & np.isin(rows.form, codes) & ~rows.gone
    return np.flatnonzero(duty & (rows.start < day(last) - 400))


def _delay(own: Ints, plans: list[Books], *, seed: int, year: int) -> Ints:
    """Days from the closing day to the deposit; -1 where none came."""
    roll = draw(seed, "deposit", year, of=own)
    days = 120 + (roll * 85).astype(np.int64)
    habit = chance(seed, "late by habit", of=own, rate=LATE)
    late = habit & (draw(seed, "late", year, of=own) < 0.8)
    usual = np.where(late, 250 + (roll * 200).astype(np.int64), days)
    never = chance(seed, "never deposits", of=own, rate=NEVER)
    stopped = chance(seed, "stopped depositing", of=own, rate=STOPPED) & (year % LISTED > 1)
    usual = np.where(never | stopped, -1, usual)
    usual = np.where([plan.timely for plan in plans], days, usual)
    return np.where([plan.late for plan in plans], 400 + (roll * 200).astype(np.int64), usual)


def _reference(
    world: World, at: int, number: str, reference: str, begun: date, year: int, deposited: date, model: str
) -> dict[str, Any]:
    return {
        "ReferenceNumber": reference, "DepositDate": deposited.isoformat(),
        "ExerciseDates": {"startDate": begun.isoformat(), "endDate": f"{year}-12-31"},
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
        kind = DATA_TYPES.get(code, "met:am1")
        yield {
            "Code": code,
            "Value": f"{value:.0f}" if kind == "met:int4" else f"{value:.2f}",
            "Period": period,
            "DataType": kind,
            "TypeAmount": "original",
        }


def _put(packed: zipfile.ZipFile, name: str, content: object) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(info, json.dumps(content, separators=(",", ":")))
