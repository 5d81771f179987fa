"""How many database queries each page takes, held to a baseline: more needs a reason, fewer needs the new number.

`QUERY_COUNTS=write make test PYTEST_ARGS=tests/web/test_query_counts.py` writes the baseline anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knipperlicht.cases.operator import service as operator
from tests.web.samples import sample_arguments
from tests.web.test_every_url import OURS, rule_of

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
BASELINE = Path(__file__).parent / "query_counts.yml"
BY_OPERATOR = ("manage",)
WRITE = os.environ.get("QUERY_COUNTS") == "write"


def queries(as_, people, settings) -> dict[str, int]:
    """Page -> queries of the second GET by someone who may open it (the first one warms what is kept in memory).

    The lock of the log, which only PostgreSQL takes, is left out: one baseline holds for both databases.
    """
    found = {}
    for name in (n for n in OURS if not n.startswith("mfa_")):  # these hang on when one last confirmed
        persona = (
            "operator" if name.startswith(BY_OPERATOR) and rule_of(name).rights != {"members"} else "owner"
        )
        client = as_(persona)
        url = reverse(name, args=sample_arguments(name, settings.DATA, people))
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
        if answer.status_code == 200:
            found[name] = sum("pg_advisory" not in query["sql"] for query in captured)
    return found


def test_pages_take_the_queries_of_the_baseline(as_, people, settings, monkeypatch):
    monkeypatch.setattr(
        operator, "FRESH_FOR", 3600.0
    )  # on a slow machine they would be read again in between
    monkeypatch.setattr("knipperlicht.web.account.confirm.recently", lambda request: True)
    found = queries(as_, people, settings)
    if WRITE:
        BASELINE.write_text(yaml.safe_dump(found), "utf-8")
    held = yaml.safe_load(BASELINE.read_text("utf-8"))
    assert found == held
    assert max(found.values()) <= 40
