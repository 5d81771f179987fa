"""How a CSV column becomes a typed value, in SQL: once for the fast way, once for the careful way.

Both ways share the rules of this module. Lengths are in characters.
"""

from __future__ import annotations

from collections.abc import Iterator

from knipperlicht.engine import literal
from knipperlicht.sources.kbo_opendata.layout import Column, Table

NUMBERS = ("entity", "enterprise", "establishment", "branch")
"""Kinds of column that hold a number of the register."""

FIRST_DIGIT = {
    "enterprise": "IN (0, 1)",
    "establishment": "= 2",
    "branch": "= 9",
    "entity": "IN (0, 1, 2, 9)",
}
WRITTEN = {"enterprise": "= 12", "establishment": "= 13", "branch": "= 13", "entity": "BETWEEN 12 AND 13"}
"""Length with dots: 0123.456.789, 2.123.456.789."""


def guarded(column: Column, enums: dict[str, str]) -> str:
    """SQL that reads one column and raises on any doubt. `enums` maps code categories to enum types."""
    name = f'"{column.register}"'
    if column.kind == "date":
        value = f"strptime({name}, '%d-%m-%Y')::DATE"
    elif column.kind in NUMBERS:
        value = f"replace({name}, '.', '')::BIGINT"
        value = f"CASE WHEN strlen({name}) {WRITTEN[column.kind]} THEN {value} ELSE error('number') END"
    elif column.kind == "code":  # lengths of codes: see codes.Tally
        value = f"{name}::{enums[column.category]}" if column.category in enums else name
    else:
        fits = f"strlen({name}) <= {column.limit} OR length({name}) <= {column.limit}"
        value = f"CASE WHEN {fits} OR {name} IS NULL THEN {name} ELSE error('long') END"
    if not column.required:
        value = f"CASE WHEN {name} IS NOT NULL THEN {value} END"
    return f"{value} AS {column.field}"


def lenient(column: Column) -> str:
    """SQL that reads one column, NULL where it cannot."""
    name = f'"{column.register}"'
    if column.kind == "date":
        return f"try_strptime({name}, '%d-%m-%Y')::DATE AS {column.field}"
    if column.kind in NUMBERS:
        return f"try_cast(replace({name}, '.', '') AS BIGINT) AS {column.field}"
    return f"{name} AS {column.field}"


def wrong_digits(column: Column) -> str:
    """SQL, true where a number read from `column` is of another kind than the column holds."""
    return f"({column.field} // 1000000000 {FIRST_DIGIT[column.kind]}) IS NOT TRUE"


def wrong_check(column: Column) -> str:
    """SQL, true where the check digits fail: the last two are 97 - (first eight mod 97). Branches have none."""
    value = column.field
    return f"({value} // 1000000000 <> 9 AND 97 - ({value} // 100) % 97 <> {value} % 100)"


def faults(table: Table) -> Iterator[tuple[str, str]]:
    """(SQL that is true for a bad row, reason) over raw and typed columns, in the order they are named."""
    for column in table.columns:
        name, value = f'"{column.register}"', column.field
        if column.required:
            yield f"{name} IS NULL", f"{column.register} is empty"
        if column.kind == "date":
            yield f"{name} IS NOT NULL AND {value} IS NULL", f"{column.register} is not a date dd-mm-yyyy"
        elif column.kind in NUMBERS:
            written = f"coalesce(strlen({name}) {WRITTEN[column.kind]}, false)"
            yield (
                f"NOT {written} OR {wrong_digits(column)}",
                f"{column.register} is not a number of the kind this column holds",
            )
            yield wrong_check(column), f"{column.register} fails the check digits (97 - first eight mod 97)"
        else:
            yield (
                f"length({name}) > {column.limit}",
                f"{column.register} is longer than {column.limit} characters",
            )


def verdict(table: Table) -> str:
    """SQL CASE with the first reason to refuse a row, or NULL."""
    return (
        "CASE " + " ".join(f"WHEN {test} THEN {literal(reason)}" for test, reason in faults(table)) + " END"
    )
