"""For tests that commit: threads and processes see the rows, and the log is emptied afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from knipperlicht.cases.audit.guard import install, remove


@pytest.fixture
def _guarded_again(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Torn down after the tables were emptied: the next test finds the log guarded again."""
    yield
    with django_db_blocker.unblock():
        remove(connection)
        install(connection)
        connection.close()


@pytest.fixture
def committing(_guarded_again, transactional_db) -> Iterator[None]:
    """What the test writes is committed. Use it instead of the marker `django_db`."""
    yield
    remove(connection)
