"""Fold a text column as `core.text.fold` folds one text: same tables, as an Ibis expression.

Runs on DuckDB and PySpark: `lower`, `replace`, `translate` and regular expressions valid in RE2 and Java.
"""

from __future__ import annotations

import ibis.expr.types as ir

from knipperlicht.core.text import FOLD_FROM, FOLD_LIGATURES, FOLD_TO


def strip_accents(text: ir.StringValue) -> ir.StringValue:
    """Lower case, ligatures written out, accents and combining marks removed; punctuation stays."""
    plain = text.lower()
    for ligature, letters in FOLD_LIGATURES:
        plain = plain.replace(ligature, letters)
    return plain.translate(FOLD_FROM, FOLD_TO).re_replace(r"\p{Mn}+", "")


def fold_expression(text: ir.StringValue) -> ir.StringValue:
    """The column folded: only letters and digits, single spaces, none at the ends. NULL stays NULL."""
    return strip_accents(text).re_replace(r"[^\p{L}\p{N}]+", " ").strip()
