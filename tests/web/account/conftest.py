"""Helpers for tests of coming in."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.organisations.models import User
from tests.web.conftest import PASSWORD


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an authenticator app shows now; `steps` half minutes later or earlier."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client: Client, persona: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Through the form, as a person does."""
    return client.post(
        reverse("account_login"), {"login": f"{persona}@example.org", "password": password, **more}
    )


def events(**about: object) -> list[str]:
    """What the log says, oldest first."""
    return list(Entry.objects.filter(**about).order_by("number").values_list("event", flat=True))


@pytest.fixture
def fresh(people: dict[str, User]) -> Callable[[str], Client]:
    """`fresh("owner")` just came in through the form: no need to confirm again."""

    def make(persona: str) -> Client:
        client = Client()
        if persona != "anonymous":
            assert sign_in(client, persona).status_code == 302
        return client

    return make


def age(client: Client, seconds: int) -> None:
    """As if that much more time went by since who is signed in showed who they are."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


@pytest.fixture
def with_app(people: dict[str, User]) -> Callable[[str], str]:
    """Gives a user an authenticator app; tells its secret."""

    def make(persona: str) -> str:
        secret = generate_totp_secret()
        TOTP.activate(people[persona], secret)
        return secret

    return make
