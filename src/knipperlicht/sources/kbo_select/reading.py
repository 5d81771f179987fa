"""A KBO Select export as mandates with a number of their holder.

An export is one table in which everything a company has is multiplied out, so the same mandate stands in many lines; it
is taken once. What is not about mandates is not read: bank accounts, addresses, telephone numbers stay in the file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.core.clock import parse_day
from knipperlicht.core.marks import LONGEST, has_control
from knipperlicht.core.numbers import NumberKind, number_kind, parse_number
from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_select.columns import KNOWN, NEEDED, STRUCK, STRUCK_SINCE
from knipperlicht.sources.kbo_select.lines import columns_of, decoded, delimiter, read_lines
from knipperlicht.sources.records import Batch, Delivery, Refused, Table

HEAD = 2**16
BATCH = 50_000
PERSON = re.compile(r"[0-9]{1,11}")
ENTERPRISE = Table(
    name="select_enterprise",
    schema=pa.schema([("enterprise", pa.int64()), ("struck", pa.string()), ("struck_date", pa.date32())]),
    key=("enterprise",),
)
MANDATE = Table(
    name="select_mandate",
    schema=pa.schema(
        [
            ("enterprise", pa.int64()), ("function", pa.string()), ("identity", pa.string()), ("start_date", pa.date32()),
            ("function_name", pa.string()), ("holder_kind", pa.string()), ("holder", pa.int64()),
            ("holder_name", pa.string()),
        ]
    ),
    key=("enterprise", "function", "identity", "start_date"),
    keyed=("identity",),
)  # fmt: skip
"""`holder_kind`: person (with a number), named (a person without one) or entity. `identity`: keyed hash of the person
number, of the enterprise number, or, for `named`, of company and name, so that it never meets that of another company."""


def recognises(path: Path) -> bool:
    """By the first line; never raises."""
    try:
        if path.is_dir():
            return False
        with path.open("rb") as file:
            names = set(columns_of(decoded(file.readline(HEAD))))
        return {"Ondernemingsnummer", "Functiecode"} <= names or len(names & KNOWN) >= 8
    except (OSError, csv.Error):
        return False


def deliver(path: Path, today: date) -> Delivery:
    """The export carries no day of its own: it is of the day on which it is taken in."""
    with path.open("rb") as file:
        names = columns_of(decoded(file.readline(HEAD)))
    if missing := [name for name in NEEDED if name not in names]:
        raise UnusableFile(
            f"{path}: a KBO Select export with mandates was expected; the columns {', '.join(missing)} are missing. Choose "
            "them when you make the list. Nothing was taken in."
        )
    if odd := [name for name in names if name not in KNOWN]:
        raise UnusableFile(
            f"{path}: KBO Select has no columns {', '.join(map(repr, odd[:5]))} as far as we know. Remove what was added "
            "by hand, or ask for a newer version of Knipperlicht. Nothing was taken in."
        )
    if len(set(names)) < len(names):
        raise UnusableFile(f"{path}: a column stands in it twice. Make the list again. Nothing was taken in.")
    return Delivery(day=today, batches=_batches(path, names))


def _batches(path: Path, names: list[str]) -> Iterator[Batch]:
    lines = read_lines(path)
    first = next(lines)
    reader = csv.DictReader(lines, fieldnames=names, delimiter=delimiter(first), strict=True)
    companies: list[dict[str, Any]] = []
    mandates: list[dict[str, Any]] = []
    refused: list[Refused] = []
    known: set[int] = set()
    seen: set[int] = set()
    try:
        for cells in reader:
            where, label = f"line {reader.line_num + 1}", cells.get("Ondernemingsnummer") or ""
            try:
                if None in cells or None in cells.values():
                    raise ValueError(f"{len(names)} fields were expected, the line has more or fewer")
                if any(has_control(cell) or len(cell) > LONGEST for cell in cells.values()):
                    raise ValueError("a field is absurdly long or holds a control character")
                company = _company(cells)
                row = _mandate(company["enterprise"], cells)
            except ValueError as error:
                refused.append(Refused(where=where, reason=str(error), content=f"Ondernemingsnummer {label}"))
                continue
            if company["enterprise"] not in known:
                known.add(company["enterprise"])
                companies.append(company)
            if row is not None and (mark := hash(tuple(row[name] for name in MANDATE.key))) not in seen:
                seen.add(mark)
                mandates.append(row)
            if len(mandates) + len(companies) + len(refused) >= BATCH:
                yield Batch(table=ENTERPRISE.name, rows=companies)
                yield Batch(table=MANDATE.name, rows=mandates, refused=refused)
                companies, mandates, refused = [], [], []
    except csv.Error as error:
        raise UnusableFile(
            f"{path}: line {reader.line_num + 1} is no CSV ({error}). Make the list again."
        ) from error
    yield Batch(table=ENTERPRISE.name, rows=companies)
    yield Batch(table=MANDATE.name, rows=mandates, refused=refused)


def _company(cells: dict[str, str]) -> dict[str, Any]:
    struck = (cells.get(STRUCK) or "").strip()
    return {
        "enterprise": _enterprise(cells["Ondernemingsnummer"]), "struck": struck.removesuffix(".0") or None,
        "struck_date": _day(cells.get(STRUCK_SINCE) or ""),
    }  # fmt: skip


def _mandate(enterprise: int, cells: dict[str, str]) -> dict[str, Any] | None:
    """None for a line without a function."""
    code = cells["Functiecode"].strip().removesuffix(".0")
    if not code:
        return None
    start = _day(cells["Begindatum functie"])
    if start is None:
        raise ValueError("Begindatum functie is empty; the register always has one")
    person = cells["Persoonsnummer functiehouder"].strip().removesuffix(".0")
    if person and not PERSON.fullmatch(person):
        raise ValueError("Persoonsnummer functiehouder is no number of at most eleven digits")
    company = cells["Ondernemingsnummer functiehouder"].strip()
    holder = _enterprise(company) if company else None
    names = (cells["Naam functiehouder"].strip(), cells["Voornaam functiehouder"].strip())
    name = ", ".join(part for part in names if part)
    if person.strip("0"):
        kind, identity = "person", person.zfill(11)
    elif holder is not None:
        kind, identity = "entity", str(holder)
    elif name:
        kind, identity = "named", f"{enterprise} {name.upper()}"
    else:
        raise ValueError("a function without a holder: no person number, name or enterprise number")
    return {
        "enterprise": enterprise, "function": code, "identity": identity, "start_date": start,
        "function_name": cells["Functie (NL)"].strip() or None, "holder_kind": kind, "holder": holder, "holder_name": name or None,
    }  # fmt: skip


def _enterprise(text: str) -> int:
    number = parse_number(text.strip().removesuffix(".0"))
    if number_kind(number) is not NumberKind.ENTERPRISE:
        raise ValueError(f"{text!r} is the number of an establishment, that of an enterprise was expected")
    return number


def _day(text: str) -> date | None:
    return parse_day(text.strip()[:10]) if text.strip() else None
