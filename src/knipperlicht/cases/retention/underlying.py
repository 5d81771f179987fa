"""Which fields of which steps are data that a decision rests on, and go before the file does (art. 119quinquies § 2 NGW)."""

from __future__ import annotations

from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Field, Kind, Step

KEPT = frozenset(
    {"start", "extend", "close", "stop", "propose", "decide", "review_decision", "lift", "finish"}
)
"""Steps of an integrity investigation that are a proposal or motivated decision: the Act keeps these five years."""
TELLING = frozenset({Kind.TEXT, Kind.LINES, Kind.DOCUMENT})
"""Kinds of fields in which anything may have been written."""


def is_underlying(kind: str, step: Step, field: Field) -> bool:
    """Whether a field goes with the underlying data.

    Of an integrity investigation the Act keeps identification, proposal and decision only: so whatever can tell more goes, marked by
    its table or not. Of other procedures no article says so: what is marked goes, and what is on offences.
    """
    if field.underlying:
        return True
    if kind == "integrity":
        return step.key not in KEPT and (field.criminal or field.kind in TELLING)
    return field.criminal


def underlying_fields(kind: str, step: str) -> frozenset[str]:
    """Names of the fields of a step that go with the underlying data."""
    known = procedure_of(kind).step(step)
    return frozenset(field.name for field in known.fields if is_underlying(kind, known, field))
