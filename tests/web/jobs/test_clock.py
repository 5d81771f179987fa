"""The nightly clock: Belgian wall time, once a day, in order, whoever watches."""

from __future__ import annotations

import threading
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from knipperlicht.cases.jobs import service
from knipperlicht.cases.jobs.clock import times
from knipperlicht.cases.jobs.models import JobRun, Outcome
from knipperlicht.web.environment import NIGHTLY, Environment, UnusableSettings

BRUSSELS = ZoneInfo("Europe/Brussels")
pytestmark = pytest.mark.databases


@pytest.fixture(autouse=True)
def _database(request):
    """Every test has one; those that commit ask for it themselves."""
    if "committing" not in request.fixturenames:
        request.getfixturevalue("db")


def at(text: str) -> datetime:
    """A Belgian wall time."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


REGISTER = {"fetch", "build", "alerts", "tidy", "anchor"}
"""The jobs whose hours these tests know; those of case work have hours of their own."""


def queued(moment: datetime) -> list[str]:
    return [run.kind for run in service.tick(moment) if run.kind in REGISTER]


def finished(kind: str) -> None:
    JobRun.objects.filter(kind=kind).update(outcome=Outcome.OK)


def test_nothing_is_due_before_its_time():
    assert queued(at("2026-11-23T02:29:59")) == []


def test_each_job_is_due_once_a_day_and_a_forerunner_comes_first():
    assert queued(at("2026-11-23T02:30:00")) == ["fetch"]
    assert queued(at("2026-11-23T02:31:00")) == []
    finished("fetch")
    assert queued(at("2026-11-23T02:32:00")) == ["build"]
    assert queued(at("2026-11-23T02:33:00")) == []
    assert queued(at("2026-11-24T02:30:00")) == ["fetch"]
    assert list(JobRun.objects.filter(kind="fetch").values_list("due", flat=True)) == [
        date(2026, 11, 24),
        date(2026, 11, 23),
    ]


def test_a_failed_forerunner_does_not_hold_the_next_one_up():
    service.tick(at("2026-11-23T02:30:00"))
    JobRun.objects.update(outcome=Outcome.FAILED)
    assert queued(at("2026-11-23T02:31:00")) == ["build"]


def test_what_was_missed_while_nothing_ran_is_made_up_for_the_same_day():
    assert set(queued(at("2026-11-23T14:00:00"))) == {"fetch", "tidy", "anchor"}


@pytest.mark.parametrize(
    ("moments", "day"),
    [
        (
            ["2026-03-29T00:59:00+00:00", "2026-03-29T01:01:00+00:00", "2026-03-29T02:30:00+00:00"],
            date(2026, 3, 29),
        ),
        (
            ["2026-10-25T00:31:00+00:00", "2026-10-25T01:31:00+00:00", "2026-10-25T02:31:00+00:00"],
            date(2026, 10, 25),
        ),
    ],
    ids=["summer time leaves 02:30 out", "winter time brings 02:30 twice"],
)
def test_a_job_is_due_once_when_the_clock_changes(moments, day):
    for moment in moments:
        service.tick(datetime.fromisoformat(moment))
    assert [run.due for run in JobRun.objects.filter(kind="fetch")] == [day]


def test_an_operator_sets_other_times(settings):
    settings.SCHEDULE = Environment.read({"KNIPPERLICHT_SCHEDULE": "fetch=22:15, anchor=23:00"}).schedule
    assert (
        times()["fetch"] == time(22, 15) and times()["anchor"] == time(23) and times()["tidy"] == time(4, 30)
    )
    assert "fetch" not in queued(at("2026-11-23T22:14:00"))
    assert "fetch" in queued(at("2026-11-23T22:15:00"))


@pytest.mark.parametrize("text", ["koffie=10:00", "fetch=25:00", "fetch", "fetch="])
def test_a_wrong_time_of_day_is_refused(text):
    with pytest.raises(UnusableSettings, match="KNIPPERLICHT_SCHEDULE"):
        Environment.read({"KNIPPERLICHT_SCHEDULE": text})


def test_the_settings_know_every_nightly_job():
    assert set(NIGHTLY) == set(times())


def test_two_clocks_at_the_same_moment_queue_a_job_once(committing):
    if connection.vendor == "sqlite":
        pytest.skip("threads share no in-memory database; test_serve does this with two processes")
    barrier, errors = threading.Barrier(4), []

    def watch() -> None:
        try:
            barrier.wait()
            service.tick(at("2026-11-23T12:00:00"))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=watch) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not errors
    runs = JobRun.objects.filter(kind__in=REGISTER)
    assert sorted(runs.values_list("kind", flat=True)) == ["anchor", "fetch", "tidy"]
