"""GLEIF level 2: who consolidates whom. Golden copy of the RR-CDF, CC0; names and numbers come from `gleif`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.sources.card import record_card
from knipperlicht.sources.golden_copies import batches, day_cell, day_of, first_bytes, lei
from knipperlicht.sources.records import Delivery, Source, Table

CHILD, CHILD_TYPE, PARENT, PARENT_TYPE, KIND, STATUS, PUBLISHED = COLUMNS = (
    "Relationship.StartNode.NodeID", "Relationship.StartNode.NodeIDType", "Relationship.EndNode.NodeID",
    "Relationship.EndNode.NodeIDType", "Relationship.RelationshipType", "Relationship.RelationshipStatus",
    "Registration.RegistrationStatus",
)  # fmt: skip
PERIODS = tuple(
    tuple(f"Relationship.Period.{place}.{name}" for name in ("startDate", "endDate", "periodType"))
    for place in (1, 2, 3)
)
KINDS = {
    "IS_DIRECTLY_CONSOLIDATED_BY": "direct",
    "IS_ULTIMATELY_CONSOLIDATED_BY": "ultimate",
    "IS_INTERNATIONAL_BRANCH_OF": "branch",
}
"""Relations between funds, their managers and feeders are skipped."""
ACTIVE, STANDS = "ACTIVE", "RELATIONSHIP_PERIOD"
RELATION = Table(
    name="gleif_relation",
    schema=pa.schema([
        ("child", pa.string()), ("kind", pa.string()), ("parent", pa.string()), ("active", pa.bool_()),
        ("since", pa.date32()), ("until", pa.date32()), ("registration", pa.string()),
    ]),
    key=("child", "kind", "parent"),
)  # fmt: skip


def relation_row(cells: dict[str, str]) -> dict[str, Any] | None:
    """A row of `gleif_relation`; None for a kind we skip or a node that has no LEI. Raises RowError or DayError."""
    kind = KINDS.get(cells[KIND])
    if kind is None or (cells[CHILD_TYPE], cells[PARENT_TYPE]) != ("LEI", "LEI"):
        return None
    since, until = next(
        ((cells[first], cells[last]) for first, last, what in PERIODS if cells[what] == STANDS), ("", "")
    )
    return {
        "child": lei(cells[CHILD]), "kind": kind, "parent": lei(cells[PARENT]), "active": cells[STATUS] == ACTIVE,
        "since": day_cell(since), "until": day_cell(until), "registration": cells[PUBLISHED] or None,
    }  # fmt: skip


def deliver(path: Path, today: date) -> Delivery:
    """The whole golden copy of the day in its name."""
    columns = (*COLUMNS, *(name for period in PERIODS for name in period))
    return Delivery(
        day=day_of(path, today),
        batches=batches(path, table=RELATION.name, columns=columns, row=relation_row),
    )


def recognises(path: Path) -> bool:
    """The header of an RR-CDF file; never raises."""
    start = first_bytes(path)
    return b"Relationship.StartNode.NodeID" in start and b"Relationship.RelationshipType" in start


SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="list",
    tables=(RELATION,),
    recognises=recognises,
    deliver=deliver,
)
