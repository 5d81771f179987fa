"""Addresses known to be shared for a public, lawful reason; the list itself is `address_allowlist.csv`.

Columns: zipcode · street (Dutch name, French where there is none) · house_number · kind (business_centre,
office_building, accountant, public_service, student_housing) · reason (one sentence) · source_url (public
page that shows it) · since (yyyy-mm-dd, from when it holds). It starts empty: users fill it with what they
can show.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, TypeAdapter

from knipperlicht.reference.files import Strict, read_csv

Kind = Literal["business_centre", "office_building", "accountant", "public_service", "student_housing"]


class AllowedAddress(Strict):
    """One address with the reason why sharing it says nothing."""

    zipcode: Annotated[str, Field(pattern=r"^[1-9][0-9]{3}$")]
    street: Annotated[str, Field(min_length=1)]
    house_number: Annotated[str, Field(min_length=1)]
    kind: Kind
    reason: Annotated[str, Field(min_length=1)]
    source_url: HttpUrl
    since: date


def validate_allowlist(rows: list[dict[str, str]]) -> tuple[AllowedAddress, ...]:
    """Check rows of a list (ours or a user's own); all errors are reported together."""
    return TypeAdapter(tuple[AllowedAddress, ...]).validate_python(rows)


@cache
def address_allowlist() -> tuple[AllowedAddress, ...]:
    """The list that ships with the package (empty at first)."""
    return validate_allowlist(read_csv("address_allowlist.csv"))
