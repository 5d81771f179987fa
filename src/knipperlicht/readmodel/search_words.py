"""Words as index queries: as typed, as a beginning, or with typing errors."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import tantivy

FUZZY_FROM, TWICE_FROM = 4, 8
"""Shorter words are matched as typed: one typing error in three letters is another word."""
BEGINNINGS = 200
"""A beginning stands for the words most used with it; who means a rarer one types on."""
EXACT, BEGIN, NEAR, FAR = 4.0, 2.0, 1.0, 0.5


def all_words(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    fields: Sequence[str],
    words: Sequence[str],
    *,
    most: int,
) -> tantivy.Query | None:
    """A query that asks for every word in one of the fields; None when a word cannot be there at all."""
    clauses = []
    for place, word in enumerate(words):
        options = [
            option
            for field in fields
            for option in word_queries(searcher, schema, field, word, last=place == len(words) - 1, most=most)
        ]
        if not options:
            return None
        clauses.append((tantivy.Occur.Must, _either(options)))
    return tantivy.Query.boolean_query(clauses) if clauses else None


def word_queries(
    searcher: tantivy.Searcher, schema: tantivy.Schema, field: str, word: str, *, last: bool, most: int
) -> list[tantivy.Query]:
    """What a word may mean in a field, with at most `most` typing errors."""
    options = []
    if searcher.doc_freq(field, word):
        options.append(_weighed(tantivy.Query.term_query(schema, field, word, index_option="basic"), EXACT))
    if last:
        begun = [
            term for term, _ in searcher.terms_with_prefix(field, word, limit=BEGINNINGS) if term != word
        ]
        if begun:
            options.append(_weighed(tantivy.Query.term_set_query(schema, field, begun), BEGIN))
    if most >= 1 and len(word) >= FUZZY_FROM:
        near = tantivy.Query.fuzzy_term_query(
            schema, field, word, distance=1, transposition_cost_one=True, prefix=last
        )
        options.append(_weighed(near, NEAR))
    if most >= 2 and len(word) >= TWICE_FROM:
        far = tantivy.Query.fuzzy_term_query(
            schema, field, word, distance=2, transposition_cost_one=True, prefix=last
        )
        options.append(_weighed(far, FAR))
    return options


def only_in(query: tantivy.Query, schema: tantivy.Schema, nis: Collection[str]) -> tantivy.Query:
    """The same among those with an address in one of these municipalities."""
    inside = tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, "nis", sorted(nis)), 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, inside)])


def _weighed(query: tantivy.Query, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, weight)


def _either(options: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, option) for option in options])
