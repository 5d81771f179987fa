"""New enterprises and new establishments of a month: ordinary ones and those a script asks for."""

from __future__ import annotations

import numpy as np

from . import ratios
from .forms import FORM_AT
from .hashing import Bools, Ints, chance, draw, keys, pick
from .numbers import ESTABLISHMENTS, LAST_ENTERPRISE, spread, with_check
from .population import enterprises
from .premises import establishment_counts, establishments, ordinals
from .record import Month
from .registers import World
from .script import Script

_MONTHLY_NUMBERS = 9_000  # numbers the register hands out in a month, whatever the size of the synthetic one


def found(
    world: World, script: Script, record: Month, month: int, since: int, until: int, pace: float
) -> None:
    """Add the month's new enterprises; a scripted one stands among the others by its start date."""
    planned = script.founded.get(month, [])
    first = len(world.enterprises)
    ordinary = round(world.size * ratios.FOUNDATIONS * pace)
    count = ordinary + len(planned)
    if not count:
        return
    usual = since + 1 + np.arange(ordinary) * max(until - since, 1) // max(ordinary, 1)
    days = np.concatenate([usual, [company.day for company in planned]]).astype(np.int64)
    order = np.argsort(days, kind="stable")
    low = max(LAST_ENTERPRISE, int(world.enterprises.number[-1]) // 100) + 1
    span = max(int(_MONTHLY_NUMBERS * min(pace, 1.0)), count)
    number = with_check(spread(count=count, low=low, high=low + span, purpose=(world.seed, "new", month)))
    of = np.arange(first, first + count)
    start = _start(world, of, days[order], until, scripted=order >= ordinary)
    made = enterprises(seed=world.seed, geo=world.geo, first=first, number=number, start=start)
    made.struck[:] = 0
    for at, source in enumerate(order):
        if source >= ordinary:
            planned[source - ordinary].position = first + at
            made.kind[at], made.form[at], made.scripted[at] = 2, FORM_AT["610"], True
            made.building[at] = abs(made.building[at])
    world.enterprises.append(made)
    record.founded = of


def _start(world: World, of: Ints, days: Ints, until: int, scripted: Bools) -> Ints:
    """Start dates: around the registration, some earlier, some after the snapshot."""
    shift = pick(world.seed, "shift", of=of, among=40)
    later = chance(world.seed, "later", of=of, rate=0.03)
    earlier = chance(world.seed, "earlier", of=of, rate=0.15)
    start = np.where(later, until + 1 + shift, np.where(earlier, days - shift, days))
    return np.where(scripted, days, start)


def open_shops(
    world: World, script: Script, record: Month, month: int, since: int, until: int, pace: float
) -> None:
    """Add the month's new establishments: of new enterprises, of older ones, and scripted ones last."""
    rows = world.enterprises
    fresh = record.founded[~rows.scripted[record.founded]]
    own = np.repeat(fresh, establishment_counts(world.seed, rows, fresh))
    grown = _growing(world, month, pace)
    planned = script.opened.get(month, [])
    parent = np.concatenate([own, grown, [shop.owner.position for shop in planned]]).astype(np.int64)
    first, count = len(world.establishments), len(parent)
    if not count:
        return
    begun = np.maximum(rows.start[own].astype(np.int64), since)
    usual = since + pick(world.seed, "opened", month, of=grown, among=max(until - since + 20, 1))
    start = np.concatenate([begun, usual, [shop.day for shop in planned]]).astype(np.int64)
    nth = np.concatenate([ordinals(own), np.full(len(grown) + len(planned), 1)])
    low = max(ESTABLISHMENTS[1], int(world.establishments.number[-1]) // 100) + 1
    span = max(int(_MONTHLY_NUMBERS * min(pace, 1.0)), count)
    number = with_check(spread(count=count, low=low, high=low + span, purpose=(world.seed, "open", month)))
    made = establishments(world=world, first=first, number=number, parent=parent, start=start, nth=nth)
    for at, shop in enumerate(planned, start=count - len(planned)):
        shop.position = first + at
    world.establishments.append(made)
    record.opened = np.arange(first, first + count)


def _growing(world: World, month: int, pace: float) -> Ints:
    """Enterprises that open one more establishment."""
    rows = world.enterprises
    free = np.flatnonzero(world.present() & ~rows.scripted & (rows.situation == 0))
    roll = draw(world.seed, "growth", month, of=free)
    grown = free[roll < ratios.OPENINGS * pace]
    return grown[np.argsort(keys(world.seed, "growth order", month, of=grown), kind="stable")]
