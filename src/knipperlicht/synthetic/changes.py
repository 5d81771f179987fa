"""One month of ordinary life: foundations, departures, moves, renames, other activities, open and close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import ratios
from .forms import FORM_AT
from .foundations import found, open_shops
from .hashing import Bools, Ints, draw, identity, pick
from .nace import V2025, nace
from .names import COMPANY
from .population import FOREIGN, NAME_KINDS, contacts
from .record import Had, Month, union
from .registers import World
from .script import Script
from .staging import apply_script
from .trouble import departures, situations


@dataclass(frozen=True)
class Span:
    """Month number and the day numbers of the previous and the new snapshot; `pace` scales every rate."""

    month: int
    since: int
    until: int
    pace: float = 1.0


def advance(world: World, script: Script, span: Span) -> Month:
    """Move the world on by one month and say what changed."""
    record = Month(had=Had.before(world))
    free = world.present() & ~world.enterprises.scripted
    situations(world, record, free, span.month, span.pace)
    removed = departures(world, free, span.month, span.pace)
    stays = free & ~np.isin(np.arange(len(free)), removed)
    _moves(world, record, stays, span)
    _names(world, record, stays, span)
    _activities(world, record, stays, span)
    _contacts(world, record, stays, span)
    _shops(world, record, stays, span)
    found(world, script, record, span.month, span.since, span.until, span.pace)
    open_shops(world, script, record, span.month, span.since, span.until, span.pace)
    removed = apply_script(world, script, record, span.month, removed)
    _leave(world, record, removed)
    return record


def _leave(world: World, record: Month, removed: Ints) -> None:
    before = world.present_establishments()
    world.enterprises.gone[removed] = True
    left = np.flatnonzero(before & ~world.present_establishments())
    record.removed = removed
    # What opened and left within the month was never in an extract.
    record.orphaned = left[~np.isin(left, record.opened)]
    record.opened = record.opened[~np.isin(record.opened, union(left, record.closed))]


def _some(world: World, free: Bools, what: str, span: Span, rate: float) -> Ints:
    at = np.flatnonzero(free)
    return at[draw(world.seed, what, span.month, of=at) < rate * span.pace]


def _moves(world: World, record: Month, free: Bools, span: Span) -> None:
    rows, geo, purpose = world.enterprises, world.geo, (world.seed, "move", span.month)
    legal = free & (rows.kind == 2) & (rows.form != FOREIGN)
    at = _some(world, legal, "seat move", span, ratios.SEAT_MOVES)
    before_building = rows.building[at]
    far = draw(*purpose, "far", of=at) < 0.45
    place = np.where(far, geo.somewhere(*purpose, of=at), rows.place[at])
    rows.building[at] = geo.building(*purpose, of=at, place=place)
    rows.place[at] = place
    rows.box[at] = geo.box(*purpose, of=at, building=rows.building[at])
    rows.struck[at] = 0
    record.touch("address", at)
    _follow(world, record, at, before_building, span)
    struck = _some(world, legal, "strike off", span, ratios.STRIKE_OFFS)
    rows.struck[struck] = span.until - pick(*purpose, "struck", of=struck, among=25)
    record.touch("address", struck)


def _follow(world: World, record: Month, moved: Ints, before: Ints, span: Span) -> None:
    """Half of the establishments at the old seat move along with it."""
    shops = world.establishments
    where = dict(zip(moved.tolist(), before.tolist(), strict=True))
    at = np.flatnonzero(np.isin(shops.parent, moved) & ~shops.gone)
    along = [where[int(shops.parent[k])] == shops.building[k] for k in at]
    at = at[np.array(along, dtype=bool)]
    at = at[draw(world.seed, "follow", span.month, of=at) < 0.6]
    shops.building[at] = world.enterprises.building[shops.parent[at]]
    shops.box[at] = world.enterprises.box[shops.parent[at]]
    record.refit("address", at)


def _names(world: World, record: Month, free: Bools, span: Span) -> None:
    rows = world.enterprises
    legal = free & (rows.kind == 2)
    at = _some(world, legal, "rename", span, ratios.NAME_CHANGES)
    rows.name[at] = identity(world.seed, "rename", span.month, of=at)
    record.touch("denomination", at)
    company = legal & (NAME_KINDS[rows.form] == COMPANY)
    at = _some(world, company, "form", span, ratios.FORM_CHANGES)
    old = np.isin(rows.form[at], [FORM_AT["015"], FORM_AT["014"]])
    rows.form[at[old]] = FORM_AT["610"]
    record.touch("enterprise", at[old])


def _activities(world: World, record: Month, free: Bools, span: Span) -> None:
    rows, purpose = world.enterprises, (world.seed, "activity", span.month)
    at = _some(world, free, "activity change", span, ratios.ACTIVITY_CHANGES)
    at = at[rows.count[at] > 0]
    roll = draw(*purpose, of=at)
    more, fewer, other = at[roll < 0.6], at[(roll >= 0.6) & (roll < 0.85)], at[roll >= 0.85]
    rows.count[more] = np.minimum(rows.count[more] + 1 + pick(*purpose, "more", of=more, among=3), 45)
    rows.count[fewer] = np.maximum(rows.count[fewer] - 1, 1)
    rows.main[other] = (rows.main[other] + 1 + pick(*purpose, "other", of=other, among=9)) % len(nace().five)
    rows.versions[at] |= V2025
    hired = _some(world, free & (rows.kind == 2), "employer change", span, ratios.EMPLOYER_CHANGES)
    rows.employer[hired] = ~rows.employer[hired]
    record.touch("activity", at)
    record.touch("activity", hired)


def _contacts(world: World, record: Month, free: Bools, span: Span) -> None:
    rows = world.enterprises
    reachable = (rows.tel | rows.mail | rows.web) != 0
    at = _some(world, free & reachable, "contact change", span, ratios.CONTACT_CHANGES)
    at = union(at, _some(world, free & ~reachable, "first contact", span, ratios.FIRST_CONTACTS))
    rows.tel[at], rows.mail[at], rows.web[at] = contacts(world.seed, f"new {span.month}", of=at, rate=0.85)
    record.touch("contact", at)


def _shops(world: World, record: Month, free: Bools, span: Span) -> None:
    rows, geo, purpose = world.establishments, world.geo, (world.seed, "shop", span.month)
    present = world.present_establishments() & free[rows.parent]
    record.closed = _some(world, present, "close", span, ratios.CLOSINGS)
    rows.gone[record.closed] = True
    at = _some(world, present, "shop activity", span, ratios.ESTABLISHMENT_ACTIVITY_CHANGES)
    rows.count[at] = np.minimum(
        rows.count[at] + 1 + pick(*purpose, "more", of=at, among=4), ratios.LIST_LIMIT
    )
    record.refit("activity", at)
    at = _some(world, present, "shop move", span, ratios.ESTABLISHMENT_MOVES)
    place = world.enterprises.place[rows.parent[at]].astype(np.int64)
    rows.building[at] = geo.building(*purpose, of=at, place=place)
    rows.box[at] = geo.box(*purpose, of=at, building=rows.building[at])
    record.refit("address", at)
    at = _some(world, present, "shop name", span, ratios.NAME_CHANGES)
    rows.name[at] = identity(*purpose, "name", of=at)
    record.refit("denomination", at)
    reachable = (rows.tel | rows.mail | rows.web) != 0
    at = _some(world, present & reachable, "shop contact", span, ratios.CONTACT_CHANGES)
    rows.tel[at], rows.mail[at], rows.web[at] = contacts(world.seed, f"shop {span.month}", of=at, rate=0.85)
    record.refit("contact", at)
