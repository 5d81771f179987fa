"""Addresses with a public reason why many companies share them, as building keys.

They pass through the same normalisation as the register's addresses, as rows with a negative entity,
so that both sides are written the same way.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.reference.allowlist import address_allowlist
from knipperlicht.sources.kbo_opendata.layout import ADDRESS
from knipperlicht.warehouse.workbench import Workbench

LISTED = "allowed_building"


def allowlist_rows() -> ir.Table:
    """The list in the columns of `register_address` plus valid_from and valid_to; entity is -1, -2 and so on."""
    schema = {c.field: {"BIGINT": "int64", "DATE": "date"}.get(c.sql_type, "string") for c in ADDRESS.columns}
    schema |= {"valid_from": "date", "valid_to": "date"}
    rows = [
        dict.fromkeys(schema) | {
            "entity": -index, "type_of_address": "LIST", "zipcode": entry.zipcode, "street_nl": entry.street,
            "house_number": entry.house_number,
        }
        for index, entry in enumerate(address_allowlist(), start=1)
    ]  # fmt: skip
    return ibis.memtable(rows, schema=schema)


def keep_allowed_buildings(bench: Workbench, listed: ir.Table) -> None:
    """`allowed_building`: listed_key, kind, reason, once per building, from the keyed rows of the list."""
    entries = ibis.memtable(
        [
            {"number": -index, "kind": entry.kind, "reason": entry.reason}
            for index, entry in enumerate(address_allowlist(), start=1)
        ],
        schema={"number": "int64", "kind": "string", "reason": "string"},
    )
    named = listed.inner_join(entries, listed.entity == entries.number)
    named = named.filter(named.building_key.notnull())
    bench.keep(
        LISTED,
        named.group_by(listed_key="building_key").agg(kind=named.kind.min(), reason=named.reason.min()),
    )


def allowed_buildings(bench: Workbench) -> ir.Table:
    """listed_key, kind and reason of every address on the public list."""
    return bench.table(LISTED)
