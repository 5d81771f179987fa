"""Folding for search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.core.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café de l'Œuvre (B&B)", "cafe de l oeuvre b b"),
        ("  ŁÓDŹ  ", "lodz"),
        ("Straße Æ Ø", "strasse ae o"),
        ("e\u0301te\u0301", "ete"),
        ("A.B.C. nv", "a b c nv"),
        ("Ĳzer", "ijzer"),
        ("...", ""),
        ("Москва", "москва"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="latin-1")))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.lower()) == fold(text)
