"""Search on who holds a mandate: by name, accents and typing errors forgiven. Nobody is ranked but by likeness of name.

What comes back is what the registers publish of a function: who, in which company, which, from when to when. No score
of anybody or anything, and nothing else about a person; there is nothing else in the index.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import tantivy

from knipperlicht.core.text import fold
from knipperlicht.readmodel.facts import name_of
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search import ENOUGH
from knipperlicht.readmodel.search_index import SEPARATOR
from knipperlicht.readmodel.search_people_found import MOST, MOST_COMPANIES, Held, Holder, HoldersFound
from knipperlicht.readmodel.search_people_rows import Mandate, mandates_of
from knipperlicht.readmodel.search_words import TWICE_FROM, all_words, only_in
from knipperlicht.warehouse.topics.mandates import NEEDS

SHORTEST = 3
"""Letters that one of the words needs: with fewer it is leafing through everybody, not looking for somebody."""


CANDIDATES = 4 * MOST


def sources_of_mandates(reader: Reader) -> frozenset[str]:
    """Names of the sources in this snapshot that say who holds a mandate."""
    return frozenset(one["source"] for one in reader.snapshot.manifest.get("records", [])) & set(NEEDS)


def long_enough(text: str) -> bool:
    """Whether a text names somebody, as far as its length goes."""
    return any(sum(letter.isalpha() for letter in word) >= SHORTEST for word in fold(text).split())


def search_people(reader: Reader, text: str, *, nis: Collection[str] | None = None) -> HoldersFound:
    """Holders whose name holds all the words: as typed, the last begun, with typing errors where few are found.

    Best likeness first, then by alphabet. `nis`: only those with a company that has or had an address there. Nobody for
    a text that is not `long_enough`, or where the snapshot has no index of holders.
    """
    words = fold(text).split()
    if reader.people is None or not long_enough(text):
        return HoldersFound(holders=(), more=False)
    found: dict[str, tuple[tuple[Any, ...], list[str], bytes]] = {}
    for most in (0, 1, 2):
        if len(found) >= ENOUGH or (most == 2 and not any(len(word) >= TWICE_FROM for word in words)):
            break
        for document in _documents(reader.people, words, most=most, nis=nis):
            names = str(document["names"][0]).split(SEPARATOR)
            entry = (_order(names, words), names, bytes(document["about"][0]))
            found.setdefault(str(document["key"][0]), entry)
    ranked = sorted(found.items(), key=lambda one: (one[1][0], one[0]))
    holders = tuple(_holder(reader, names, about) for _, (_, names, about) in ranked[:MOST])
    return HoldersFound(holders=holders, more=len(ranked) > MOST)


def _documents(
    index: tantivy.Index, words: Sequence[str], *, most: int, nis: Collection[str] | None
) -> list[tantivy.Document]:
    schema, searcher = index.schema, index.searcher()
    query = all_words(searcher, schema, ("names",), words, most=most)
    if query is None:
        return []
    if nis is not None:
        query = only_in(query, schema, nis)
    return [searcher.doc(address) for _, address in searcher.search(query, CANDIDATES, count=False).hits]


def _order(names: Sequence[str], words: Sequence[str]) -> tuple[Any, ...]:
    """Order of closeness: the same words in any order, all words as typed, all as beginnings, anything else; then alphabet."""
    return min((_closeness(fold(name), words), fold(name)) for name in names)


def _closeness(name: str, words: Sequence[str]) -> tuple[int, float]:
    own = name.split()
    if sorted(own) == sorted(words):
        return 0, 0.0
    if set(words) <= set(own):
        return 1, 0.0
    if all(any(part.startswith(word) for part in own) for word in words):
        return 2, 0.0
    meant, written = _pairs(" ".join(words)), _pairs(name)
    return 3, -round(len(meant & written) / max(len(meant | written), 1), 1)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _holder(reader: Reader, names: list[str], about: bytes) -> Holder:
    number, mandates = mandates_of(about.decode())
    mandates.sort(key=_in_order)
    companies = [list(own) for _, own in groupby(mandates, key=lambda one: one.enterprise)]
    companies.sort(key=lambda own: own[0].end_date is not None)
    shown = [_held(reader, own) for own in companies[:MOST_COMPANIES]]
    shown.sort(key=lambda one: (one.functions[0].end_date is not None, fold(one.name or ""), one.enterprise))
    return Holder(
        name=names[0], spellings=tuple(names[1:]), number=number, joined=len(companies) > 1,
        companies=tuple(shown), others=len(companies) - len(shown),
    )  # fmt: skip


def _in_order(one: Mandate) -> tuple[Any, ...]:
    """By company; what stands first, then by day and function."""
    return one.enterprise, one.end_date is not None, one.start_date or date.min, one.role or ""


def _held(reader: Reader, functions: list[Mandate]) -> Held:
    number, seat = functions[0].enterprise, reader.of("address_key").first(functions[0].enterprise)
    return Held(
        enterprise=number, name=name_of(reader, number), seat=seat["nis"] if seat else None,
        nis=functions[0].nis, functions=tuple(functions),
    )  # fmt: skip
