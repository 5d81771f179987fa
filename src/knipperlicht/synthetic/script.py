"""A script: what planted companies do, month by month, and the ground truth about them.

Month 0 is the first extract; month m is what update m reports. A script only names fields of registers.py
(plus `name` and `sign` as text), so planted companies are written by the same code as all others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(eq=False)
class Company:
    """A planted enterprise: existing (position known), or to be founded in month `born` on `day`."""

    position: int = -1
    born: int = 0
    day: int = 0


@dataclass(eq=False)
class Shop:
    """An establishment of a planted enterprise: existing, or opened in month `born` with start date `day`."""

    owner: Company
    position: int = -1
    born: int = 0
    day: int = 0


Value = int | bool | str


@dataclass(frozen=True)
class Truth:
    """One line of ground truth; `first_month` is the first month the pattern can be seen."""

    company: Company
    story: str
    role: str  # story | lookalike
    instance: int
    first_month: int


@dataclass
class Script:
    """All planned events by month."""

    founded: dict[int, list[Company]] = field(default_factory=lambda: defaultdict(list))
    removed: dict[int, list[Company]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[int, list[tuple[Company, dict[str, Value]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    opened: dict[int, list[Shop]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[int, list[Shop]] = field(default_factory=lambda: defaultdict(list))
    refitted: dict[int, list[tuple[Shop, dict[str, Value]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    truths: list[Truth] = field(default_factory=list)

    def found(self, month: int, day: int, **values: Value) -> Company:
        """A new legal person in `month` with start date `day`."""
        company = Company(born=month, day=day)
        self.founded[month].append(company)
        self.change(month, company, **values)
        return company

    def change(self, month: int, company: Company, /, **values: Value) -> None:
        """Set fields of a company in a month."""
        if values:
            self.changed[month].append((company, values))

    def remove(self, month: int, company: Company) -> None:
        """Take a company out of the register."""
        self.removed[month].append(company)

    def open(self, month: int, owner: Company, day: int, **values: Value) -> Shop:
        """A new establishment, begun on `day` or when its owner began, if that is later."""
        shop = Shop(owner=owner, born=month, day=max(day, owner.day))
        self.opened[month].append(shop)
        self.refit(month, shop, **values)
        return shop

    def close(self, month: int, shop: Shop) -> None:
        """Take an establishment out of the register while its enterprise stays."""
        self.closed[month].append(shop)

    def refit(self, month: int, shop: Shop, /, **values: Value) -> None:
        """Set fields of an establishment in a month."""
        if values:
            self.refitted[month].append((shop, values))

    def record(self, company: Company, story: str, role: str, instance: int, first_month: int) -> None:
        """Note the ground truth about a company."""
        self.truths.append(Truth(company, story, role, instance, first_month))
