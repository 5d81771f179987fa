"""When a search is written to the log: once for each text in a piece of work."""

from __future__ import annotations

from knipperlicht.cases.audit.service import log
from knipperlicht.web.requests import Signed

KEY = "searched"
"""Session key: the piece of work, and the texts that were logged in it."""
REMEMBERED = 200


def log_search(request: Signed, text: str, *, found: int, chosen: str = "") -> None:
    """Write `search.run` unless this piece of work has it already; turning a page or going back is no new search."""
    if request.work is None:
        return
    kept = request.session.get(KEY) or {}
    texts: list[str] = kept.get("texts", []) if kept.get("work") == request.work.pk else []
    sign = f"{text}>{chosen}" if chosen else text
    if sign in texts:
        return
    detail: dict[str, object] = {"suggested": found, "chosen": chosen} if chosen else {"found": found}
    log(request.actor, "search.run", work=request.work, subject=text, detail=detail)
    request.session[KEY] = {"work": request.work.pk, "texts": [*texts, sign][-REMEMBERED:]}
