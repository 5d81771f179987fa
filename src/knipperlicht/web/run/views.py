"""What a load balancer or monitor asks. Words only: no versions, names or numbers."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from knipperlicht.bridge.register import reader
from knipperlicht.bridge.served import NothingServed
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.web.access import public
from knipperlicht.web.requests import Request


@never_cache
@public
def alive(request: Request) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@public
def ready(request: Request) -> HttpResponse:
    """The database answers and a snapshot is open; 503 while one of them does not."""
    states = {"database": _works(_ask_database), "snapshot": _works(_ask_snapshot)}
    return JsonResponse(
        {name: "ok" if good else "not ready" for name, good in states.items()},
        status=200 if all(states.values()) else 503,
    )


def _works(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except (DatabaseError, NothingServed):
        return False
    return True


def _ask_database() -> None:
    """One of our tables, so that a database that was not migrated is not ready either."""
    connection.ensure_connection()
    Organisation.objects.exists()


def _ask_snapshot() -> None:
    reader()
