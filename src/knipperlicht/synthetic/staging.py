"""Bring a script's events of one month into the world."""

from __future__ import annotations

import numpy as np

from .hashing import Ints
from .record import Month, union
from .registers import World
from .script import Script, Value

_TABLE = {
    "situation": "enterprise", "form": "enterprise", "start": "enterprise",
    "building": "address", "box": "address", "struck": "address", "place": "address",
    "name": "denomination", "sign": "denomination",
    "main": "activity", "count": "activity", "stride": "activity", "employer": "activity",
    "versions": "activity",
    "tel": "contact", "mail": "contact", "web": "contact",
}  # fmt: skip


def apply_script(world: World, script: Script, record: Month, month: int, removed: Ints) -> Ints:
    """Set what the script says for `month`; returns all enterprises leaving this month."""
    gone, shop_gone = world.enterprises.gone, world.establishments.gone
    for company, values in script.changed.get(month, []):
        if gone[company.position]:
            continue
        for name, value in values.items():
            _set(world, company.position, name, value)
            record.touch(_TABLE[name], np.array([company.position]))
    for shop, values in script.refitted.get(month, []):
        if shop_gone[shop.position] or gone[shop.owner.position]:
            continue
        for name, value in values.items():
            _set_shop(world, shop.position, name, value)
            record.refit(_TABLE[name], np.array([shop.position]))
    leaving = [shop for shop in script.closed.get(month, []) if not gone[shop.owner.position]]
    closing = np.array([shop.position for shop in leaving if not shop_gone[shop.position]], dtype=np.int64)
    world.establishments.gone[closing] = True
    record.closed = union(record.closed, closing)
    planned = [c.position for c in script.removed.get(month, []) if not gone[c.position]]
    return union(removed, np.array(planned, dtype=np.int64))


def _set(world: World, at: int, name: str, value: Value) -> None:
    if name == "name":
        world.fixed_names[at] = str(value)
        return
    getattr(world.enterprises, name)[at] = value
    if name == "main" and world.enterprises.count[at] == 0:
        world.enterprises.count[at] = 1  # a main activity can only be seen when there is at least one
    if name == "building":
        world.enterprises.place[at] = max(int(value), 0) >> 24


def _set_shop(world: World, at: int, name: str, value: Value) -> None:
    if name == "sign":
        world.fixed_shops[at] = str(value)
        world.establishments.name[at] = at + 1
        return
    getattr(world.establishments, name)[at] = value
    if name == "main" and world.establishments.count[at] == 0:
        world.establishments.count[at] = 1
