"""One polite client: asks, waits, asks again, goes on where it was cut, and keeps every answer in a file."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urljoin

import requests
from requests.utils import get_environ_proxies

from knipperlicht.errors import KnipperlichtError
from knipperlicht.fetching.addresses import NotAllowed, checked, origin, shown, user_agent
from knipperlicht.fetching.body import Again, Partial, Secret, TooMuch, keep
from knipperlicht.fetching.waiting import Clock, Pace, back_off, retry_after

TIMEOUT = (10.0, 60.0)
"""Seconds to connect, and between two pieces of an answer."""
TRIES, TRIES_IN_ALL = 6, 30
"""Tries without a byte of progress; tries in all."""
PATIENCE = 900.0
"""Who asks us to wait longer than this many seconds is asked again another day."""
HOPS = 5
LATER = {408, 425, 429}


class NotFetched(KnipperlichtError):
    """The source did not give what was asked; what was taken in before stays."""


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
        self._pace = Pace(clock=self.clock, gap=self.gap)
        self._session = requests.Session()
        # Else a .netrc of the machine could add a password. Proxies are read from the environment below.
        self._session.trust_env = False
        bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE")
        self._session.verify = bundle or True

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
        with self._asked(address, headers, secret) as response:
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
            found = Known(
                etag=response.headers.get("ETag", "")[:200],
                modified=response.headers.get("Last-Modified", "")[:60],
                sha256=sha,
            )
        partial.finish()
        return Got(
            status="same" if known is not None and known.sha256 == sha else "new", path=to, known=found
        )

    def _asked(self, address: str, headers: dict[str, str], secret: Secret | None) -> requests.Response:
        """The answer's head, after redirects within the same host."""
        first = here = checked(address)
        for _ in range(HOPS):
            self._pace.wait(first.netloc)
            response = self._sent(here.geturl(), headers)
            if response.status_code not in (301, 302, 303, 307, 308):
                return response
            with suppress(Exception):
                response.close()
            try:
                here = checked(urljoin(here.geturl(), response.headers.get("Location", "")))
                if secret and secret.value in unquote(here.geturl()):
                    raise NotAllowed("the key does not belong in an address")
            except (NotAllowed, ValueError):
                raise NotFetched(
                    f"{shown(first)}: sends us on to an address that we do not follow."
                ) from None
            if origin(here) != origin(first):
                raise NotFetched(
                    f"{shown(first)}: sends us on to another host ({here.hostname}); that is not followed. If the source "
                    "moved there, set its address in fetching.yml."
                )
        raise NotFetched(f"{shown(first)}: sends us on and on. Try again later.")

    def _sent(self, address: str, headers: dict[str, str]) -> requests.Response:
        where = shown(checked(address))
        # The library's own words may hold headers and addresses of proxies: none is repeated.
        try:
            return self._session.get(
                address, headers=headers, stream=True, timeout=self.timeout, allow_redirects=False,
                proxies=get_environ_proxies(address),
            )  # fmt: skip
        except requests.exceptions.SSLError:
            raise NotFetched(
                f"{where}: its certificate is not trusted here. If a proxy of your network signs anew, name its "
                "certificates in REQUESTS_CA_BUNDLE."
            ) from None
        except requests.Timeout:
            raise Again("the source did not answer in time") from None
        except requests.exceptions.ProxyError:
            raise Again("the proxy did not let us through") from None
        except requests.ConnectionError:
            raise Again("no connection to the source") from None
        except (requests.RequestException, ValueError):
            raise NotFetched(f"{where}: this cannot be asked; check the address and the key.") from None


def _conditions(known: Known) -> dict[str, str]:
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in given.items() if value}
