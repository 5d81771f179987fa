"""Putting one question: at our pace, over a checked connection, after redirects within the same host."""

from __future__ import annotations

import os
from contextlib import suppress
from urllib.parse import unquote, urljoin

import requests
from requests.utils import get_environ_proxies

from knipperlicht.errors import KnipperlichtError
from knipperlicht.fetching.addresses import NotAllowed, checked, origin, shown
from knipperlicht.fetching.body import Again, Secret
from knipperlicht.fetching.waiting import Pace

HOPS = 5


class NotFetched(KnipperlichtError):
    """The source did not give what was asked; what was taken in before stays."""


class Asker:
    """One session. `timeout`: seconds to connect, and between two pieces of an answer."""

    def __init__(self, pace: Pace, timeout: tuple[float, float]) -> None:
        self._pace, self._timeout = pace, timeout
        self._session = requests.Session()
        # Else a .netrc of the machine could add a password. Proxies are read from the environment below.
        self._session.trust_env = False
        bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE")
        self._session.verify = bundle or True

    def ask(self, address: str, headers: dict[str, str], secret: Secret | None) -> requests.Response:
        """The answer's head. Raises Again where another try may help, else NotFetched."""
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
                address, headers=headers, stream=True, timeout=self._timeout, allow_redirects=False,
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
