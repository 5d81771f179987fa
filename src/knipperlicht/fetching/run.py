"""Fetching as one call: of one source, or at night of all that the operator switched on."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from knipperlicht.errors import Busy, KnipperlichtError
from knipperlicht.fetching import favv, nbb, staatsblad, vies, vkbo
from knipperlicht.fetching.client import Client
from knipperlicht.fetching.errand import FOLDER, Errand, Memory, Say
from knipperlicht.fetching.settings import Favv, Nbb, Settings, Staatsblad, Vies, Vkbo, read
from knipperlicht.fetching.waiting import Clock

FETCHERS: Mapping[str, Callable[..., None]] = {
    "favv": favv.fetch,
    "nbb": nbb.fetch,
    "staatsblad": staatsblad.fetch,
    "vies": vies.fetch,
    "vkbo": vkbo.fetch,
}
PLAIN = {"favv": Favv(), "nbb": Nbb(), "staatsblad": Staatsblad(), "vies": Vies(), "vkbo": Vkbo()}
"""What is asked of a source that fetching.yml does not name."""


class Night(NamedTuple):
    """Files that now wait in the inbox, whole, and the names of the sources that failed."""

    files: list[Path]
    failed: list[str]


def fetch(
    root: Path, source: str, *, today: date, clock: Clock, say: Say, settings: Settings, delivered: list[Path],
    **more: Any,
) -> None:  # fmt: skip
    """Fetch one source; `delivered` grows by each file that waits in the inbox, also where an error follows.

    `settings` says what is asked; `more` goes to the fetcher. Raises NotFetched, NotAllowed or WrongSettings.
    """
    wanted = getattr(settings, source) or PLAIN[source]
    client = Client(contact=settings.contact, clock=clock, gap=settings.seconds_between)
    with _alone(root):
        errand = Errand(
            root=root,
            source=source,
            client=client,
            memory=Memory(root),
            today=today,
            say=say,
            delivered=delivered,
        )
        FETCHERS[source](errand, wanted, **more)


def fetch_all(root: Path, *, today: date, clock: Clock, say: Say) -> Night:
    """Fetch every source that is switched on; of one that failed the sentence is said, and the others go on."""
    try:
        settings = read(root)
    except KnipperlichtError as error:
        say(str(error))
        return Night([], ["fetching.yml"])
    files, failed = list[Path](), list[str]()
    for source in FETCHERS:
        if getattr(settings, source) is None:
            continue
        try:
            fetch(root, source, today=today, clock=clock, say=say, settings=settings, delivered=files)
        except KnipperlichtError as error:
            say(str(error))
            failed.append(source)
    return Night(files, failed)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(f"{root}: another process is fetching. Wait until it is done.") from None
        yield
