"""The table of one filing as the public site gives it: texts in quotes, first what it is, then rubric and value.

It has no header. Rows whose first text begins with a digit are rubrics; P behind a rubric is the preceding year. It
says no day of deposit and nobody's name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.nbb.archive import Part
from knipperlicht.sources.nbb.deposit import Deposit, Unreadable, check_years, make_deposit, refused
from knipperlicht.sources.nbb.filings import Found, filing_row
from knipperlicht.sources.nbb.layout import FILING

REFERENCE, ENTITY = "reference number", "entity number"
START, END = "accounting period start date", "accounting period end date"
MODEL, LANGUAGE, CURRENCY, DEPOSIT = "model code", "language", "currency", "deposit date"


def read_table(part: Part, deposits: Mapping[str, Deposit], seen: set[str], today: date) -> Iterator[Found]:
    """The row of one table; where a list names the same deposit, what that list says of it counts."""
    labels, rubrics = _read(part)
    try:
        deposit = deposits.get(labels[REFERENCE]) or _deposit(labels)
        check_years(deposit, today)
        if deposit.reference in seen:
            raise Unreadable("the accounts of this deposit stand twice in the file; the first count")
        seen.add(deposit.reference)
        yield FILING.name, filing_row(deposit, iter(rubrics))
    except Unreadable as error:
        yield FILING.name, refused(part.where, error, labels)


def _deposit(labels: Mapping[str, str]) -> Deposit:
    return make_deposit(
        {
            "referencenumber": labels[REFERENCE], "enterprisenumber": labels[ENTITY], "modeltype": labels[MODEL],
            "exercisedates": {"startdate": labels.get(START), "enddate": labels[END]},
            "depositdate": labels.get(DEPOSIT), "language": labels.get(LANGUAGE), "currency": labels.get(CURRENCY),
        }
    )  # fmt: skip


def _read(part: Part) -> tuple[dict[str, str], list[tuple[str, object, bool]]]:
    labels: dict[str, str] = {}
    rubrics: list[tuple[str, object, bool]] = []
    try:
        text = part.read().decode("utf-8-sig")
        for row in csv.reader(text.splitlines(), strict=True):
            if not row:
                continue
            name = row[0].strip()
            if name[:1].isdigit() and len(row) == 2:
                rubrics.append((name, row[1].strip() or None, False))
            elif name[:1].isdigit():
                raise UnusableFile(
                    f"{part.where}: expected a rubric and its value, found {len(row)} fields in the row of {name}."
                )
            else:
                labels.setdefault(name.lower(), row[1].strip() if len(row) > 1 else "")
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnusableFile(
            f"{part.where}: is not readable as a table ({error}). Download it again."
        ) from error
    if missing := {REFERENCE, ENTITY, END, MODEL} - labels.keys():
        raise UnusableFile(
            f"{part.where}: {', '.join(sorted(missing))} is missing; this is another layout than we read."
        )
    return labels, rubrics
