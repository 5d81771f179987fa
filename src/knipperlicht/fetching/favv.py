"""The weekly list of the Food Agency: one large file, asked for only when it is another one than last time."""

from __future__ import annotations

from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.errand import Errand
from knipperlicht.fetching.settings import Favv

LIMIT = 2**30


def fetch(errand: Errand, wanted: Favv) -> None:
    """Bring the list into the inbox, unless it did not change."""
    known = errand.memory.get("favv")
    got = errand.client.get(
        wanted.address, errand.parts / "list.csv", limit=LIMIT, accept="text/csv, */*", known=known
    )
    if got.status == "missing":
        raise NotFetched(
            "favv: the list is no longer at its address. Look where it went and set it in fetching.yml."
        )
    if got.status == "same":
        errand.say("favv: the list did not change.")
        got.path.unlink(missing_ok=True)
        errand.memory.put("favv", got.known)
        return
    errand.deliver(got.path, f"favv-{errand.today}.csv")
    errand.memory.put("favv", got.known)
    errand.say("favv: a new list.")
