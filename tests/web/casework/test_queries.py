"""Pages of case work take a fixed number of queries, however many files there are; more needs a reason here."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knipperlicht.cases.operator import service as operator
from tests.web.casework.conftest import opened

pytestmark = pytest.mark.databases


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return sum("pg_advisory" not in query["sql"] for query in captured)


@pytest.mark.parametrize("name", ["my_work", "case_list", "case_calendar", "case_figures", "api_cases"])
def test_more_files_take_no_more_queries(as_, file, people, monkeypatch, name):
    monkeypatch.setattr(operator, "FRESH_FOR", 3600.0)
    client, path = as_("colleague"), reverse(name)
    few = queries(client, path)
    for at in range(6):
        opened(people["colleague"], title=f"Zaak {at}", days_ago=10 * at)
    assert queries(client, path) == few <= 20


def test_the_page_of_a_file_takes_at_most_forty(as_, file, monkeypatch):
    monkeypatch.setattr(operator, "FRESH_FOR", 3600.0)
    assert queries(as_("colleague"), reverse("case_file", args=[file.pk])) <= 40
