"""The most that may be fined (GAS-wet, art. 4), by the day of the breach. A new row for every change of the law; rows never change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.steps import Tag, Text


@dataclass(frozen=True, kw_only=True)
class Maximum:
    """In cents, for breaches from `since` on; `minor` is for those of 14 and older."""

    since: date
    adult: int
    minor: int
    source: str
    tag: Tag = Tag.LAW
    question: Text = ""


MAXIMA = (
    Maximum(
        since=date(2014, 1, 1), adult=35_000, minor=17_500, source="W. 24-6-2013", tag=Tag.MEMORY,
        question=_("The day on which the Act of 24 June 2013 took effect was not verified."),
    ),
    Maximum(
        since=date(2024, 1, 8), adult=50_000, minor=17_500, source="W. 11-12-2023, B.S. 29-12-2023", tag=Tag.ASSUMPTION,
        question=_("The higher maximum is taken to apply from the tenth day after the publication of 29 December 2023."),
    ),
)  # fmt: skip


def maximum(*, breach: date, minor: bool) -> int | None:
    """The most in cents for a breach on a day; None before the first row."""
    row = next((row for row in reversed(MAXIMA) if row.since <= breach), None)
    return None if row is None else row.minor if minor else row.adult
