"""The site over the shared province with holders of mandates in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knipperlicht.bridge.served import pool
from tests.conftest import Province
from tests.readmodel import holders
from tests.readmodel.holders import Mandated


@pytest.fixture(scope="session")
def made(installed: Province) -> Iterator[Mandated]:
    found = holders.mandated(installed)
    yield found
    pool(found.store.root).close()


@pytest.fixture
def mandated(made: Mandated, site, settings) -> Mandated:
    """What is served has mandates."""
    settings.DATA = made.store.root
    return made
