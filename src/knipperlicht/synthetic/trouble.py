"""Legal trouble and departures: bankruptcy, liquidation, dissolution, merger, plain stopping."""

from __future__ import annotations

import numpy as np

from . import ratios
from .forms import SITUATION_AT
from .hashing import Bools, Ints, draw
from .names import COMPANY, OWNERS
from .population import NAME_KINDS
from .record import Month, union
from .registers import World

_NORMAL = SITUATION_AT["000"]
_ENTER = {
    "050": ratios.BANKRUPTCIES,
    "012": ratios.LIQUIDATIONS,
    "013": ratios.JUDICIAL_DISSOLUTIONS,
    "091": ratios.REORGANISATIONS,
    "090": 0.00002,
    "020": 0.00002,
}
_BACK_TO_NORMAL = {"091": 0.15, "001": 0.3, "090": 0.2, "020": 0.1}
_LAST = {"050": ratios.BANKRUPTCY_CLOSED, "012": ratios.LIQUIDATION_CLOSED, "013": 0.05}


def situations(world: World, record: Month, free: Bools, month: int, pace: float) -> None:
    """Companies that get another legal state this month, or return to the normal one."""
    rows = world.enterprises
    company = free & (rows.kind == 2) & (NAME_KINDS[rows.form] == COMPANY)
    normal = np.flatnonzero(company & (rows.situation == _NORMAL))
    roll = draw(world.seed, "trouble", month, of=normal) / pace
    edge = 0.0
    for code, rate in _ENTER.items():
        at = normal[(roll >= edge) & (roll < edge + rate)]
        rows.situation[at] = SITUATION_AT[code]
        record.touch("enterprise", at)
        edge += rate
    for code, rate in _BACK_TO_NORMAL.items():
        at = np.flatnonzero(free & (rows.situation == SITUATION_AT[code]))
        at = at[draw(world.seed, "recovery", month, of=at) < rate * pace]
        at = at[~np.isin(at, normal)]
        rows.situation[at] = _NORMAL
        record.touch("enterprise", at)


def departures(world: World, free: Bools, month: int, pace: float) -> Ints:
    """Enterprises that leave the register this month, rising."""
    rows = world.enterprises
    at = np.flatnonzero(free)
    roll = draw(world.seed, "departure", month, of=at)
    owners = NAME_KINDS[rows.form[at]] >= OWNERS
    legal_rate = np.where(owners, 0.0002, ratios.COMPANY_DEPARTURES * 0.35 + ratios.MERGERS)
    rate = np.where(rows.kind[at] == 1, ratios.PERSON_DEPARTURES, legal_rate)
    for code, last in _LAST.items():
        rate = np.where(rows.situation[at] == SITUATION_AT[code], last, rate)
    return union(at[roll < rate * pace])
