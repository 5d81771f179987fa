"""What the nightly job asks of the fetchers: all that the operator switched on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from knipperlicht.fetching.run import Night, fetch_all
from knipperlicht.fetching.waiting import Clock

Say = Callable[[str], None]


def fetch(root: Path, *, today: date, now: Callable[[], datetime], say: Say) -> Night:
    """Files that now wait in the inbox, and the names of the sources that failed; their sentences were said."""
    return fetch_all(root, today=today, clock=Clock(now=now), say=say)
