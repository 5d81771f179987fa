"""The stage manager: hands out companies, addresses, days and contacts to stories, never twice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from ..days import day_start
from ..forms import FORM_AT, SITUATION_AT
from ..hashing import Bools, Ints, keys, salt
from ..nace import nace
from ..names import COMPANY
from ..observations import IN_ORDER, NO_TRACE
from ..population import FOREIGN, NAME_KINDS
from ..registers import World
from ..script import Books, Company, Script, Shop, Sight, Term, Value
from ..sectors import positions

BANKRUPT, NORMAL = SITUATION_AT["050"], SITUATION_AT["000"]
BV, VOF, COMMV = FORM_AT["610"], FORM_AT["011"], FORM_AT["612"]
SILENT: dict[str, Value] = {"tel": 0, "mail": 0, "web": 0}


class Cast:
    """Draws for stories, repeatable by the seed of the world; `days[m]` is the snapshot day of month m."""

    def __init__(self, *, world: World, script: Script, days: Sequence[int]) -> None:
        self.world, self.script, self.days = world, script, days
        self.months = len(days) - 1
        self.rng = np.random.default_rng(int(salt(world.seed, "stories")))
        self._used: set[int] = set()
        self._next: dict[str, int] = {}
        self._built: dict[int, int] = {}
        self._story, self._role, self._instance = "", "", 0

    def begin(self, story: str, role: str, instance: int) -> None:
        """Say what the next companies belong to."""
        self._story, self._role, self._instance = story, role, instance

    def note(self, company: Company, first_month: int) -> None:
        """Record a company as part of the current story, seen from `first_month` on."""
        if first_month <= self.months:
            self.script.record(company, self._story, self._role, self._instance, first_month)

    # chance and time

    def often(self, rate: float) -> bool:
        """True with the given chance."""
        return bool(self.rng.random() < rate)

    def count(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        return int(self.rng.integers(low, high + 1))

    def crowd(self, usual: int) -> int:
        """A size around `usual` that grows slowly with the register and sometimes is several times larger."""
        scale = (self.world.size / 20_000) ** (0.25 if self.world.size > 20_000 else 0.5)
        return max(3, int(usual * scale * self.rng.lognormal(0, 0.35)))

    def month(self, low: float = 0.0, high: float = 1.0) -> int:
        """A month within these fractions of the series, at least 1."""
        return max(1, int(np.ceil(self.months * (low + (high - low) * self.rng.random()))))

    def day(self, month: int) -> int:
        """A day between the snapshots of month - 1 and month."""
        month = min(month, self.months)
        return (
            int(self.rng.integers(self.days[month - 1] + 1, self.days[month] + 1)) if month else self.days[0]
        )

    # companies

    @cached_property
    def _order(self) -> Ints:
        rows = self.world.enterprises
        fit = (
            (rows.kind == 2)
            & (NAME_KINDS[rows.form] == COMPANY)
            & (rows.form != FOREIGN)
            & (rows.situation == 0)
        )
        at = np.flatnonzero(fit)
        return at[np.argsort(keys(self.world.seed, "cast", of=at), kind="stable")]

    @cached_property
    def _shops(self) -> tuple[Ints, Ints]:
        parents = self.world.establishments.parent
        order = np.argsort(parents, kind="stable")
        return order, parents[order]

    def existing(self, kind: str = "any") -> Company:
        """A company of the first extract in its normal state that nobody else plays.

        Kinds: any; old (before 2016); young (since 2019); bare (no establishment); shop (just one);
        sleeper (bare and old); quiet (before 2005, with establishments); owners (of apartments together).
        """
        pool = self._pools[kind]
        at = self._next.get(kind, 0)
        while at < len(pool) and int(pool[at]) in self._used:
            at += 1
        if at >= len(pool):
            raise TooSmall(self.world.size)
        self._next[kind] = at + 1
        position = int(pool[at])
        self._used.add(position)
        self.world.enterprises.scripted[position] = True
        return Company(position=position)

    def limited(self, kind: str = "any") -> Company:
        """The same, with a form that must deposit accounts."""
        company = self.existing(kind)
        self.script.change(0, company, form=BV)
        return company

    @cached_property
    def _pools(self) -> dict[str, Ints]:
        order, rows = self._order, self.world.enterprises
        shops = np.bincount(self.world.establishments.parent, minlength=len(rows))[order]
        start = rows.start[order]
        masks: dict[str, Bools] = {
            "any": start > 0, "old": start < day_start(2016), "young": start > day_start(2019),
            "bare": shops == 0, "shop": shops == 1, "quiet": (shops >= 1) & (start < day_start(2005)),
        }  # fmt: skip
        masks["sleeper"] = masks["bare"] & masks["old"]
        pools: dict[str, Ints] = {kind: order[mask] for kind, mask in masks.items()}
        owners = np.flatnonzero((rows.kind == 2) & (rows.form == FORM_AT["070"]))
        pools["owners"] = owners[np.argsort(keys(self.world.seed, "cast", of=owners), kind="stable")]
        return pools

    def shops(self, company: Company) -> list[Shop]:
        """The establishments an existing company has at the first extract."""
        order, parents = self._shops
        low, high = np.searchsorted(parents, [company.position, company.position + 1])
        return [Shop(owner=company, position=int(at)) for at in order[low:high]]

    def close_all(self, month: int, shops: Sequence[Shop]) -> None:
        """Close establishments in a month."""
        for shop in shops:
            self.script.close(month, shop)

    # people, books, what was seen

    def begun(self, company: Company) -> int:
        """The day a company began."""
        return int(self.world.enterprises.start[company.position]) if company.position >= 0 else company.day

    def person(self) -> int:
        """A new name key of a person."""
        return int(self.rng.integers(1, 1 << 60))

    def board(self, company: Company, *holders: int | Company, since: int = 0) -> None:
        """The first board, from the beginning of the company or a later day on."""
        self.script.appoint(company, max(since, self.begun(company)), *(holders or (self.person(),)))

    def hand_over(self, company: Company, month: int, *holders: int | Company) -> None:
        """The whole board goes within a month, and another takes its place."""
        if company not in self.script.boards:
            self.board(company)
        day = max(self.day(month), self.begun(company))
        self.script.dismiss(company, day)
        self.script.appoint(company, day, *(holders or (self.person(),)))

    def run_by(self, company: Company, firm: Company, person: int, *, day: int) -> None:
        """A company becomes a director on a day, with a person who represents it."""
        self.script.boards[company] += [
            Term("director", firm, day),
            Term("representative", person, day, acts_for=firm),
        ]

    def keep_books(self, company: Company, books: Books) -> None:
        """How the company's annual accounts are."""
        self.script.books[company] = books

    def visit(self, company: Company, month: int, *, in_order: bool, shop: Shop | None = None) -> None:
        """Someone of the municipality went to see: all in order, or not even a bell."""
        form = IN_ORDER if in_order else NO_TRACE
        self.script.sights.append(Sight(company, self.day(month), "visit", form, shop))

    def letter_back(self, company: Company, month: int) -> None:
        """A letter of the municipality came back."""
        self.script.sights.append(Sight(company, self.day(month), "mail_returned"))

    # places, activities, contacts

    def place(self) -> int:
        """A place by weight."""
        return int(self.rng.choice(len(self.world.geo.weight), p=self.world.geo.weight))

    def address(self, place: int | None = None) -> int:
        """A building that nobody else has."""
        where = self.place() if place is None else place
        self._built[where] = self._built.get(where, 0) + 1
        return self.world.geo.free_building(where, self._built[where])

    def home(self, place: int | None = None) -> int:
        """An ordinary house, perhaps with other users."""
        where = self.place() if place is None else place
        return where << 24 | int(self.rng.integers(0, self.world.geo.buildings[where]))

    def activity(self, *prefixes: str) -> int:
        """A position on the FIVE list for a 2008 code with one of these beginnings."""
        return int(self.rng.choice(positions(*prefixes)))

    def listed(self, activity: int) -> int:
        """The same activity as a position on the ALL list, for an establishment."""
        return int(nace().five[activity])

    def contact(self) -> int:
        """A new contact key."""
        return int(self.rng.integers(1, 1 << 60))

    def name(self, *parts: Sequence[str]) -> str:
        """A name with one word of each list."""
        return " ".join(str(self.rng.choice(list(words))) for words in parts)


class TooSmall(ValueError):
    """There are not enough companies to plant the stories in."""

    def __init__(self, enterprises: int) -> None:
        super().__init__(f"A register of {enterprises} enterprises is too small to plant all stories in it.")
