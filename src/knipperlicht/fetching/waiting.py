"""When to ask again: pace per host, back-off with jitter, and what a server says about it itself."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 60.0
"""Seconds between two tries where the server says nothing."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """`now` with a time zone; `sleep` and `passed` in seconds. Tests pass their own."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep
    passed: Callable[[], float] = time.monotonic


@dataclass(kw_only=True)
class Pace:
    """At least `gap` seconds between two questions to one host."""

    clock: Clock
    gap: float
    _last: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        """Sleep until this host may be asked again."""
        last = self._last.get(host)
        if last is not None and (rest := last + self.gap - self.clock.passed()) > 0:
            self.clock.sleep(rest)
        self._last[host] = self.clock.passed()


def back_off(failures: int, *, dice: random.Random) -> float:
    """Seconds before the next try after so many failures (from 1): doubled each time, half of it by chance."""
    return dice.uniform(0.5, 1.0) * float(min(LONGEST, 2.0 ** min(failures, 10)))


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that `Retry-After` asks for; None where it says nothing readable.

    A moment in it is compared with the server's own `Date`: its clock and ours need not agree.
    """
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(min(int(said[:12]), 10**9))
    until = _moment(said)
    if until is None:
        return None
    return max(0.0, (until - (_moment(headers.get("Date", "")) or now)).total_seconds())


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
