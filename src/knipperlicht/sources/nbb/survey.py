"""First look at a file: all deposits that its reference lists name. Filings do not say whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.nbb.archive import Part, PartKind, parts
from knipperlicht.sources.nbb.coverage import Answer, answer
from knipperlicht.sources.nbb.deposit import (
    EURO,
    Deposit,
    Unreadable,
    check_years,
    make_deposit,
    refused,
    schemes,
)  # fmt: skip
from knipperlicht.sources.nbb.json_items import check_names, folded, read_items
from knipperlicht.sources.records import Refused

MAX_DEPOSITS = 1_000_000
LEFT_OUT: dict[PartKind, str] = {
    "pdf": "deposits are PDF, which has no figures as data; only what the lists say of them is known",
    "xbrl": "deposits are XBRL as XML, which is not read; ask for application/x.jsonxbrl, or x.zip+json of a day",
    "other": "parts are neither references nor accounts; left out",
}
"""What is said of parts that hold no figures for us."""
NEEDS = frozenset({"referencenumber", "depositdate", "exercisedates", "modeltype", "enterprisenumber"})
MAY = frozenset(
    {
        "deposittype", "language", "currency", "enterprisename", "address", "legalform", "legalsituation",
        "fullfilllegalvalidation", "activitycode", "generalassemblydate", "accountingdataurl", "dataversion",
        "improvementdate", "correcteddata",
    }
)  # fmt: skip


@dataclass(kw_only=True)
class Survey:
    """Deposits by reference number, items refused, lists that are whole, how many parts of each kind, how many repeated."""

    deposits: dict[str, Deposit] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    parts: dict[PartKind, int] = field(default_factory=dict)
    repeated: int = 0

    def notes(self) -> Iterator[str]:
        """What the user should know of it."""
        for kind, said in LEFT_OUT.items():
            if many := self.parts.get(kind):
                yield f"{many} {said}"
        if self.repeated:
            yield f"{self.repeated} references stand more than once, the same each time"
        if foreign := sum((d.currency or EURO) != EURO for d in self.deposits.values()):
            yield f"{foreign} deposits are not in euro; their figures are left out"
        if unknown := sorted({d.model for d in self.deposits.values()} - schemes().keys()):
            yield f"models that are not in our table, taken as “other”: {', '.join(unknown[:20])}"


def survey(path: Path, today: date) -> Survey:
    """Read all lists of a file; raises UnusableFile where there is nothing of use."""
    found = Survey()
    for part in parts(path):
        found.parts[part.kind] = found.parts.get(part.kind, 0) + 1
        if part.kind == "references":
            _read_list(path, part, found, today)
    if not found.deposits and not found.refused and not found.answers and "table" not in found.parts:
        what = ", ".join(f"{count} × {kind}" for kind, count in sorted(found.parts.items())) or "nothing"
        raise UnusableFile(
            f"{path}: expected a list of references (ReferenceNumber, DepositDate, EnterpriseNumber, …), found {what}. "
            "Filings do not say whose they are: put the references of the same deposits into one zip with them."
        )
    return found


def _read_list(path: Path, part: Part, found: Survey, today: date) -> None:
    place, owners = 0, []
    for place, item in enumerate(read_items(part), start=1):
        try:
            if not isinstance(item, dict):
                raise Unreadable("the item is not an object")
            fields: dict[str, Any] = folded(item)
            check_names(part, fields, needs=NEEDS, may=MAY)
            deposit = make_deposit(fields)
            if deposit.deposit_date is not None and deposit.deposit_date > today:
                raise Unreadable("the day of deposit lies in the future")
            check_years(deposit, today)
            owners.append(deposit.enterprise)
            first = found.deposits.setdefault(deposit.reference, deposit)
            if first != deposit:
                raise Unreadable("this deposit stands twice in the file, not the same; the first counts")
            found.repeated += first is not deposit
        except Unreadable as error:
            found.refused.append(refused(f"{part.where} item {place}", error, item))
        if len(found.deposits) > MAX_DEPOSITS or len(found.refused) > MAX_DEPOSITS:
            raise UnusableFile(f"{path}: names more than {MAX_DEPOSITS:,} deposits; split it.")
    whole = answer(part.where, owners=owners, today=today)
    # An item that cannot be read may be the very deposit that would else seem to be missing.
    if whole is not None and len(owners) == place:
        found.answers.append(whole)
