"""Calendar days as the registers write them, and distances between them. The clock is always passed in."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import ClassVar, Literal

Language = Literal["nl", "fr", "en"]

_BELGIAN = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class DayError(ValueError):
    """A text that is no calendar day. Carries `value`."""

    sentences: ClassVar[dict[Language, str]] = {
        "nl": "“{value}” is geen datum; schrijf dd-mm-jjjj of jjjj-mm-dd.",
        "fr": "« {value} » n'est pas une date ; écrivez jj-mm-aaaa ou aaaa-mm-jj.",
        "en": "“{value}” is not a date; write dd-mm-yyyy or yyyy-mm-dd.",
    }

    def __init__(self, *, value: str) -> None:
        self.value = value
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """One sentence for people in `language`."""
        return self.sentences[language].format(value=self.value)


def parse_day(text: str) -> date:
    """Read `dd-mm-yyyy` (KBO Open Data; also with / or .) or ISO `yyyy-mm-dd`; raises DayError."""
    bare = text.strip()
    if found := _ISO.fullmatch(bare):
        year, month, day = (int(part) for part in found.groups())
    elif found := _BELGIAN.fullmatch(bare):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise DayError(value=text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DayError(value=text) from error


def format_day(day: date) -> str:
    """The Belgian writing, `dd-mm-yyyy`."""
    return day.strftime("%d-%m-%Y")


def months_between(*, start: date, end: date) -> int:
    """Whole months from `start` to `end`; negative when `end` comes first.

    A month is complete on the same day of the month, or on the last day of a shorter month.
    """
    if end < start:
        return -months_between(start=end, end=start)
    months = (end.year - start.year) * 12 + end.month - start.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months if end.day >= min(start.day, last) else months - 1


def add_months(*, day: date, months: int) -> date:
    """The same day `months` later (or earlier), cut to the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
