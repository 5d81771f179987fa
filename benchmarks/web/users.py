"""Signed-in users for the load: run inside the site's own settings, prints what the load needs as JSON.

Organisation over the whole country, so that no request is refused; each user has a piece of work running.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from knipperlicht.bridge.served import serving  # noqa: E402
from knipperlicht.cases.audit.service import start_work  # noqa: E402
from knipperlicht.cases.organisations.models import Membership, Organisation, User  # noqa: E402
from knipperlicht.cases.organisations.roles import Kind, Role  # noqa: E402
from knipperlicht.cases.organisations.service import actor  # noqa: E402
from knipperlicht.core.numbers import format_number  # noqa: E402
from knipperlicht.web.middleware import WORK  # noqa: E402

USERS = 20
NUMBERS = 4000
NAMES = 200
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def cookies() -> list[str]:
    """One session per user."""
    body, _ = Organisation.objects.get_or_create(
        name="Meting", defaults={"kind": Kind.ARIEC, "whole_country": True}
    )
    found = []
    for number in range(USERS):
        email = f"meting{number}@example.org"
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email=email, name=f"Meting {number}"
        )
        Membership.objects.get_or_create(user=user, organisation=body, defaults={"role": Role.ANALYST})
        acting = actor(user, body.pk)
        assert acting is not None
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[WORK] = start_work(acting, purpose="quality", reference="meting").pk
        session.create()
        found.append(f"sessionid={session.session_key}; django_language=nl")
    return found


def main() -> None:
    """Print sessions, random legal persons, names to type and the largest municipality's code."""
    from django.conf import settings

    with serving(settings.DATA) as reader:
        legal = reader.rows(
            f"SELECT enterprise FROM score USING SAMPLE reservoir({NUMBERS} ROWS) REPEATABLE (7)"
        )
        names = reader.rows(
            f"SELECT name FROM score WHERE length(name) BETWEEN 8 AND 30 USING SAMPLE reservoir({NAMES} ROWS) REPEATABLE (7)"
        )
        total = reader.rows("SELECT count(*) AS n FROM score")[0]["n"]
        snapshot = reader.snapshot.id
    json.dump(
        {
            "cookies": cookies(), "numbers": [format_number(row["enterprise"]) for row in legal],
            "names": [row["name"] for row in names], "legal_persons": total, "snapshot": snapshot,
        },
        sys.stdout,
    )  # fmt: skip


main()
