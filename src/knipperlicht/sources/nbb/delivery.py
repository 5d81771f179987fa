"""From a file to rows: first all deposits it names, then the accounts, each beside its deposit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.nbb.archive import Part, parts
from knipperlicht.sources.nbb.deposit import EURO, Deposit, Unreadable, make_deposit, schemes
from knipperlicht.sources.nbb.figures import PERIODS, read_figures
from knipperlicht.sources.nbb.json_items import folded, read_items, read_object
from knipperlicht.sources.nbb.layout import FILING, OFFICER, PARTICIPATION, REFERENCE, SHAREHOLDER
from knipperlicht.sources.nbb.people import officers, participations, shareholders
from knipperlicht.sources.records import Batch, Delivery, Refused

BATCH = 2000
MAX_DEPOSITS = 1_000_000
REFERENCE_NEEDS = frozenset(
    {"referencenumber", "depositdate", "exercisedates", "modeltype", "enterprisenumber"}
)
REFERENCE_MAY = frozenset(
    {
        "deposittype", "language", "currency", "enterprisename", "address", "legalform", "legalsituation",
        "fullfilllegalvalidation", "activitycode", "generalassemblydate", "accountingdataurl", "dataversion",
        "improvementdate", "correcteddata",
    }
)  # fmt: skip
FILING_NEEDS = frozenset({"referencenumber", "rubrics"})
FILING_MAY = frozenset(
    {
        "enterprisename", "address", "legalform", "jointcommittees", "administrators", "participatinginterests",
        "shareholders",
    }
)  # fmt: skip
RUBRIC_NAMES = (("Code", "Value", "Period"), ("code", "value", "period"))
RUBRIC_MAY = frozenset({"code", "value", "period", "datatype", "typeamount"})


def deliver(path: Path, today: date) -> Delivery:
    """What one file brings; see `records.Source`. Its day is that of the newest deposit it names."""
    deposits, refused, skipped = _survey(path)
    newest = max((d.deposit_date for d in deposits.values() if d.deposit_date), default=today)
    return Delivery(
        day=min(newest, today),
        batches=_batches(path, deposits, refused),
        notes=tuple(_notes(deposits, skipped)),
    )


def _survey(path: Path) -> tuple[dict[str, Deposit], list[Refused], int]:
    """All deposits that the file's lists name, the rows refused, and how many parts are of no use."""
    deposits: dict[str, Deposit] = {}
    refused: list[Refused] = []
    filings = skipped = 0
    for part in parts(path):
        filings += part.kind == "filing"
        skipped += part.kind in ("other", "table")
        if part.kind != "references":
            continue
        for place, item in enumerate(read_items(part), start=1):
            try:
                deposit = make_deposit(_reference(part, item))
                if deposits.setdefault(deposit.reference, deposit) is not deposit:
                    raise Unreadable("this deposit stands twice in the file; the first counts")
            except Unreadable as error:
                refused.append(
                    Refused(where=f"{part.where} item {place}", reason=str(error), content=str(item))
                )
            if len(deposits) > MAX_DEPOSITS:
                raise UnusableFile(f"{path}: names more than {MAX_DEPOSITS:,} deposits; split it.")
    if not deposits and not refused:
        found = f"{filings} filings" if filings else "nothing we know"
        raise UnusableFile(
            f"{path}: expected a list of references (ReferenceNumber, DepositDate, EnterpriseNumber, …), found {found}. "
            "Filings do not say whose they are: put the references of the same deposits into one zip with them."
        )
    return deposits, refused, skipped


