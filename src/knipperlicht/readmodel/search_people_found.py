"""A holder of mandates in a list of results."""

from __future__ import annotations

from dataclasses import dataclass

from knipperlicht.readmodel.search_people_rows import Mandate

MOST = 100
"""Holders found, and companies shown of one."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A company in which somebody holds or held functions, standing ones first; `name` None: not in the register."""

    enterprise: int
    name: str | None
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
    """One page of the holders found; `count` of all, at most MOST."""

    count: int
    holders: tuple[Holder, ...]
