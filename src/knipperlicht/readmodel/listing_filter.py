"""What a list asks: a frozen filter in one canonical writing, whatever order or spelling it was given in."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, Self

from knipperlicht.reference.geography import DECIMALS, Position, Ring

At = Literal["any", "seat", "unit"]
Activity = Literal["main", "any"]
Change = Literal["name", "seat", "form", "situation", "activity", "establishments", "score", "band", "hits", "method"]  # fmt: skip
REGISTER_CHANGES: tuple[Change, ...] = ("name", "seat", "form", "situation", "activity", "establishments")
HIT_CHANGES: tuple[Change, ...] = (*REGISTER_CHANGES, "hits")
DEFAULT_CHANGES: tuple[Change, ...] = (*HIT_CHANGES, "score", "band")
"""Without `method`: a new score card moves everybody at once."""
NUMBER_FIELDS = ("bands", "score_min", "score_max")
"""Parts of a filter that would tell a number to who may see only signs."""
NUMBER_CHANGES = ("score", "band", "method")


@dataclass(frozen=True, kw_only=True)
class ListFilter:
    """All parts are optional and hold together (AND); values within one part are alternatives (OR).

    Place: an entity matches when its seat (`at` seat), a standing establishment (`unit`) or either (`any`) lies in
    one of `municipalities` (NIS) or `zones` (ids), and in the street, building and `area` where those are given.
    `street` needs `postcode`; `building` is a building key. `area` holds rings of longitude and latitude.
    `sectors`: NACE 2025 prefixes of 2 to 5 digits, section letters, or names of `listing_sectors`.
    `indicators_any`, `indicators_all`: slugs; only hits that count or are a banner, unless `silent`.
    `changes` narrows `changed_since`. `sample`: per cent, drawn by number and `seed`, the same each time.
    `scope`: NIS codes the organisation may see, by seat or standing establishment; None is all of Belgium. It is
    never read from a URL.
    """

    municipalities: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    postcode: str | None = None
    street: str | None = None
    house_from: int | None = None
    house_to: int | None = None
    building: str | None = None
    area: tuple[Ring, ...] = ()
    at: At = "any"
    sectors: tuple[str, ...] = ()
    activity: Activity = "main"
    forms: tuple[str, ...] = ()
    indicators_any: tuple[str, ...] = ()
    indicators_all: tuple[str, ...] = ()
    silent: bool = False
    bands: tuple[str, ...] = ()
    score_min: float | None = None
    score_max: float | None = None
    confidence: tuple[str, ...] = ()
    changed_since: date | None = None
    changes: tuple[Change, ...] = ()
    started_since: date | None = None
    started_before: date | None = None
    establishments_min: int | None = None
    establishments_max: int | None = None
    sample: float | None = None
    seed: str | None = None
    scope: frozenset[str] | None = None

    def __post_init__(self) -> None:
        """Bring every part into its canonical writing."""
        for part in fields(self):
            value = getattr(self, part.name)
            if part.name == "area":
                value = tuple(sorted({canonical_ring(ring) for ring in value}))
            elif part.name == "street":
                value = " ".join((value or "").split()) or None
            elif part.name == "scope":
                value = None if value is None else frozenset(value)
            elif isinstance(value, (tuple, list, set, frozenset)):
                value = tuple(sorted(set(value)))
            elif part.name in ("score_min", "score_max", "sample") and value is not None:
                value = round(float(value), 1)
            object.__setattr__(self, part.name, value)

    def within(self, scope: frozenset[str] | None) -> Self:
        """The same filter for an organisation that may see only `scope`."""
        return replace(self, scope=scope)

    def without(self, *names: str) -> Self:
        """The same filter with the named parts left out, for instance when a chip is removed."""
        plain: dict[str, Any] = {part.name: part.default for part in fields(self)}
        return replace(self, **{name: plain[name] for name in names})

    @property
    def given(self) -> dict[str, Any]:
        """The parts that say something, `scope` aside, in the order of the class."""
        return {
            part.name: getattr(self, part.name)
            for part in fields(self)
            if part.name != "scope" and getattr(self, part.name) != part.default
        }

    def tells_numbers(self) -> bool:
        """Whether the filter asks for a number, which flags-only mode does not tell."""
        return any(name in self.given for name in NUMBER_FIELDS) or any(
            kind in NUMBER_CHANGES for kind in self.changes
        )


def canonical_ring(ring: Ring) -> Ring:
    """Rounded, open (the last corner is not the first again), no corner twice in a row."""
    corners: list[Position] = []
    for lon, lat in ring:
        corner = (round(float(lon), DECIMALS) + 0.0, round(float(lat), DECIMALS) + 0.0)
        if not corners or corners[-1] != corner:
            corners.append(corner)
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return tuple(corners)
