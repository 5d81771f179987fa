"""When a look at a list is written to the log: always for its page, once for what is asked for without the page."""

from __future__ import annotations

from typing import Any

from knipperlicht.bridge import lists
from knipperlicht.cases.audit.service import log, logged
from knipperlicht.web.lists.state import State
from knipperlicht.web.requests import Signed

LOOKS = ("list.open", "map.open")


def log_part(state: State, request: Signed, words: str, *, part: str) -> None:
    """Counts and names of a list leave no page unlogged: its row, unless this piece of work saw the same list."""
    asked = lists.query_string(state.asked)
    if logged(request.work, *LOOKS, subject=words, filter=asked):
        return
    detail: dict[str, Any] = {"filter": asked, "part": part}
    log(request.actor, "list.open", work=request.work, subject=words, detail=detail)
