"""The nightly job fetches what is switched on, takes it in the same night, and says what failed."""

from __future__ import annotations

import pytest

from knipperlicht.cases.jobs import service
from knipperlicht.cases.jobs.models import JobRun, Outcome
from knipperlicht.fetching.settings import CONTACT, FILE
from knipperlicht.history.records import deliveries
from knipperlicht.history.store import Store
from tests.fetching.server import says, serving
from tests.fetching.test_command import LIST

pytestmark = pytest.mark.django_db


def run() -> JobRun:
    found = service.run_job("fetch", started_by="proef")
    found.refresh_from_db()
    return found


def test_a_night_that_fetches_fails_in_part_and_has_nothing_new(tmp_path, settings, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv(CONTACT, "screening@voorbeeld.example")
    with serving() as server:
        server.on("/list.csv", says(200, LIST), says(304))
        favv = f"favv: {{address: '{server.base}/list.csv'}}\n"
        (tmp_path / FILE).write_text(
            f"{favv}vies: {{address: '{server.base}/vat/', numbers: [0999020123]}}\n"
        )
        half = run()
        assert half.outcome == Outcome.FAILED and "a new list" in half.log and "vies" in half.log
        assert [one.source for one in deliveries(Store(tmp_path))] == ["favv"]
        (tmp_path / FILE).write_text(favv)
        assert run().outcome == Outcome.SKIPPED
