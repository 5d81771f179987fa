"""The gazette's list of publications, of some enterprises: the pages as they are."""

from __future__ import annotations

from urllib.parse import urlencode

from knipperlicht.errors import UnusableFile
from knipperlicht.fetching.addresses import NotAllowed
from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.client import Known
from knipperlicht.fetching.errand import Errand
from knipperlicht.fetching.settings import Staatsblad
from knipperlicht.sources.staatsblad.listing import NOTHING, SIZE_LIMIT, TOTAL, read_page

PAGES = 100


def fetch(errand: Errand, wanted: Staatsblad) -> None:
    """Bring the pages of each enterprise into the inbox, unless the first of them did not change."""
    if not wanted.numbers:
        raise NotAllowed("staatsblad: say of which enterprises; nothing was asked.")
    errand.each(wanted.numbers, lambda number: _enterprise(errand, wanted, number))


def _enterprise(errand: Errand, wanted: Staatsblad, number: str) -> None:
    pages, known = _pages(errand, wanted, number)
    if known is not None:
        errand.memory.put(f"staatsblad/{number}", known)
    errand.say(f"staatsblad {number}: {pages} pages." if pages else f"staatsblad {number}: nothing new.")


def _pages(errand: Errand, wanted: Staatsblad, number: str) -> tuple[int, Known | None]:
    """How many pages were delivered, and what is known of the first one; it names the newest publications."""
    known, held, total, before = None, 0, 0, ""
    for page in range(1, PAGES + 1):
        question = urlencode({"language": "nl", "btw": number, "page": page})
        got = errand.client.get(
            f"{wanted.address}?{question}", errand.parts / "page.html", limit=SIZE_LIMIT, accept="text/html",
            known=errand.memory.get(f"staatsblad/{number}") if page == 1 else None,
        )  # fmt: skip
        if got.status == "missing":
            raise NotFetched(
                f"staatsblad {number}: the list is no longer at its address; set it in fetching.yml."
            )
        if got.status == "same":
            got.path.unlink(missing_ok=True)
            return 0, got.known
        if got.known.sha256 == before:
            got.path.unlink()
            raise NotFetched(f"staatsblad {number}: the same page came twice. Bring its list by hand.")
        before = got.known.sha256
        text = got.path.read_bytes().decode("cp1252", "replace")
        if "</html" not in text.lower():
            raise NotFetched(f"staatsblad {number}: page {page} was cut off. Try again later.")
        if any(sentence in text for sentence in NOTHING):
            got.path.unlink()
            return page - 1, known or got.known
        known = known or got.known
        stated = TOTAL.search(text)
        total = int(stated[1]) if stated else total
        try:
            found, _ = read_page(got.path)
        except UnusableFile:
            got.path.unlink()
            raise NotFetched(
                f"staatsblad {number}: page {page} is not laid out as the gazette's list was. The site may have changed: "
                "look at it, and tell the makers of Knipperlicht. The pages before it were taken in."
            ) from None
        errand.deliver(got.path, f"staatsblad-{number}-{errand.today}-{page:03}.html")
        held += len(found)
        if held >= total:
            return page, known
    raise NotFetched(f"staatsblad {number}: more than {PAGES} pages; bring them as JSON lines instead.")
