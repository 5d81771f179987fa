"""What changed about the enterprises on watch-lists: for the page of a list, the start page and the nightly mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knipperlicht.bridge import lists
from knipperlicht.bridge.lists import Changed
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.worklists.models import WatchItem, WatchList, WatchOpening
from knipperlicht.cases.worklists.watching import lists_of

MOST_SHOWN = 200
"""Enterprises whose changes are written out at once; beyond, only how many there are."""


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One enterprise on a list with what changed, newest first."""

    item: WatchItem
    changes: tuple[Changed, ...]


@dataclass(frozen=True, kw_only=True)
class Alerts:
    """What changed on one list since a day: `total` enterprises, of which `alerts` are written out."""

    watchlist: WatchList
    since: date
    total: int
    alerts: tuple[Alert, ...]


def alerts(watchlist: WatchList, *, since: date, flags_only: bool = False, most: int = MOST_SHOWN) -> Alerts:
    """Changes on or after `since` of enterprises in the territory of the list's organisation, newest first.

    Needs a snapshot (`bridge.served.serving`). Days are those of the register: `since` is best the day after the
    data that was seen last (`opened_list`).
    """
    scope = watchlist.organisation.scope
    items = {item.number: item for item in watchlist.items.select_related("added_by")}
    visible = lists.inside(items, scope=scope)
    changed = lists.changed_numbers(sorted(visible), since=since, flags_only=flags_only)
    found: dict[int, list[Changed]] = {}
    for change in lists.changes(changed[:most], since=since, flags_only=flags_only):
        found.setdefault(change.number, []).append(change)
    return Alerts(
        watchlist=watchlist, since=since, total=len(changed),
        alerts=tuple(Alert(item=items[number], changes=tuple(what)) for number, what in found.items()),
    )  # fmt: skip


def changes_since(actor: Actor, day: date, *, flags_only: bool = False, most: int = 20) -> list[Alerts]:
    """The lists the actor sees on which something changed on or after `day`."""
    found = (alerts(w, since=day, flags_only=flags_only, most=most) for w in lists_of(actor).select_related("organisation"))  # fmt: skip
    return [held for held in found if held.total]


def opened_list(actor: Actor, watchlist: WatchList, *, as_of: date) -> date | None:
    """Note that the actor saw the list over data of `as_of`; gives the day of the data they saw before that."""
    opening, made = WatchOpening.objects.get_or_create(watchlist=watchlist, user=actor.user, defaults={"last": as_of})  # fmt: skip
    if not made and opening.last < as_of:
        opening.last, opening.before = as_of, opening.last
        opening.save(update_fields=["last", "before"])
    return opening.before


def watched(actor: Actor, numbers: Iterable[int]) -> set[int]:
    """Those of the enterprises that stand on a list the actor sees."""
    lists_seen = WatchList.objects.visible(actor)
    return set(WatchItem.objects.filter(watchlist__in=lists_seen, number__in=list(numbers)).values_list("number", flat=True))  # fmt: skip
