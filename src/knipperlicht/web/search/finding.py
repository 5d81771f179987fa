"""What a text finds for somebody, in the order in which the page and the API give it."""

from __future__ import annotations

from knipperlicht.bridge import register
from knipperlicht.bridge.register import Found
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.web.requests import Signed

MOST = 200


def find(request: Signed, text: str) -> list[Found]:
    """At most MOST, those with an address in the territory in front; with `?mine=1` only these."""
    scope = request.actor.organisation.scope
    if not text:
        return []
    found = register.search(
        text, limit=MOST, nis=scope if only_mine(request) else None, flags_only=flags_only()
    )
    return _own_first(found, text, scope) if found and own_in_front(request) else found


def only_mine(request: Signed) -> bool:
    """Whether the territory is kept to."""
    return request.GET.get("mine") == "1"


def own_in_front(request: Signed) -> bool:
    """Whether the territory comes first."""
    return not only_mine(request) and request.actor.organisation.scope is not None


def _own_first(found: list[Found], text: str, scope: frozenset[str] | None) -> list[Found]:
    """Those with an address in the territory in front; among them, and among the others, the order stays.

    Only what was found is put in order: asked alone, a territory without the name would offer names that look like it.
    """
    own = {item.number for item in register.search(text, limit=MOST, nis=scope, flags_only=True)}
    return sorted(found, key=lambda item: item.number not in own)
