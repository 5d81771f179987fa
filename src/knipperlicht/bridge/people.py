"""Who holds a mandate, asked by name; every function answers from the snapshot of the request."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from knipperlicht.bridge.register import reader
from knipperlicht.readmodel import search_people
from knipperlicht.readmodel.search_people import SHORTEST, long_enough
from knipperlicht.readmodel.search_people_found import MOST, Holder, HoldersFound

__all__ = ["MOST", "SHORTEST", "Holder", "HoldersFound", "State", "long_enough", "search", "state"]

State = Literal["ready", "next_build", "no_source"]


def state() -> State:
    """Whether mandates can be searched: else no source with them was taken in, or the snapshot is of before the index."""
    if not search_people.sources_of_mandates(reader()):
        return "no_source"
    return "next_build" if reader().people is None else "ready"


def search(text: str, *, nis: Collection[str] | None) -> HoldersFound:
    """The likest names, at most MOST; with `nis` only holders with a company there."""
    return search_people.search_people(reader(), text, nis=nis)
