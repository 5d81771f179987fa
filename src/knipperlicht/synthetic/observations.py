"""What municipalities saw and send: visits with their form, returned mail, decisions; the export of their own service.

Planted companies have what their story says; beside that a handful of ordinary visits where all was in order, some
returned letters of companies that had just moved.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from .days import day
from .geography import PLACE_BITS
from .hashing import keys, pick
from .nace import VERSIONS, nace
from .registers import World
from .script import Company, Script, Shop, Sight

FORM = ("name_plate", "bell", "mailbox", "activity", "in_order", "clearly_other")
COLUMNS = (
    "enterprise", "establishment", "found_on", "kind", "final", "annulled", "service", "reference", *FORM, "observed_nace",
)  # fmt: skip
IN_ORDER = dict.fromkeys(FORM, "yes") | {"clearly_other": "no"}
NO_TRACE = dict.fromkeys(FORM, "no")
ORDINARY, ORDINARY_MAIL = 600, 4_000
"""One ordinary visit, and one returned letter, for so many enterprises of the register."""
_EPOCH = date(1970, 1, 1)


def write_observations(world: World, script: Script, path: Path, *, last: date) -> Path:
    """Write the export with everything seen up to the day `last`."""
    seen = [*script.sights, *_ordinary(world, last)]
    rows = [row for row in (_row(world, sight, last) for sight in seen) if row is not None]
    rows.sort(
        key=lambda row: (row["found_on"][6:], row["found_on"][3:5], row["found_on"][:2], row["enterprise"])
    )
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for nth, row in enumerate(rows, start=1):
            writer.writerow(row | {"reference": f"H-{row['found_on'][6:]}-{nth:04}"})
    return path


def _row(world: World, sight: Sight, last: date) -> dict[str, str] | None:
    at, shop = sight.company.position, sight.shop
    if at < 0 or sight.day > day(last) or (shop is not None and shop.position < 0):
        return None
    building = int(
        world.enterprises.building[at] if shop is None else world.establishments.building[shop.position]
    )
    if building < 0:
        return None
    form = dict(sight.form)
    if form.get("activity") == "yes" and "observed_nace" not in form:
        source = world.enterprises if shop is None else world.establishments
        place = at if shop is None else shop.position
        concept = nace().five[source.main[place]] if shop is None else source.main[place]
        form["observed_nace"] = nace().codes[len(VERSIONS) - 1][int(concept)][:2]
    return {
        "enterprise": f"{int(world.enterprises.number[at]):010}",
        "establishment": "" if shop is None else f"{int(world.establishments.number[shop.position]):010}",
        "found_on": f"{_EPOCH + timedelta(days=sight.day):%d-%m-%Y}", "kind": sight.kind, "final": "yes", "annulled": "no",
        "service": f"{world.geo.nl[building >> PLACE_BITS]}, dienst handhaving", **form,
    }  # fmt: skip


def _ordinary(world: World, last: date) -> Iterator[Sight]:
    rows, shops = world.enterprises, world.establishments
    fit = ~rows.scripted & (rows.kind == 2) & ~rows.gone & (rows.building >= 0)
    able = np.flatnonzero(world.present_establishments() & fit[shops.parent])
    able = able[np.argsort(keys(world.seed, "visited", of=able), kind="stable")][: world.size // ORDINARY]
    when = day(last) - 5 - pick(world.seed, "visit", of=able, among=400)
    for place, on in zip(able.tolist(), when.tolist(), strict=True):
        company = Company(position=int(shops.parent[place]))
        if shops.start[place] < on:
            yield Sight(company, on, "visit", IN_ORDER, Shop(owner=company, position=place))
    able = np.flatnonzero(fit)
    able = able[np.argsort(keys(world.seed, "letter", of=able), kind="stable")][: world.size // ORDINARY_MAIL]
    for place in able.tolist():
        yield Sight(Company(position=place), day(last) - 40, "mail_returned")
