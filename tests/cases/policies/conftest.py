"""A municipality that takes a regulation from its draft to its entry into force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from knipperlicht.bridge.served import serving
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.service import Actor, actor
from knipperlicht.cases.policies import service
from knipperlicht.cases.policies.service import Regulation, Term
from tests.web.conftest import KORTRIJK, organisations, people, site

__all__ = ["organisations", "people", "site"]

CAFES, GARAGES, NIGHT_SHOPS = 3, 15, 17
TODAY = timezone.localdate
YES = {"reference": "2026_GR_1", "protocol_confirmed": True, "protocol_annexed": True}


@pytest.fixture
def acting(people: dict[str, User]) -> Callable[[str], Actor]:
    """`acting("owner")` is the persona acting for their organisation."""

    def make(persona: str) -> Actor:
        found = actor(people[persona], None)
        assert found is not None
        return found

    return make


@pytest.fixture
def owner(acting) -> Actor:
    return acting("owner")


@pytest.fixture
def snapshot(settings, site):
    """The register is served."""
    with serving(settings.DATA) as reader:
        yield reader


@pytest.fixture
def defined(acting) -> None:
    """The operator entered the official texts of three activities."""
    for number, name in ((CAFES, "Drankgelegenheden"), (GARAGES, "Garages"), (NIGHT_SHOPS, "Nachtwinkels")):
        service.enter_text(
            acting("operator"), number=number, sector="horeca", nl=name, fr="", definition="zoals in het besluit",
            source="B.S. 15-05-2024", nace=[], work=None,
        )  # fmt: skip


def term(number: int, **changes) -> Term:
    return Term(**({"number": number, "until": None, "within": 100, "about": "start", "permit_duty": False} | changes))  # fmt: skip


@pytest.fixture
def draft(owner, defined, snapshot) -> Regulation:
    """A draft on cafés and garages for the whole territory, with its risk analysis."""
    return make_draft(owner, CAFES, GARAGES)


def make_draft(owner: Actor, *numbers: int, terms: list[Term] | None = None) -> Regulation:
    regulation = service.begin(owner, title="Politieverordening", why="geldstromen", work=None)
    analysis = service.write_analysis(
        owner, title="Analyse", facts="vaststellingen", motivation="daarom", numbers=numbers, work=None
    )
    service.set_analysis(owner, regulation, analysis, title="Politieverordening", work=None)
    service.set_activities(owner, regulation, terms or [term(number) for number in numbers], work=None)
    return fresh(regulation)


def fresh(regulation: Regulation) -> Regulation:
    return Regulation.objects.get(pk=regulation.pk)


def step(owner: Actor, regulation: Regulation, key: str, *, on: date | None = None, **data) -> Regulation:
    """Record an act on the regulation as it stands now."""
    held = fresh(regulation)
    return service.act(owner, held, step=key, version=held.version, on=on or TODAY(), data=data, work=None)


def into_force(owner: Actor, regulation: Regulation, *, days_ago: int = 10) -> Regulation:
    """Adopted and published, in force since some days."""
    begins = TODAY() - timedelta(days=days_ago)
    step(owner, regulation, "submit", on=begins)
    step(owner, regulation, "protocol", on=begins, reference="P-1")
    step(owner, regulation, "adopt", on=begins, **YES)
    return step(owner, regulation, "publish", on=begins, address="https://example.org/pv", in_force=str(begins))  # fmt: skip


@pytest.fixture
def regulation(owner, draft) -> Regulation:
    """In force since ten days, in Kortrijk."""
    assert owner.organisation.territory == [KORTRIJK]
    return into_force(owner, draft)


@pytest.fixture
def listed(owner, regulation) -> Regulation:
    """The regulation with its list made."""
    service.bring_up_to_date(owner.organisation, TODAY())
    return regulation
