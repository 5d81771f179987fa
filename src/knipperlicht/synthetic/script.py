"""A script: what planted companies do, month by month, and the ground truth about them.

Month 0 is the first extract; month m is what update m reports. A script only names fields of registers.py
(plus `name` and `sign` as text), so planted companies are written by the same code as all others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace


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
class Term:
    """A mandate: the holder is a person (a name key) or a company; `since`, `until` are days, `until` 0 = stands.

    Roles: director, representative (of `acts_for`, which is a director), auditor, trustee, liquidator.
    """

    role: str
    holder: int | Company
    since: int
    until: int = 0
    acts_for: Company | None = None

    def until_day(self, when: int) -> Term:
        """The same, ended on the day `when`."""
        return replace(self, until=when)


@dataclass(frozen=True)
class Books:
    """How a planted company keeps and deposits its annual accounts; what is not said is as with any other company."""

    same: bool = False  # every year the same figures
    like: Company | None = None  # the figures of another company
    modest: bool = False  # a handful of rubrics, the same every year
    idle: bool = False  # hardly any turnover and no staff, but for `turnover`
    turnover: float = 0.0  # euros in the last year
    staff: float = 0.0  # full-time equivalents
    wage: float = 0.0  # euros of staff cost for each of these
    hours: float = 0.0  # hours worked by each of these
    timely: bool = False  # every year in time
    late: bool = False  # every year far too late
    stops: bool = False  # not for the last year


@dataclass(frozen=True)
class Sight:
    """What a municipality noted on a day: `kind` and the answers of a visit, in the words of its export."""

    company: Company
    day: int
    kind: str
    form: dict[str, str] = field(default_factory=dict)
    shop: Shop | None = None


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
    boards: dict[Company, list[Term]] = field(default_factory=lambda: defaultdict(list))
    books: dict[Company, Books] = field(default_factory=dict)
    sights: list[Sight] = field(default_factory=list)
    struck_off: dict[Company, tuple[int, str]] = field(default_factory=dict)
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

    def appoint(self, company: Company, day: int, *holders: int | Company) -> None:
        """Directors who come on `day`, beside those who stand. The first call replaces the drawn board."""
        self.boards[company] += [Term("director", holder, day) for holder in holders]

    def dismiss(self, company: Company, day: int) -> None:
        """All standing mandates end on `day`."""
        self.boards[company] = [term if term.until else term.until_day(day) for term in self.boards[company]]

    def record(self, company: Company, story: str, role: str, instance: int, first_month: int) -> None:
        """Note the ground truth about a company."""
        self.truths.append(Truth(company, story, role, instance, first_month))
