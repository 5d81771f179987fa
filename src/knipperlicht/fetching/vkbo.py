"""The VKBO, a municipality at a time: all pages or none of them.

Pages are asked one after the other while the service changes below them: what came counts only where no entity came
twice and none is lacking by the service's own count. Fields that are never kept (names, telephone numbers, e-mail
addresses) are taken out before a page reaches the inbox.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from knipperlicht.fetching.addresses import NotAllowed
from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.errand import Errand
from knipperlicht.fetching.settings import Vkbo
from knipperlicht.sources.vkbo.features import OPTIONAL

LIMIT = 64 * 2**20
CAP = 10_000
"""The service does not count further than this."""
PAGES = 2000
ROUNDS = 2
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’()-]){1,60}")


class _Moved(Exception):
    """The collection changed while its pages were asked."""


def fetch(errand: Errand, wanted: Vkbo) -> None:
    """Bring the pages of each municipality into the inbox, unless not one entity of it changed."""
    if stray := [name for name in wanted.municipalities if not _NAME.fullmatch(name)]:
        raise NotAllowed(f"vkbo: {stray[0][:60]!r} is no name of a municipality; nothing was asked.")
    if not wanted.municipalities:
        raise NotAllowed("vkbo: say of which municipalities; nothing was asked.")
    errand.each(wanted.municipalities, lambda name: _municipality(errand, wanted, name))


def _municipality(errand: Errand, wanted: Vkbo, name: str) -> None:
    for _ in range(ROUNDS):
        try:
            pages = _pages(errand, wanted, name)
            break
        except _Moved as error:
            errand.say(f"vkbo {name}: {error}; asked once more.")
    else:
        raise NotFetched(
            f"vkbo {name}: its pages do not add up, twice in a row. Try again later; nothing was taken in."
        )
    known = errand.fresh(f"vkbo/{name}", [page["features"] for page in pages])
    if known is None:
        errand.say(f"vkbo {name}: not one entity changed.")
        return
    for place, page in enumerate(pages, start=1):
        path = errand.parts / "page.geojson"
        path.write_text(json.dumps(page, ensure_ascii=False), "utf-8")
        slug = re.sub(r"\W+", "-", name.lower()).strip("-")
        errand.deliver(path, f"vkbo-{slug}-{errand.today}-{place:04}.geojson")
    errand.memory.put(f"vkbo/{name}", known)
    errand.say(
        f"vkbo {name}: {sum(len(page['features']) for page in pages):,} entities on {len(pages)} pages."
    )


def _pages(errand: Errand, wanted: Vkbo, name: str) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = []
    seen: set[str] = set()
    for _ in range(PAGES):
        page = _page(errand, wanted, name, len(seen))
        numbers = [feature["properties"].get("Ondernemingsnr") for feature in page["features"]]
        if len(set(numbers)) < len(numbers) or not seen.isdisjoint(numbers):
            raise _Moved("an entity came twice")
        seen.update(numbers)
        if numbers:
            pages.append(page)
        matched = page.get("numberMatched")
        total = matched if isinstance(matched, int) and matched < CAP else None
        if len(numbers) < wanted.page or (total is not None and len(seen) >= total):
            if total is not None and len(seen) != total:
                raise _Moved(f"{len(seen)} entities came of {total}")
            break
    if not seen:
        raise NotFetched(
            f"vkbo {name}: the service knows no entity there. Is the name spelled as in the KBO?"
        )
    return pages


def _page(errand: Errand, wanted: Vkbo, name: str, start: int) -> dict[str, Any]:
    quoted = name.replace("'", "''")
    question = urlencode({
        "f": "application/json", "limit": wanted.page, "startIndex": start,
        "filter": f"KBO_Gemeente='{quoted}'", "filter-lang": "cql2-text",
    })  # fmt: skip
    got = errand.client.get(
        f"{wanted.address}?{question}", errand.parts / "answer.json", limit=LIMIT,
        accept="application/geo+json, application/json",
    )  # fmt: skip
    page = _read(got.path) if got.status == "new" else None
    if page is None:
        raise NotFetched(
            f"vkbo {name}: the answer is no page of entities. The service may have changed; nothing was taken in."
        )
    for feature in page["features"]:
        feature["properties"] = {
            key: value for key, value in feature["properties"].items() if key not in OPTIONAL
        }
    return page


def _read(path: Path) -> dict[str, Any] | None:
    """The page; None where it is another thing than a collection of features whose count is right."""
    try:
        # Control characters stand inside texts of this service.
        page = json.loads(path.read_bytes(), strict=False)
        path.unlink()
        features = page["features"]
        fine = page["type"] == "FeatureCollection" and page.get("numberReturned", len(features)) == len(
            features
        )
        fine = fine and all(isinstance(feature["properties"], dict) for feature in features)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None
    return page if fine else None
