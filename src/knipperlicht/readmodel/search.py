"""Search by name (prefix, one typing error, accents) or by number."""

from __future__ import annotations

from dataclasses import dataclass

import tantivy

from knipperlicht.core.numbers import NumberError, parse_official_number
from knipperlicht.core.text import fold
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search_index import SEPARATOR
from knipperlicht.reference.places import municipality_names

CANDIDATES = 100
FUZZY_FROM = 4
"""Shorter words are matched as typed: one typing error in three letters is another word."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One enterprise in a result list; score and band are None for natural persons and for who left the register."""

    number: int
    name: str
    municipality: str | None
    score: float | None
    band: str | None


def search(reader: Reader, text: str, *, limit: int = 20) -> list[Found]:
    """Best matches first: names that begin with the words typed, then the rest by similarity."""
    try:
        named = _by_number(reader, parse_official_number(text).value)
    except NumberError:
        named = _by_name(reader, text, limit)
    if not named:
        return []
    wanted = ", ".join(str(number) for number in named)
    sql = f"SELECT enterprise, nis, score, band FROM score WHERE enterprise IN ({wanted})"
    scores = {row["enterprise"]: row for row in reader.rows(sql)}
    places = municipality_names("nl")
    found = []
    for number, name in named.items():
        row = scores.get(number, {"nis": None, "score": None, "band": None})
        found.append(
            Found(
                number=number,
                name=name,
                municipality=places.get(row["nis"] or ""),
                score=row["score"],
                band=row["band"],
            )
        )
    return found


def _by_number(reader: Reader, number: int) -> dict[int, str]:
    """The enterprise of a number, its own or its establishment's, in the register now or before."""
    owner = reader.rows("SELECT enterprise FROM owner WHERE entity = ?", number)
    enterprise = owner[0]["enterprise"] if owner else number
    known = reader.rows(
        "SELECT 1 FROM enterprise WHERE enterprise = ? UNION ALL SELECT 1 FROM enterprise_past WHERE enterprise = ?",
        enterprise,
        enterprise,
    )
    name = reader.rows("SELECT name FROM name WHERE entity = ?", enterprise)
    return {enterprise: name[0]["name"] if name else ""} if known else {}


def _by_name(reader: Reader, text: str, limit: int) -> dict[int, str]:
    """Number and first name of the closest enterprises, closest first."""
    words = fold(text).split()
    if not words:
        return {}
    schema = reader.index.schema
    clauses = [(tantivy.Occur.Must, _word_query(schema, word, last=word == words[-1])) for word in words]
    searcher = reader.index.searcher()
    hits = searcher.search(tantivy.Query.boolean_query(clauses), CANDIDATES).hits
    ranked = []
    for relevance, address in hits:
        document = searcher.doc(address)
        names = str(document["names"][0]).split(SEPARATOR)
        closest = min(_distance(fold(name), words) for name in names)
        ranked.append((closest, -relevance, int(document["number"][0]), names[0]))
    return {number: name for _, _, number, name in sorted(ranked)[:limit]}


def _word_query(schema: tantivy.Schema, word: str, *, last: bool) -> tantivy.Query:
    exact = tantivy.Query.term_query(schema, "names", word)
    options = [(tantivy.Occur.Should, tantivy.Query.boost_query(exact, 4.0))]
    if last:
        begins = tantivy.Query.fuzzy_term_query(schema, "names", word, distance=0, prefix=True)
        options.append((tantivy.Occur.Should, tantivy.Query.boost_query(begins, 2.0)))
    if len(word) >= FUZZY_FROM:
        near = tantivy.Query.fuzzy_term_query(schema, "names", word, distance=1, transposition_cost_one=True)
        options.append((tantivy.Occur.Should, near))
    return tantivy.Query.boolean_query(options)


def _distance(name: str, words: list[str]) -> tuple[int, int, str]:
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
        rank = 4
    return rank, len(name), name
