"""Placeholder so that the first version is exercised; the real cases follow."""

from __future__ import annotations

import ibis
import pyarrow as pa

from knipperlicht.warehouse.address import normalise_addresses

COLUMNS = (
    "entity", "type_of_address", "country_nl", "country_fr", "zipcode", "municipality_nl", "municipality_fr",
    "street_nl", "street_fr", "house_number", "box", "extra", "date_striking_off",
)  # fmt: skip


def test_a_plain_address_gets_its_keys() -> None:
    row = (1, "REGO", None, None, "8500", "Kortrijk", "Courtrai", "Voorbeeldstr.", None, "12 bus 3", None, None, None)
    schema = pa.schema([(name, pa.int64() if name == "entity" else pa.string()) for name in COLUMNS])
    table = pa.Table.from_pylist([dict(zip(COLUMNS, row, strict=True))], schema=schema)
    found = normalise_addresses(ibis.memtable(table)).to_pyarrow().to_pylist()[0]
    assert (found["nis"], found["building_key"], found["unit_key"]) == (
        "34022", "8500|voorbeeldstraat|12", "8500|voorbeeldstraat|12|3",
    )  # fmt: skip