def _reference(part: Part, item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise Unreadable("the item is not an object")
    fields: dict[str, Any] = folded(item)
    _check_names(part, fields, REFERENCE_NEEDS, REFERENCE_MAY)
    return fields


def _check_names(part: Part, fields: dict[str, Any], needs: frozenset[str], may: frozenset[str]) -> None:
    if missing := needs - fields.keys():
        raise UnusableFile(
            f"{part.where}: {', '.join(sorted(missing))} is missing; this is another layout than we read."
        )
    if stray := fields.keys() - needs - may:
        raise UnusableFile(
            f"{part.where}: {', '.join(sorted(stray)[:5])} is unknown; this is another layout than we read."
        )


def _notes(deposits: dict[str, Deposit], skipped: int) -> Iterator[str]:
    if skipped:
        yield f"{skipped} parts are neither references nor filings in JSON; left out"
    if foreign := sum((d.currency or EURO) != EURO for d in deposits.values()):
        yield f"{foreign} deposits are not in euro; their figures are left out"
    if unknown := sorted({d.model for d in deposits.values()} - schemes().keys()):
        yield f"models that are not in our table, taken as “other”: {', '.join(unknown[:20])}"


def _batches(path: Path, deposits: dict[str, Deposit], refused: list[Refused]) -> Iterator[Batch]:
    rows = list(deposits.values())
    for start in range(0, len(rows), 50_000):
        yield Batch(table=REFERENCE.name, rows=_table(rows[start : start + 50_000]))
    if refused:
        yield Batch(table=REFERENCE.name, rows=[], refused=refused)
    held = _Held()
    seen: set[str] = set()
    for part in parts(path):
        if part.kind != "filing":
            continue
        content = read_object(part)
        try:
            _take(part, content, deposits, seen, held)
        except Unreadable as error:
            held.refuse(
                FILING.name, Refused(where=part.where, reason=str(error), content=str(content)[:2000])
            )
        if held.full():
            yield from held.empty()
    yield from held.empty()


def _table(deposits: list[Deposit]) -> pa.Table:
    names = REFERENCE.schema.names
    columns = [[getattr(deposit, name) for deposit in deposits] for name in names]
    return pa.table(
        [pa.array(values, kind) for values, kind in zip(columns, REFERENCE.schema.types, strict=True)], names
    )


class _Held:
    """Rows of the tables of filings until there are enough for a batch."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._refused: dict[str, list[Refused]] = {}

    def add(self, table: str, row: dict[str, Any]) -> None:
        self._rows.setdefault(table, []).append(row)

    def refuse(self, table: str, refused: Refused) -> None:
        self._refused.setdefault(table, []).append(refused)

    def full(self) -> bool:
        return len(self._rows.get(FILING.name, ())) >= BATCH

    def empty(self) -> Iterator[Batch]:
        for table in sorted(self._rows.keys() | self._refused.keys()):
            yield Batch(table=table, rows=self._rows.pop(table, []), refused=self._refused.pop(table, []))


def _take(
    part: Part, content: dict[str, Any], deposits: dict[str, Deposit], seen: set[str], held: _Held
) -> None:
    rubrics = content.pop("Rubrics", content.pop("rubrics", None))
    fields: dict[str, Any] = folded(content)
    _check_names(part, {**fields, "rubrics": rubrics}, FILING_NEEDS, FILING_MAY)
    deposit = deposits.get(str(fields["referencenumber"]))
    if deposit is None:
        raise Unreadable("no list in the same file names this deposit, so whose it is cannot be known")
    if deposit.reference in seen:
        raise Unreadable("the accounts of this deposit stand twice in the file; the first count")
    seen.add(deposit.reference)
    euro = (deposit.currency or EURO) == EURO
    figures = read_figures(_rubrics(part, rubrics), euro=euro, group=deposit.consolidated)
    held.add(FILING.name, {name: getattr(deposit, name) for name in REFERENCE.schema.names} | figures)
    for table, read, given in (
        (OFFICER.name, officers, fields.get("administrators")),
        (PARTICIPATION.name, participations, fields.get("participatinginterests")),
        (SHAREHOLDER.name, shareholders, fields.get("shareholders")),
    ):
        try:
            for row in read(deposit, given):
                if isinstance(row, Unreadable):
                    raise row
                held.add(table, row)
        except Unreadable as error:
            held.refuse(table, Refused(where=part.where, reason=str(error), content=str(given)[:2000]))


def _rubrics(part: Part, given: Any) -> Iterator[tuple[str, object, str]]:
    if not isinstance(given, list):
        raise Unreadable("Rubrics is not a list")
    if not given:
        return
    if not isinstance(given[0], dict):
        raise Unreadable("a rubric is not an object")
    names = RUBRIC_NAMES[0] if "Code" in given[0] else RUBRIC_NAMES[1]
    if stray := {name.lower() for name in given[0]} - RUBRIC_MAY:
        raise UnusableFile(
            f"{part.where}: {sorted(stray)[0]} of a rubric is unknown; this is another layout than we read."
        )
    code_name, value_name, period_name = names
    for rubric in given:
        try:
            code, value, period = rubric[code_name], rubric[value_name], rubric[period_name]
        except (KeyError, TypeError) as error:
            raise Unreadable("a rubric lacks its code, its value or its period") from error
        if period not in PERIODS or not isinstance(code, str):
            raise Unreadable(f"a rubric has the period {str(period)[:20]!r}; N and NM1 are known")
        yield code, value, period
