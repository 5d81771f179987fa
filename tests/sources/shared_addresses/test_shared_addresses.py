"""Addresses as people write them."""

from __future__ import annotations

import pytest

from knipperlicht.sources.shared_addresses import parse_address
from knipperlicht.sources.sheets import RowError


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Voorbeeldlaan 12, 8500 Kortrijk", ("Voorbeeldlaan", "12", "", "8500", "Kortrijk")),
        ("Voorbeeldlaan 12 bus 3, 8500 Kortrijk", ("Voorbeeldlaan", "12", "3", "8500", "Kortrijk")),
        ("Voorbeeldlaan 12A/3, B-8500 Kortrijk", ("Voorbeeldlaan", "12A", "3", "8500", "Kortrijk")),
        ("Rue de l'Exemple, 7 bte 12, 1000 Bruxelles", ("Rue de l'Exemple", "7", "12", "1000", "Bruxelles")),
        ("Dorp-Oost 12-14, 9000 Gent", ("Dorp-Oost", "12-14", "", "9000", "Gent")),
        ("Grote Markt 5bis, 2000 Antwerpen", ("Grote Markt", "5bis", "", "2000", "Antwerpen")),
        ("  Voorbeeldlaan   12 ,  8500   Kortrijk ", ("Voorbeeldlaan", "12", "", "8500", "Kortrijk")),
    ],
)
def test_an_address_is_taken_apart(written: str, parts: tuple[str, ...]) -> None:
    assert tuple(parse_address(written).values()) == parts


@pytest.mark.parametrize(
    "written",
    [
        "Voorbeeldlaan, 8500 Kortrijk",
        "Voorbeeldlaan 12",
        "12, 8500 Kortrijk",
        "Voorbeeldlaan 12, 85 K",
        "x" * 400,
    ],
)
def test_what_cannot_be_told_apart_is_refused(written: str) -> None:
    with pytest.raises(RowError, match="must read like"):
        parse_address(written)
