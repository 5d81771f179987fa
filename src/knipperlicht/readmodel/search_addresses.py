"""Addresses as people type them: street, house number, postcode or municipality, in any order, parts left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from knipperlicht.readmodel.facts import name_of
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search_found import Found
from knipperlicht.readmodel.search_words import all_words, only_in, word_queries

STREETS_TRIED = 8
ROWS_READ = 300
BOX = ("bus", "bte", "boite", "box")
_POSTCODE = re.compile(r"[1-9][0-9]{3}")
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class _Street:
    key: str
    name: str
    town: str
    nis: str

    @property
    def zipcode(self) -> str:
        return self.key.split("|")[0]


def by_address(
    reader: Reader, words: Sequence[str], *, most: int, limit: int, nis: Collection[str] | None
) -> list[Found]:
    """Legal persons with a seat or establishment at an address that the words describe; none without a street."""
    written, numbers = _split(words)
    if not any(len(word) > 2 for word in written):
        return []
    found: dict[int, Found] = {}
    for street, houses in _streets(reader, written, numbers, most=most, nis=nis):
        for row, house in _rows(reader, street, houses):
            number = row["enterprise"]
            if number in found or not row["is_legal"]:
                continue
            found[number] = Found(
                number=number, name=name_of(reader, number) or "", matched="address",
                matched_text=f"{street.name} {house}, {street.town}", nis=street.nis or None, zipcode=street.zipcode,
            )  # fmt: skip
            if len(found) >= limit:
                return list(found.values())
    return list(found.values())


def _split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words, and what begins with a digit; a box and its number are left out."""
    written, numbers, skip = [], [], False
    for word in words:
        if skip or word in BOX:
            skip = not skip and word in BOX
        elif word[0].isdigit():
            numbers.append(word)
        else:
            written.append(word)
    return written, numbers


def _streets(
    reader: Reader, written: list[str], numbers: list[str], *, most: int, nis: Collection[str] | None
) -> Iterator[tuple[_Street, list[str]]]:
    """Streets that fit, best first, with the house numbers that are meant in them."""
    schema, searcher = reader.streets.schema, reader.streets.searcher()
    query = all_words(searcher, schema, ("street", "place"), written, most=most)
    named = [
        option
        for place, word in enumerate(written)
        for option in word_queries(
            searcher, schema, "street", word, last=place == len(written) - 1, most=most
        )
    ]
    if query is None or not named:
        return
    either = tantivy.Query.boolean_query([(tantivy.Occur.Should, option) for option in named])
    clauses = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, either)]
    for code in numbers:
        if _POSTCODE.fullmatch(code):
            wanted = tantivy.Query.term_query(schema, "place", code, index_option="basic")
            clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(wanted, 20.0)))
    whole = tantivy.Query.boolean_query(clauses)
    if nis is not None:
        whole = only_in(whole, schema, nis)
    for _, address in searcher.search(whole, STREETS_TRIED, count=False).hits:
        document = searcher.doc(address)
        name, town = (bytes(document[field][0]).decode() for field in ("name", "town"))
        street = _Street(str(document["key"][0]), name, town, str(document["nis"][0]))
        yield street, [number for number in numbers if number != street.zipcode]


def _rows(reader: Reader, street: _Street, houses: list[str]) -> Iterator[tuple[dict[str, Any], str]]:
    """Who is registered there: at the house number, then at its letters and, while typing, at longer numbers."""
    start = f"{street.key}|{houses[-1] if houses else ''}"
    rows = reader.at("place").between(start, start + _LAST, limit=ROWS_READ)
    written = [(row, row["building_key"].rsplit("|", 1)[1]) for row in rows]
    if houses:
        typed = len(houses[-1])
        written.sort(key=lambda pair: (pair[1] != houses[-1], pair[1][typed : typed + 1].isdigit()))
    yield from written
