"""The site over the shared province, and the people who use it.

Five personas for every view, the same everywhere: owner, colleague, reader (read-only colleague), stranger (of
another organisation) and anonymous. Beside them: auditor (of the own organisation), overseer (of all), operator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from knipperlicht.bridge.served import pool
from knipperlicht.cases.audit.purposes import Purpose
from knipperlicht.cases.audit.service import start_work
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Role
from knipperlicht.cases.organisations.service import actor
from knipperlicht.web.middleware import WORK
from tests.conftest import Province

PASSWORD = "een lang wachtwoord voor proeven"
KORTRIJK, BRUGGE = "34022", "31005"

ROLES = {
    "owner": ("Stad Kortrijk", Role.MANAGER),
    "colleague": ("Stad Kortrijk", Role.WORKER),
    "reader": ("Stad Kortrijk", Role.READER),
    "stranger": ("Stad Brugge", Role.WORKER),
    "auditor": ("Stad Kortrijk", Role.AUDITOR),
    "overseer": ("Toezicht", Role.AUDITOR),
    "operator": ("Beheer", Role.OPERATOR),
    "analyst": ("ARIEC West-Vlaanderen", Role.ANALYST),
}
PERSONAS = ("owner", "colleague", "reader", "stranger", "anonymous")


@pytest.fixture
def site(installed: Province, settings, db) -> Iterator[None]:
    """The site serves the shared province."""
    settings.DATA = installed.root
    yield
    pool(installed.root).close()


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
    """`as_("colleague")` is a signed-in client with a piece of work; `work=False` without one."""

    def make(persona: str, *, work: bool = True) -> Client:
        client = Client()
        if persona == "anonymous":
            return client
        user = people[persona]
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        acting = actor(user, None)
        if work and acting is not None and acting.may("look"):
            session = client.session
            session[WORK] = start_work(acting, purpose=Purpose.PERMIT, reference="proef 1").pk
            session.save()
        return client

    return make
