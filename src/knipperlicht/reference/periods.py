"""Values of law that hold from one day to another: what every such list must keep to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from pydantic import Field

from knipperlicht.reference.files import ReferenceFileError, Strict


class Period(Strict):
    """First and last day on which a value holds; `to` is None for the one that holds today."""

    since: date = Field(alias="from")
    until: date | None = Field(alias="to")


AnyPeriod = TypeVar("AnyPeriod", bound=Period)


def require_unbroken(*, file: str, what: str, periods: Sequence[Period]) -> None:
    """Raise unless the periods, in the order of the file, follow each other to the day and the last one is open."""
    for before, after in pairwise(periods):
        if before.until is None or before.until + timedelta(days=1) != after.since:
            raise ReferenceFileError(file=file, reason=f"{what}: a gap or overlap before {after.since}")
    if periods and periods[-1].until is not None:
        raise ReferenceFileError(file=file, reason=f"{what}: nothing holds after {periods[-1].until}")


def on_day(periods: Sequence[AnyPeriod], day: date) -> AnyPeriod | None:
    """The value that holds on a day; None before the first one."""
    return next((p for p in reversed(periods) if p.since <= day), None)
