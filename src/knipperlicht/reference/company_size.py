"""How large a company may be and still be small or micro, per financial year; the list is `company_size.yml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field, TypeAdapter

from knipperlicht.reference.files import read_yaml
from knipperlicht.reference.periods import Period, on_day, require_unbroken

Size = Literal["micro", "small"]
Body = Literal["company", "group", "association"]


class SizeCriteria(Period):
    """One line of the list. Amounts in whole euros; `since` and `until`: first day of the financial year."""

    size: Size
    body: Body
    article: str
    fte: int = Field(gt=0)
    turnover: int = Field(gt=0)
    total_assets: int = Field(gt=0)


@cache
def size_criteria(*, size: Size, body: Body = "company") -> tuple[SizeCriteria, ...]:
    """The criteria of one size, oldest first; raises when their periods do not follow each other."""
    rows = TypeAdapter(tuple[SizeCriteria, ...]).validate_python(read_yaml("company_size.yml"))
    found = tuple(row for row in rows if (row.size, row.body) == (size, body))
    require_unbroken(file="company_size.yml", what=f"{size} {body}", periods=found)
    return found


def size_criteria_on(*, size: Size, day: date, body: Body = "company") -> SizeCriteria | None:
    """The criteria for a financial year that starts on `day`; None for years before the list."""
    return on_day(size_criteria(size=size, body=body), day)
