"""A holder of mandates in a list of results."""

from __future__ import annotations

from dataclasses import dataclass

from knipperlicht.readmodel.search_people_rows import Mandate

MOST = 50
"""Holders in one answer: there is no next page, since a name narrows down and leafing does not."""
MOST_COMPANIES = 100
"""Companies of one holder."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A company in which somebody holds or held functions, standing ones first.

    `name` None: KBO Open Data never held it; `seat`: NIS code of its registered seat; `nis` of all its addresses, also
    former ones.
    """

    enterprise: int
    name: str | None
    seat: str | None
    nis: frozenset[str]
    functions: tuple[Mandate, ...]


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds them: a person, or a company with its `number`. `companies`: those that stand first, then by name.

    `joined`: several companies are put together by an exact number of the source, never by name. `others`: further
    companies than are shown.
    """

    name: str
    spellings: tuple[str, ...]
    number: int | None
    joined: bool
    companies: tuple[Held, ...]
    others: int


@dataclass(frozen=True, kw_only=True)
class HoldersFound:
    """At most MOST holders, the likest names; `more`: others were found too."""

    holders: tuple[Holder, ...]
    more: bool
