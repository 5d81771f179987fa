"""The request our views get: with the actor and the piece of work the middleware found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.organisations.models import Membership
from knipperlicht.cases.organisations.service import Actor


class Request(HttpRequest):
    """`actor` is None for who is not signed in or belongs nowhere; `work` is None until a purpose is chosen."""

    actor: Actor | None
    work: PieceOfWork | None
    memberships: list[Membership]


class Signed(Request):
    """A request that passed `needs`: there is an actor."""

    actor: Actor


View = Callable[..., HttpResponseBase]
Kwargs = dict[str, Any]
