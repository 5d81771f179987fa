"""One deposit as the reference lists name it: who deposited which accounts, when."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from knipperlicht.core.marks import has_control
from knipperlicht.core.numbers import is_valid_number
from knipperlicht.sources.records import Refused

EURO = "EUR"
INITIAL = "initial"
_REFERENCE = re.compile(r"[0-9]{4}-[0-9]{1,12}", re.ASCII)


class Unreadable(ValueError):
    """A row that cannot be taken; the text is the reason, as a sentence."""


def refused(where: str, error: Unreadable, content: object) -> Refused:
    """What is kept of a row that cannot be taken."""
    try:
        shown = str(content)
    except RecursionError:
        shown = ""
    clean = (t.encode("utf-8", "backslashreplace").decode() for t in (where, str(error), shown[:2000]))
    return Refused(**dict(zip(("where", "reason", "content"), clean, strict=True)))


@dataclass(frozen=True, slots=True)
class Deposit:
    """The columns that `nbb_reference` and `nbb_filing` share, in their order."""

    enterprise: int
    reference: str
    deposit_date: date | None
    start_date: date | None
    end_date: date
    assembly_date: date | None
    model: str
    scheme: str
    consolidated: bool
    correction: bool
    language: str | None
    currency: str | None
    legal_form: str | None
    activity_code: str | None


@cache
def schemes() -> dict[str, str]:
    """Scheme by model code, from `models.csv`."""
    with (Path(__file__).parent / "models.csv").open(encoding="utf-8", newline="") as file:
        return {row["model"]: row["scheme"] for row in csv.DictReader(file)}


def make_deposit(fields: Mapping[str, Any]) -> Deposit:
    """A deposit from the fields of a reference, names in lower case. Raises Unreadable."""
    years = fields["exercisedates"]
    if not isinstance(years, dict):
        raise Unreadable("ExerciseDates is not an object with a start and an end")
    model = model_code(fields["modeltype"])
    scheme = schemes().get(model, "other")
    return Deposit(
        enterprise_number(fields["enterprisenumber"]),
        reference_number(fields["referencenumber"]),
        day(fields["depositdate"], "DepositDate"),
        day(years.get("startdate"), "startDate"),
        day(years.get("enddate"), "endDate", needed=True) or date.min,
        day(fields.get("generalassemblydate"), "GeneralAssemblyDate"),
        model,
        scheme,
        scheme == "consolidated",
        (text(fields.get("deposittype"), "DepositType") or INITIAL).lower() != INITIAL,
        text(fields.get("language"), "Language"),
        text(fields.get("currency"), "Currency") or EURO,
        text(fields.get("legalform"), "LegalForm"),
        text(fields.get("activitycode"), "ActivityCode"),
    )


def check_years(deposit: Deposit, today: date) -> None:
    """Raises Unreadable where the days contradict each other: nobody can deposit the accounts of a year that still runs."""
    if deposit.end_date > (deposit.deposit_date or today):
        raise Unreadable(f"the financial year ends on {deposit.end_date}, after its deposit")
    if deposit.start_date is not None and deposit.start_date > deposit.end_date:
        raise Unreadable(f"the financial year begins on {deposit.start_date}, after its end")


def enterprise_number(value: object) -> int:
    """An enterprise number of ten digits, with or without dots; raises Unreadable."""
    digits = value.replace(".", "") if isinstance(value, str) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) in (9, 10)):
        raise Unreadable("the enterprise number does not have ten digits")
    number = int(digits)
    if number >= 2_000_000_000 or not is_valid_number(number):
        raise Unreadable("the check digits of the enterprise number do not match")
    return number


def reference_number(value: object) -> str:
    """A reference number, YYYY-NNNNNNNN; raises Unreadable."""
    if not isinstance(value, str) or _REFERENCE.fullmatch(value) is None:
        raise Unreadable("the reference number does not look like 2025-00123456")
    return value


def model_code(value: object) -> str:
    """`m02` of `m02-f`; raises Unreadable."""
    name = text(value, "ModelType")
    if name is None:
        raise Unreadable("ModelType is empty")
    return name.lower().partition("-")[0]


@lru_cache(maxsize=50_000)
def _day(value: str) -> date:
    return date.fromisoformat(value[:10])


def day(value: object, name: str, *, needed: bool = False) -> date | None:
    """A day written yyyy-mm-dd, maybe with a time behind it; raises Unreadable."""
    if value is None or value == "":
        if needed:
            raise Unreadable(f"{name} is empty")
        return None
    if isinstance(value, str) and len(value) <= 40:
        try:
            return _day(value)
        except ValueError:
            pass
    raise Unreadable(f"{name} is not a day")


def text(value: object, name: str) -> str | None:
    """A short text or nothing; raises Unreadable."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 2000:
        raise Unreadable(f"{name} is not a text")
    if has_control(value):
        raise Unreadable(f"{name} holds a control character or half a character")
    return value.strip() or None
