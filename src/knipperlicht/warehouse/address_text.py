"""Fold a text column as `core.text.fold` folds one text: same tables, as an Ibis expression.

Runs on DuckDB and PySpark: `lower`, `replace`, `translate` and regular expressions valid in RE2 and Java.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.core.text import COMMON_FROM, COMMON_TO, FOLD_FROM, FOLD_LIGATURES, FOLD_TO

_NOT_ASCII = r"[^ -~]"


def strip_accents(text: ir.StringValue) -> ir.StringValue:
    """Lower case, ligatures written out, accents and combining marks removed; punctuation stays.

    `translate` with the long table costs some 15 µs a row on DuckDB, so only rows that need it get it.
    """
    plain = text.lower()
    common = ibis.ifelse(plain.re_search(_NOT_ASCII), plain.translate(COMMON_FROM, COMMON_TO), plain)
    return ibis.ifelse(common.re_search(_NOT_ASCII), _strip_rare(common), common)


def _strip_rare(text: ir.StringValue) -> ir.StringValue:
    for ligature, letters in FOLD_LIGATURES:
        text = text.replace(ligature, letters)
    return text.translate(FOLD_FROM, FOLD_TO).re_replace(r"\p{Mn}+", "")


def fold_expression(text: ir.StringValue) -> ir.StringValue:
    """The column folded: only letters and digits, single spaces, none at the ends. NULL stays NULL."""
    return strip_accents(text).re_replace(r"[^\p{L}\p{N}]+", " ").strip()


def keep_apart(rows: ir.Table) -> ir.Table:
    """The same rows as a step of their own. `rows` must be distinct already.

    Ibis writes the formula of a column again at each use in the next step; long chains then grow without
    bound. A DISTINCT stops that on every engine, and is cheap on a dictionary.
    """
    return rows.distinct()
