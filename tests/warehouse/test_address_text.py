"""The column fold and the text fold are one rule."""

from __future__ import annotations

import unicodedata

import ibis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.core.text import fold
from knipperlicht.warehouse.address_text import fold_expression


def _folded(texts: list[str]) -> list[str]:
    table = ibis.memtable(pa.table({"number": range(len(texts)), "text": pa.array(texts, pa.string())}))
    rows = table.select("number", folded=fold_expression(table.text)).order_by("number")
    return [str(row["folded"]) for row in rows.to_pyarrow().to_pylist()]


def test_every_character_up_to_the_general_punctuation_folds_alike() -> None:
    texts = [f"x{chr(code)}y" for code in range(32, 0x3000) if unicodedata.category(chr(code))[0] != "C"]
    assert _folded(texts) == [fold(text) for text in texts]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=30), max_size=20))
def test_texts_fold_alike(texts: list[str]) -> None:
    assert _folded(texts) == [fold(text) for text in texts]


def test_an_unknown_text_stays_unknown() -> None:
    table = ibis.memtable(pa.table({"text": pa.array([None], pa.string())}))
    assert table.select(folded=fold_expression(table.text)).to_pyarrow().to_pylist() == [{"folded": None}]
