"""Belgian companies whose shares are listed in Brussels; the list itself is `listed_companies.csv`.

A choice, not a full list, of names that others could borrow. It serves to recognise a name, and as companies that must
score low; see SOURCES.md for its state.
"""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter, field_validator

from knipperlicht.core.numbers import parse_number
from knipperlicht.reference.files import Strict, read_csv


class ListedCompany(Strict):
    """A listed company: enterprise number and name as it is known."""

    enterprise: int
    name: str

    @field_validator("enterprise", mode="before")
    @classmethod
    def _checked(cls, value: str) -> int:
        return parse_number(value)


@cache
def listed_companies() -> tuple[ListedCompany, ...]:
    """The list; a number that fails its check digits raises."""
    return TypeAdapter(tuple[ListedCompany, ...]).validate_python(read_csv("listed_companies.csv"))
