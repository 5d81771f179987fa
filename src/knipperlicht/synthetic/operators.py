"""The food agency's list of operators: places where food is made, sold or served, with what they are known for."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from .days import day
from .geography import PLACE_BITS
from .hashing import chance, pick
from .nace import nace
from .registers import World

COLUMNS = (
    "OP Uniek Nr Id ", "LNO Uniek Nr ", "PAP Id", "PAP Omschrijving", "PAP ACT Code", "PAP ACT Omschrijving",
    "PAP PLA Code", "PAP PLA Omschrijving", "PAP PRD Code", "PAP PRD Omschrijving", "TYP ERK Erkenning code",
    "TYP ERK omschrijving", "TYP ERK Erkenning vorm Omschrijving", "TYP ERK Erkenning Vorm Code", "PC Postcode ",
    "GEM Naam ", "PR Naam ", "ERK Nummer ", "ERK Begindatum ", "Datum vandaag",
)  # fmt: skip
SERVING = (
    "502",
    "Verbruikssalon",
    "AC39",
    "Verstrekken van maaltijden",
    "PL92",
    "Restaurant",
    "PR52",
    "Maaltijden",
)
SELLING = (
    "504",
    "Voedingswinkel",
    "AC84",
    "Verkoop aan eindverbruiker",
    "PL29",
    "Winkel",
    "PR57",
    "Voedingsmiddelen",
)
MAKING = (
    "501",
    "Bakkerij",
    "AC66",
    "Productie en verkoop aan eindverbruiker",
    "PL10",
    "Bakker",
    "PR22",
    "Brood en banket",
)
TRADES = {
    "10": MAKING,
    "11": MAKING,
    "463": SELLING,
    "4711": SELLING,
    "472": SELLING,
    "561": SERVING,
    "562": SERVING,
    "563": SERVING,
}
"""Beginning of a NACE code of 2008 -> what the agency knows such a place for."""
OTHER_THAN_FOOD = ("4635", "4726")
UNKNOWN, NEW_UNKNOWN = 0.03, 0.5
"""Share of places that the agency does not know; the second of those that opened within a year in a planted story."""
PROVINCE = "West-Vlaanderen"
_EPOCH = date(1970, 1, 1)


def write_operators(world: World, path: Path, *, last: date) -> Path:
    """Write the list of the day `last`, in the agency's Windows-1252."""
    rows, parents = world.establishments, world.enterprises
    codes = nace().codes[1]
    trades = [_trade(code) for code in codes]
    food = np.array([trade is not None for trade in trades])
    at = np.flatnonzero(world.present_establishments() & food[rows.main] & (rows.building >= 0))
    planted = parents.scripted[rows.parent[at]] & (rows.start[at] > day(last) - 365)
    unknown = np.where(planted, NEW_UNKNOWN, UNKNOWN)
    known = at[pick(world.seed, "agency", of=at, among=10_000) >= unknown * 10_000]
    approved = chance(world.seed, "approved", of=known, rate=0.6)
    with path.open("w", encoding="cp1252", errors="replace", newline="") as handle:
        writer = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(COLUMNS)
        for nth, place in enumerate(known.tolist()):
            trade = trades[int(rows.main[place])] or SELLING
            spot = int(rows.building[place]) >> PLACE_BITS
            papers = ("AT02", "Toelating", "Toelating", "T") if approved[nth] else ("", "", "", "")
            number = f"AER/WVL/{nth:06}" if approved[nth] else ""
            since = f"{_EPOCH + timedelta(days=int(rows.start[place])):%d/%m/%Y}" if approved[nth] else ""
            writer.writerow((
                f"{int(rows.number[place]):010}", f"{int(parents.number[rows.parent[place]]):010}", *trade, *papers,
                world.geo.zipcodes[spot], world.geo.nl[spot], PROVINCE, number, since, f"{last:%d/%m/%Y}",
            ))  # fmt: skip
    return path


def _trade(code: str) -> tuple[str, ...] | None:
    if code.startswith(OTHER_THAN_FOOD):
        return None
    return next((trade for start, trade in TRADES.items() if code.startswith(start)), None)
