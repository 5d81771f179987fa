"""The site over the shared province, and the people who use it.

Five personas for every view, the same everywhere: owner, colleague, reader (read-only colleague), stranger (of
another organisation) and anonymous. Beside them: auditor (of the own organisation), overseer (of all), operator.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client, TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from knipperlicht.cases.audit.guard import install, remove
from knipperlicht.cases.audit.purposes import Purpose
from knipperlicht.cases.audit.service import start_work
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Role
from knipperlicht.cases.organisations.service import actor
from knipperlicht.web.middleware import WORK
from tests.conftest import Province
from tests.web.committing import _guarded_again, committing

__all__ = ["_guarded_again", "committing"]

PASSWORD = "een lang wachtwoord voor proeven"
KORTRIJK, BRUGGE = "34022", "31005"

ROLES = {
    "owner": ("Stad Kortrijk", Role.MANAGER),
    "colleague": ("Stad Kortrijk", Role.WORKER),
    "reader": ("Stad Kortrijk", Role.READER),
    "stranger": ("Stad Brugge", Role.WORKER),
    "mayor": ("Stad Kortrijk", Role.MAYOR),
    "alderman": ("Stad Kortrijk", Role.COLLEGE),
    "auditor": ("Stad Kortrijk", Role.AUDITOR),
    "overseer": ("Toezicht", Role.AUDITOR),
    "operator": ("Beheer", Role.OPERATOR),
    "analyst": ("ARIEC West-Vlaanderen", Role.ANALYST),
}
PERSONAS = ("owner", "colleague", "reader", "stranger", "anonymous")


@pytest.fixture
def site(installed: Province, settings, db) -> None:
    """The site serves the shared province; the snapshot stays open from test to test, as in a worker."""
    settings.DATA = installed.root


@pytest.fixture
def organisations(db) -> dict[str, Organisation]:
    """Two municipalities, the ARIEC, oversight and the operator."""
    from knipperlicht.reference.places import municipality_names

    made = (
        Organisation(name="Stad Kortrijk", kind=Kind.MUNICIPALITY, territory=[KORTRIJK]),
        Organisation(name="Stad Brugge", kind=Kind.MUNICIPALITY, territory=[BRUGGE]),
        Organisation(
            name="ARIEC West-Vlaanderen", kind=Kind.ARIEC,
            territory=sorted(nis for nis in municipality_names("nl") if nis.startswith("3")),
        ),
        Organisation(name="Toezicht", kind=Kind.OVERSIGHT),
        Organisation(name="Beheer", kind=Kind.OPERATOR),
    )  # fmt: skip
    for organisation in made:
        organisation.save()
    return {organisation.name: organisation for organisation in made}


@pytest.fixture
def people(organisations: dict[str, Organisation]) -> dict[str, User]:
    """One user per persona."""
    found = {}
    for persona, (organisation, role) in ROLES.items():
        user = User.objects.create_user(
            email=f"{persona}@example.org", name=f"{persona.capitalize()} Voorbeeld", password=PASSWORD
        )
        Membership.objects.create(user=user, organisation=organisations[organisation], role=role)
        found[persona] = user
    return found


@pytest.fixture
def as_(people: dict[str, User]) -> Callable[..., Client]:
    """`as_("colleague")` is a signed-in client with a piece of work; `work=False` without one.

    `confirmed`: as who just showed who they are, for acts that ask that again.
    """

    def make(persona: str, *, work: bool = True, confirmed: bool = False) -> Client:
        client = Client()
        if persona == "anonymous":
            return client
        user = people[persona]
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if confirmed:
            session = client.session
            session["account_authentication_methods_user"] = str(user.pk)
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session.save()
        acting = actor(user, None)
        if work and acting is not None and acting.may("look"):
            session = client.session
            session[WORK] = start_work(acting, purpose=Purpose.PERMIT, reference="proef 1").pk
            session.save()
        return client

    return make


@pytest.fixture(scope="session", autouse=True)
def emptied_unguarded() -> Iterator[None]:
    """Tests that commit empty all tables afterwards: the log lets that happen then, and is guarded again."""
    empty = TransactionTestCase._fixture_teardown

    def unguarded(self: TransactionTestCase) -> None:
        remove(connection)
        empty(self)
        install(connection)

    TransactionTestCase._fixture_teardown = unguarded
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture
def live_site(live_server, site, people, monkeypatch) -> str:
    """The site on a port of its own, for a browser: its address. Rows are committed, and gone afterwards.

    On SQLite in memory all threads share one connection: requests then wait for each other.
    """
    if connection.vendor == "sqlite":
        one_at_a_time, answer = threading.RLock(), WSGIHandler.get_response

        def in_turn(self, request):
            with one_at_a_time:
                return answer(self, request)

        monkeypatch.setattr(WSGIHandler, "get_response", in_turn)
    return live_server.url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium (or CHROMIUM), one for the whole run; make a context of your own."""
    found = next(
        filter(None, map(shutil.which, (os.environ.get("CHROMIUM", "chromium"), "google-chrome"))), None
    )
    if found is None:
        pytest.skip("Chromium is not installed. On Debian, as root: apt-get install chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread
    quiet = ("background-networking", "component-update", "sync", "gpu", "quic")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
        )
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
