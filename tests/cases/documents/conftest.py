"""Kortrijk with a file in which everything was done; who is designated for what."""

from __future__ import annotations

import pytest

from knipperlicht.cases.casefiles.models import CaseFile
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.service import Actor
from tests.cases.documents.stage import acting, designate, file_with_everything, letterhead
from tests.web.conftest import organisations, people

__all__ = ["organisations", "people"]


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def town(organisations, people):
    """Stad Kortrijk: the colleague reads data on offences, the owner only ordinary data."""
    found = organisations["Stad Kortrijk"]
    designate(people["colleague"], found, criminal=True)
    designate(people["owner"], found, criminal=False)
    letterhead(found)
    return found


@pytest.fixture
def file(town, people: dict[str, User]) -> CaseFile:
    made = file_with_everything(town, people["colleague"])
    made.team.create(user=people["owner"], since=made.team.get().since)
    return made


@pytest.fixture
def worker(people, town) -> Actor:
    """May read data on offences."""
    return acting(people["colleague"])


@pytest.fixture
def plain_worker(people, town) -> Actor:
    """In the team, and designated for ordinary data only."""
    return acting(people["owner"])
