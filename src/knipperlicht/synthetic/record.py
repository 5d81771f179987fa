"""What happened in one month: which entities an update extract must delete and insert, table by table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from .hashing import Bools, Ints
from .registers import World

_NONE = np.zeros(0, dtype=np.int64)


@dataclass
class Had:
    """Which entities had any line in a table at the previous extract (only those can be deleted from it)."""

    contact: Bools
    activity: Bools
    shop_contact: Bools
    shop_activity: Bools
    shop_name: Bools

    @classmethod
    def before(cls, world: World) -> Had:
        """Look at the world before the month's changes."""
        e, s = world.enterprises, world.establishments
        return cls(
            contact=(e.tel | e.mail | e.web) != 0,
            activity=(e.count > 0) | e.employer,
            shop_contact=(s.tel | s.mail | s.web) != 0,
            shop_activity=(s.count > 0) | s.employer,
            shop_name=s.name != 0,
        )


@dataclass
class Month:
    """Positions of what changed; `touched` per table for enterprises, `refitted` for establishments."""

    had: Had
    founded: Ints = field(default_factory=lambda: _NONE)
    opened: Ints = field(default_factory=lambda: _NONE)
    removed: Ints = field(default_factory=lambda: _NONE)
    closed: Ints = field(default_factory=lambda: _NONE)
    orphaned: Ints = field(default_factory=lambda: _NONE)  # establishments that left with their enterprise
    touched: dict[str, list[Ints]] = field(default_factory=lambda: defaultdict(list))
    refitted: dict[str, list[Ints]] = field(default_factory=lambda: defaultdict(list))

    def touch(self, table: str, at: Ints) -> None:
        """Enterprises whose lines in a table changed."""
        self.touched[table].append(np.asarray(at, dtype=np.int64))

    def refit(self, table: str, at: Ints) -> None:
        """Establishments whose lines in a table changed."""
        self.refitted[table].append(np.asarray(at, dtype=np.int64))

    def changed(self, table: str) -> Ints:
        """Enterprises that stay and changed in a table, rising, without new and removed ones."""
        return _less(self.touched.get(table, []), self.founded, self.removed)

    def changed_shops(self, table: str) -> Ints:
        """Establishments that stay and changed in a table, rising, without new, closed and orphaned ones."""
        return _less(self.refitted.get(table, []), self.opened, self.closed, self.orphaned)

    def entities(self) -> int:
        """How many different enterprises and establishments the month's update mentions as changed."""
        tables = ("enterprise", "denomination", "address", "contact", "activity", "establishment")
        staying = set(np.concatenate([_NONE, *[self.changed(t) for t in tables]]).tolist())
        shops = set(np.concatenate([_NONE, *[self.changed_shops(t) for t in tables]]).tolist())
        ends = len(self.founded) + len(self.removed) + len(self.opened) + len(self.closed)
        return len(staying) + len(shops) + ends


def union(*parts: Ints) -> Ints:
    """All positions once, rising."""
    return np.unique(np.concatenate([_NONE, *parts]))


def _less(parts: list[Ints], *without: Ints) -> Ints:
    found = union(*parts)
    return found[~np.isin(found, union(*without))]
