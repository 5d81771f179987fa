"""One polite client: asks, waits, asks again, goes on where it was cut, and keeps every answer in a file."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from knipperlicht.fetching.addresses import checked, shown, user_agent
from knipperlicht.fetching.asking import Asker, NotFetched
from knipperlicht.fetching.body import Again, Partial, Secret, TooMuch, keep, marks
from knipperlicht.fetching.waiting import Clock, Pace, back_off, retry_after

TIMEOUT = (10.0, 60.0)
"""Seconds to connect, and between two pieces of an answer."""
TRIES, TRIES_IN_ALL = 6, 30
"""Tries without a byte of progress; tries in all."""
PATIENCE = 900.0
"""Who asks us to wait longer than this many seconds is asked again another day."""
LATER = {408, 425, 429}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What an earlier answer said of itself."""

    etag: str = ""
    modified: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Got:
    """An answer. `path` holds it when `status` is new; `same` as known; `missing`: there is nothing there."""

    status: Literal["new", "same", "missing"]
    path: Path
    known: Known = field(default_factory=Known)


@dataclass(kw_only=True)
class Client:
    """See the module docstring. `longest`: seconds one answer may take; `timeout` as in `TIMEOUT`."""

    contact: str
    clock: Clock
    gap: float = 1.0
    timeout: tuple[float, float] = TIMEOUT
    longest: float = 3600.0
    dice: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._agent = user_agent(self.contact)
        self._asker = Asker(Pace(clock=self.clock, gap=self.gap), self.timeout)

    def get(
        self,
        address: str,
        to: Path,
        *,
        limit: int,
        accept: str = "*/*",
        known: Known | None = None,
        headers: Mapping[str, str] | None = None,
        secret: Secret | None = None,
    ) -> Got:
        """Fetch `address` into `to`, at most `limit` bytes; `secret` goes into its header and nowhere else.

        Raises NotFetched with what was wrong and what to do, NotAllowed for an address we do not ask.
        """
        where, partial = shown(checked(address)), Partial(to, address)
        failures, reason = 0, ""
        for _ in range(TRIES_IN_ALL):
            before = partial.size()
            try:
                sent = {
                    "User-Agent": self._agent,
                    "Accept": accept,
                    "Accept-Encoding": "identity",
                    **(headers or {}),
                }
                return self._once(address, to, limit, known, sent, secret, partial)
            except Again as again:
                failures = 1 if partial.size() > before else failures + 1
                pause = again.wait if again.wait is not None else back_off(failures, dice=self.dice)
                if pause > PATIENCE:
                    raise NotFetched(
                        f"{where}: {again}, and asks for {pause / 60:.0f} minutes of rest. Try again after that."
                    ) from None
                reason = str(again)
            except TooMuch as error:
                raise NotFetched(f"{where}: {error}") from None
            if failures >= TRIES:
                break
            self.clock.sleep(pause)
        raise NotFetched(f"{where}: {reason}; given up after several tries. Try again later.")

    def _once(
        self, address: str, to: Path, limit: int, known: Known | None, sent: dict[str, str], secret: Secret | None,
        partial: Partial,
    ) -> Got:  # fmt: skip
        start, resume = partial.resume()
        conditions = resume or ({} if known is None else _conditions(known))
        headers = {**sent, **conditions, **(secret.header() if secret else {})}
        with self._asker.ask(address, headers, secret) as response:
            status = response.status_code
            if status == 304 and known is not None and not resume:
                return Got(status="same", path=to, known=known)
            if status in (404, 410):
                return Got(status="missing", path=to)
            if status in LATER or status >= 500:
                raise Again(f"the source answered {status}", retry_after(response.headers, self.clock.now()))
            if status == 416 and resume:
                partial.forget()
                raise Again("the source no longer has the rest of a half-fetched file", 0.0)
            where = shown(checked(address))
            if status in (401, 403):
                raise NotFetched(
                    f"{where}: the source refused us ({status}). Check the key and its rights, or ask the source."
                )
            if status != 200 and not (status == 206 and resume):
                raise NotFetched(
                    f"{where}: the source answered {status}, which we do not expect. Has the address changed?"
                )
            deadline = self.clock.passed() + self.longest
            sha = keep(
                response, partial, start=start if status == 206 else 0, limit=limit, secret=secret,
                late=lambda: self.clock.passed() > deadline,
            )  # fmt: skip
            etag, modified = marks(response)
            found = Known(etag=etag, modified=modified, sha256=sha)
        partial.finish()
        return Got(
            status="same" if known is not None and known.sha256 == sha else "new", path=to, known=found
        )


def _conditions(known: Known) -> dict[str, str]:
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in given.items() if value}
