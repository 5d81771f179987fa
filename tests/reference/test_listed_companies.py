"""The list of listed companies: real numbers, each once, names that can be compared."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from knipperlicht.core.numbers import is_valid_number
from knipperlicht.core.text import fold
from knipperlicht.reference.listed_companies import ListedCompany, listed_companies


def test_every_company_stands_once_with_a_number_that_passes_its_check_digits() -> None:
    rows = listed_companies()
    assert len(rows) > 40
    assert len({row.enterprise for row in rows}) == len({fold(row.name) for row in rows}) == len(rows)
    assert all(is_valid_number(row.enterprise) for row in rows)


def test_every_name_is_long_enough_to_be_compared() -> None:
    assert [row.name for row in listed_companies() if len(fold(row.name).replace(" ", "")) < 6] == []


def test_a_wrong_number_is_an_error() -> None:
    with pytest.raises(ValidationError):
        ListedCompany.model_validate({"enterprise": "0417497107", "name": "Voorbeeld"})
