"""Canonical tables of the other sources, a module a topic, found by themselves.

A module defines `NEEDS`, the sources of which at least one must have been taken in for its tables to be made, and
`build(bench, at)`, which keeps them. Topics are made in the order of their `AFTER` (names of other topics), then
by name. Where none of `NEEDS` is there, nothing is made: indicators that need it are not asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pkgutil import iter_modules

from knipperlicht.warehouse.workbench import Workbench


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One module; see above."""

    name: str
    needs: frozenset[str]
    after: tuple[str, ...]
    build: Callable[[Workbench, date], None]


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order in which they are made."""
    found: dict[str, Topic] = {}
    for item in iter_modules(__path__):
        module = import_module(f"{__name__}.{item.name}")
        found[item.name] = Topic(
            name=item.name,
            needs=frozenset(module.NEEDS),
            after=tuple(getattr(module, "AFTER", ())),
            build=module.build,
        )
    order = TopologicalSorter({name: set(found[name].after) for name in sorted(found)}).static_order()
    return tuple(found[name] for name in order)


def build_topics(bench: Workbench, at: date, present: frozenset[str]) -> None:
    """Keep the tables of every topic one of whose sources is there."""
    for topic in topics():
        if topic.needs & present:
            topic.build(bench, at)
