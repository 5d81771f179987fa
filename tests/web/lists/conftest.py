"""What the tests of lists share: numbers of the province, and things people kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knipperlicht.bridge.served import serving
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.service import Actor, actor
from knipperlicht.cases.worklists.service import add, create_list, save_view

KORTRIJK, BRUGGE = "34022", "31005"


@pytest.fixture
def acting(people: dict[str, User]) -> Callable[[str], Actor]:
    """`acting("owner")` is the persona acting for their organisation."""

    def make(persona: str) -> Actor:
        found = actor(people[persona], None)
        assert found is not None
        return found

    return make


@pytest.fixture
def in_scope(settings, site) -> Callable[[str], set[int]]:
    """Legal persons with a standing address in a municipality, straight from the tables."""

    def numbers(nis: str) -> set[int]:
        with serving(settings.DATA) as reader:
            rows = reader.rows(
                "SELECT enterprise FROM score WHERE enterprise IN (SELECT enterprise FROM subject WHERE nis = $1 UNION "
                "SELECT e.enterprise FROM address a JOIN establishment e ON e.establishment = a.entity WHERE a.nis = $1)",
                nis,
            )
        return {row["enterprise"] for row in rows}

    return numbers


@pytest.fixture
def view(acting, site):
    """The owner's saved view, not shared."""
    return save_view(
        acting("owner"),
        name="Horeca",
        query="sector=56",
        columns=["name", "score"],
        sort="name",
        shared=False,
        work=None,
    )


@pytest.fixture
def watchlist(acting, in_scope):
    """The owner's watch-list with three enterprises of Kortrijk, not shared."""
    owner = acting("owner")
    held = create_list(owner, name="Stationsbuurt", shared=False, day=None, work=None)
    three = sorted(in_scope(KORTRIJK))[:3]
    add(owner, held, enterprises={n: f"nummer {n}" for n in three}, reason="nazicht", work=None)
    return held
