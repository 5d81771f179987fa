"""Search while typing: by name, by number or part of one, by address. Typing errors and accents are forgiven.

What is asked first is cheap: all words as typed, the last one as a beginning. Only when that finds too little are
words with one typing error tried, then with two in words of eight letters or more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from knipperlicht.core.text import fold
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search_addresses import by_address
from knipperlicht.readmodel.search_found import Found, Status, scored
from knipperlicht.readmodel.search_index import KINDS, SEPARATOR
from knipperlicht.readmodel.search_numbers import by_number
from knipperlicht.readmodel.search_words import TWICE_FROM, all_words, only_in

__all__ = ["Found", "search"]

CANDIDATES = 60
UNLIKE = 4
_PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()}
ENOUGH = 5
"""Fewer results than this, and the next, more tolerant question is asked too."""


def search(
    reader: Reader,
    text: str,
    *,
    limit: int = 20,
    nis: Collection[str] | None = None,
    flags_only: bool = False,
) -> list[Found]:
    """Best matches first, each enterprise once. `nis`: only those with a seat, establishment or branch there.

    Natural persons are found by name and number only, and never carry a score; an address leads to legal persons.
    """
    found: dict[int, Found] = {}
    for item in islice(_every(reader, text, limit, nis), 4 * limit):
        found.setdefault(item.number, item)
        if len(found) >= limit:
            break
    return [scored(reader, item, flags_only=flags_only) for item in found.values()]


def _every(reader: Reader, text: str, limit: int, nis: Collection[str] | None) -> Iterator[Found]:
    """All answers in order, the same enterprise perhaps several times; further ones are looked for when asked."""
    numbered = by_number(reader, text, limit=limit, nis=nis)
    yield from numbered
    words = fold(text).split()
    if numbered or not words:
        return
    seen = 0
    for most in (0, 1, 2):
        if most and seen >= ENOUGH:
            return
        if most == 2 and not any(len(word) >= TWICE_FROM for word in words):
            return
        for item in _by_name(reader, words, most=most, limit=limit, nis=nis):
            seen += 1
            yield item
        for item in by_address(reader, words, most=most, limit=limit, nis=nis):
            seen += 1
            yield item


def _by_name(
    reader: Reader, words: list[str], *, most: int, limit: int, nis: Collection[str] | None
) -> list[Found]:
    """The closest enterprises, closest first; `most` typing errors a word."""
    schema, searcher = reader.index.schema, reader.index.searcher()
    query = all_words(searcher, schema, ("names",), words, most=most)
    if query is None:
        return []
    if nis is not None:
        query = only_in(query, schema, nis)
    ranked = []
    for relevance, address in searcher.search(query, CANDIDATES + limit, count=False).hits:
        document = searcher.doc(address)
        names = str(document["names"][0]).split(SEPARATOR)
        distance, index = min((_distance(_folded(name), words), index) for index, name in enumerate(names))
        order = distance if distance[0] < UNLIKE else (UNLIKE, -relevance, distance[2])
        if distance[0] >= UNLIKE:
            index = _most_alike(names, words)
        ranked.append((order, index > 0, int(document["number"][0]), index, names, document))
    ranked.sort(key=lambda entry: entry[:3])
    return [
        _found(number, names, index, bytes(document["about"][0]).decode())
        for _, _, number, index, names, document in ranked[:limit]
    ]


def _most_alike(names: list[str], words: list[str]) -> int:
    """Which of the names was meant, where none holds the words as typed: most pairs of letters in common."""
    meant = _pairs(" ".join(words))
    return max(range(len(names)), key=lambda at: (len(meant & _pairs(_folded(names[at]))), -at))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _found(number: int, names: list[str], index: int, about: str) -> Found:
    state, nis, zipcode, kinds = about.split(",")
    status: Status = "left_register" if state[0] == "l" else "active"
    return Found(
        number=number, name=names[0], status=status, natural_person=state[1] == "n", nis=nis or None,
        zipcode=zipcode or None, matched=KINDS.get(kinds[index : index + 1], "name"), matched_text=names[index],
    )  # fmt: skip


def _folded(name: str) -> str:
    """As `fold`; most names are plain ASCII, for which this is six times faster."""
    return " ".join(name.lower().translate(_PLAIN).split()) if name.isascii() else fold(name)


def _distance(name: str, words: list[str]) -> tuple[int, float, str]:
    """Order of closeness: equal, begins with the text, holds all words as typed, anything else; then by length."""
    text = " ".join(words)
    if name == text:
        rank = 0
    elif name.startswith(text):
        rank = 1
    elif all(word in name.split() for word in words):
        rank = 2
    elif all(word in name for word in words):
        rank = 3
    else:
        rank = UNLIKE
    return rank, len(name), name
