"""The public list is part of the question, and ships empty: here one building stands on it, by key or as written."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from knipperlicht.indicators.framework import Inputs
from knipperlicht.indicators.registry import indicators
from knipperlicht.sources.shared_addresses import SHEET, Kind
from knipperlicht.warehouse.places import LISTED
from tests.indicators.harness import Register, fill, workbench

DAY = date(2026, 6, 30)
CONTENT: dict[str, list[dict[str, Any]]] = {
    "enterprise": [{"n": "A"}, {"n": "B"}, {"n": "C"}],
    "establishment": [{"n": "V", "of": "B"}],
    "address": [{"of": "A"}, {"of": "B"}, {"of": "V", "type": "BAET"}],
}
LINE = {
    "address": "Teststraat 1, 8500 Kortrijk", "kind": "coworking", "reason": "Rents out desks.",
    "link": "https://example.org/", "since": "2025-01-01",
}  # fmt: skip


def severities(kind: Kind) -> dict[str, float]:
    register = Register(at=DAY, first_day=DAY)
    fill(register, 0, CONTENT)
    bench = workbench(register)
    shared = bench.table("building").filter(lambda t: t.n_seats == 2)
    bench.keep(
        LISTED,
        shared.select(
            listed_key="building_key", kind=ibis.literal(kind), reason=ibis.literal("Bedrijvencentrum")
        ),
    )
    inputs = Inputs(bench, DAY, DAY)
    indicator = indicators()["zetel_domiciliatie"]
    found = indicator.hits(inputs, indicator.settings())
    evidence = indicator.evidence(inputs, indicator.settings(), found)
    assert evidence.count().execute() == 2 * found.count().execute()
    rows = found.select("enterprise", "severity").to_pyarrow().to_pylist()
    symbols = {number: symbol for (_, symbol), number in register.numbers.items()}
    return {symbols[row["enterprise"]]: row["severity"] for row in rows}


def test_a_listed_business_centre_is_a_hit_and_half_with_an_own_unit() -> None:
    assert severities("business_centre") == {"A": 1.0, "B": 0.5}


def test_a_listed_public_service_is_no_domiciliation() -> None:
    assert severities("public_service") == {}


def test_an_address_as_people_write_it_reaches_the_building_of_the_register() -> None:
    register = Register(at=DAY, first_day=DAY)
    fill(register, 0, CONTENT)
    row = SHEET.row(LINE, DAY)
    street = str(register.standing["address"][0]["street_nl"])
    register.records["shared_address"] = [row | {"street": street.upper(), "seen": DAY}]
    inputs = Inputs(workbench(register), DAY, DAY)
    indicator = indicators()["zetel_domiciliatie"]
    found = indicator.hits(inputs, indicator.settings()).select("severity").to_pyarrow().to_pylist()
    assert sorted(line["severity"] for line in found) == [0.5, 1.0]
