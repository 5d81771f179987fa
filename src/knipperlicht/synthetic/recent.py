"""A synthetic series that ends on a chosen day, as the register of someone who fetched it that day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .daily import MONTHLY, synthesize_daily_update
from .days import snapshot_before
from .synthesis import FIRST_DAY, synthesize

DAYS_IN_A_MONTH = 30


def synthesize_until(
    last: date, *, enterprises: int, months: int, out: Path, seed: int = 1, territory: str = "west-vlaanderen"
) -> None:
    """Write `months` monthly updates, the newest before the day `last`, and one more update of that day itself.

    A series longer than the synthetic calendar reaches back starts where that begins, and ends when it ends.
    """
    newest = first = snapshot_before(last)
    for _ in range(months):
        first = snapshot_before(first)
    fits = first >= FIRST_DAY
    synthesize(
        enterprises=enterprises, months=months, seed=seed, out=out, territory=territory,
        first_day=first if fits else FIRST_DAY, other_sources=True,
    )  # fmt: skip
    if fits:
        changed = max(1, round(MONTHLY * enterprises * (last - newest).days / DAYS_IN_A_MONTH))
        synthesize_daily_update(series=out, changed=changed, on=last)
