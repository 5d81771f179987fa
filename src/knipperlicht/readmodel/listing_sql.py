"""The few pieces that conditions of a list are put together from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Condition:
    """SQL with a `?` for each of `parameters`, in their order."""

    sql: str
    parameters: list[Any]


def among(expression: str, values: Collection[Any]) -> Condition:
    """`expression` is one of `values`; false when there are none."""
    marks = ", ".join("?" * len(values))
    return Condition(f"{expression} IN ({marks})" if values else "false", list(values))


def all_of(parts: Sequence[Condition]) -> Condition:
    """Every part holds."""
    sql = " AND ".join(f"({part.sql})" for part in parts) or "true"
    return Condition(sql, [value for part in parts for value in part.parameters])


def in_subselect(table: str, parts: Sequence[Condition]) -> Condition:
    """The enterprise of `score s` has a row in `table` for which every part holds."""
    held = all_of(parts)
    return Condition(f"s.enterprise IN (SELECT enterprise FROM {table} WHERE {held.sql})", held.parameters)
