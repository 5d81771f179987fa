"""Evidence in words: fields of a register and their values as people write them."""

from __future__ import annotations

import pytest
from django.utils import translation

from knipperlicht.web.evidence import field_in_words, value_in_words


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("StartDate", "begindatum"),
        ("NaceCode (2025)", "activiteit"),
        ("Street, HouseNumber, Box, Zipcode (TypeOfAddress REGO)", "adres"),
        ("9087", "rubriek 9087 van de jaarrekening"),
        ("userError", ""),
    ],
)
def test_a_field_has_a_name_for_people_or_keeps_its_own(field, words):
    with translation.override("nl"):
        assert field_in_words(field) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-10-31", "31-10-2026"),
        ("2024-01-01 → 2025-02-03", "01-01-2024 → 03-02-2025"),
        ("20241231", "20241231"),
        ("12024-01-019", "12024-01-019"),
        (0, "0"),
        (None, "–"),
        ("", "–"),
    ],
)
def test_only_whole_days_are_written_anew(value, words):
    assert value_in_words(value) == words
