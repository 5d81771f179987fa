"""Numbers of the shared province that the tests of a dossier use."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from knipperlicht.bridge.served import serving
from knipperlicht.core.numbers import format_number

INSIDE = "enterprise IN (SELECT enterprise FROM address WHERE nis = '34022')"


@dataclass(frozen=True)
class Numbers:
    """Each as people write it; all but `elsewhere` have an address in Kortrijk, which is the owner's territory."""

    scored: str
    sole: str
    unit: str
    unit_owner: str
    gone: str
    elsewhere: str
    building: str


@pytest.fixture
def numbers(site, settings) -> Numbers:
    with serving(settings.DATA) as reader:

        def first(sql: str) -> dict[str, int]:
            return reader.rows(f"{sql} LIMIT 1")[0]

        scored = first(
            f"SELECT enterprise AS n FROM score WHERE {INSIDE} AND n_hits > 1 ORDER BY score DESC, enterprise"
        )["n"]
        sole = first(
            f"SELECT enterprise AS n FROM enterprise WHERE type_of_enterprise = '1' AND {INSIDE} ORDER BY 1"
        )["n"]
        unit = first(
            "SELECT entity AS unit, enterprise AS n FROM address WHERE nis = '34022' AND entity BETWEEN 2000000000 AND 2999999999 "
            "AND enterprise IN (SELECT enterprise FROM score) ORDER BY 1"
        )
        gone = first(
            "SELECT enterprise AS n FROM enterprise_past WHERE enterprise NOT IN (SELECT enterprise FROM enterprise) "
            "AND enterprise IN (SELECT enterprise FROM address_past WHERE nis = '34022') ORDER BY 1"
        )["n"]
        elsewhere = first(
            "SELECT enterprise AS n FROM score WHERE nis = '31005' AND enterprise NOT IN (SELECT enterprise FROM address WHERE nis = '34022') "
            "AND enterprise NOT IN (SELECT enterprise FROM address_past WHERE nis = '34022') ORDER BY score DESC, 1"
        )["n"]
        building = reader.rows(
            "SELECT building_key AS b FROM address WHERE enterprise = ? AND building_key IS NOT NULL LIMIT 1",
            scored,
        )
    return Numbers(
        scored=format_number(scored), sole=format_number(sole), unit=format_number(unit["unit"]),
        unit_owner=format_number(unit["n"]), gone=format_number(gone), elsewhere=format_number(elsewhere),
        building=str(building[0]["b"]),
    )  # fmt: skip


def text_of(answer) -> str:
    """The page as text."""
    return answer.content.decode()
