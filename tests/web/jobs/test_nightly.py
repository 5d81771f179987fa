"""What the nightly jobs do: take in, build, tell, tidy, copy the head of the log."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from knipperlicht.bridge import builds
from knipperlicht.bridge.served import pool
from knipperlicht.cases.audit.anchors import FILE
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.jobs import registry, service
from knipperlicht.cases.jobs.models import JobRun, Outcome
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.service import actor

pytestmark = pytest.mark.django_db
LONG_AGO = 1_000_000_000


@pytest.fixture
def data(own_store, settings):
    settings.DATA = own_store.root
    yield own_store.root
    pool(own_store.root).close()


def run(kind: str, **more) -> JobRun:
    found = service.run_job(kind, started_by="proef", **more)
    found.refresh_from_db()
    return found


def put(data, source, name=None, *, settled=True):
    builds.inbox(data).mkdir(exist_ok=True)
    target = builds.inbox(data) / (name or source.name)
    shutil.copy(source, target)
    if settled:
        os.utime(target, (LONG_AGO, LONG_AGO))
    return target


def test_a_night_with_a_new_extract_and_a_bad_file(data, installed, people):
    assert run("fetch").outcome == Outcome.SKIPPED
    assert builds.reason_to_build(data) == ""
    young = put(data, installed.newer, settled=False)
    assert run("fetch").outcome == Outcome.SKIPPED and young.exists()
    os.utime(young, (LONG_AGO, LONG_AGO))
    bad = put(data, installed.newer, "slecht.zip")
    bad.write_bytes(b"geen zip")
    os.utime(bad, (LONG_AGO, LONG_AGO))
    fetched = run("fetch")
    assert fetched.outcome == Outcome.FAILED and "slecht.zip" in fetched.log and len(mail.outbox) == 1
    assert not young.exists() and not bad.exists()
    assert (builds.inbox(data) / "refused" / "slecht.zip.txt").read_text()
    assert "new extracts" in builds.reason_to_build(data)
    before = builds.served_day(data)
    assert run("build").outcome == Outcome.OK
    assert builds.served_day(data) > before and builds.reason_to_build(data) == ""


def test_the_clock_builds_only_with_reason(data):
    due = JobRun.objects.create(
        kind="build", due=date(2026, 11, 23), started_by="clock", queued=timezone.now()
    )
    from knipperlicht.cases.jobs.running import carry_out

    carry_out(due)
    assert due.outcome == Outcome.SKIPPED


@pytest.fixture
def hooks(monkeypatch):
    fresh = registry.Hooks()
    monkeypatch.setattr(registry.hooks, "alerts", fresh.alerts)
    monkeypatch.setattr(registry.hooks, "tidying", fresh.tidying)
    return fresh


@pytest.mark.databases
def test_letters_go_out_once_for_new_data_and_one_bad_app_stops_no_other(data, people, hooks, monkeypatch):
    asked = []

    def letters(since):
        asked.append(since)
        yield registry.Letter(user=people["colleague"], subject="Iets\nnieuws", lines=["Een regel"])

    def broken(since):
        raise ZeroDivisionError("kapot")

    registry.alert("kapot", broken)
    registry.alert("heel", letters)
    monkeypatch.setattr(builds, "served_day", lambda root: date(2026, 10, 1))
    assert run("alerts").outcome == Outcome.SKIPPED and not asked
    monkeypatch.setattr(builds, "served_day", lambda root: date(2026, 11, 1))
    told = run("alerts")
    assert told.outcome == Outcome.FAILED and "kapot" in told.log and asked == [date(2026, 10, 2)]
    letter = next(m for m in mail.outbox if m.to == [people["colleague"].email])
    assert letter.subject == "Iets nieuws" and letter.body.startswith("Een regel\n\n-- \n")
    assert run("alerts").outcome == Outcome.SKIPPED and len(asked) == 1


@pytest.mark.databases
def test_changes_on_a_watch_list_are_mailed_without_naming_a_company(site, people, settings):
    from knipperlicht.bridge import lists
    from knipperlicht.bridge.served import serving
    from knipperlicht.cases.worklists.letters import letters
    from knipperlicht.cases.worklists.service import add, create_list

    with serving(settings.DATA) as reader:
        rows = reader.rows("SELECT enterprise, name FROM score WHERE nis = '34022'")
        named = {row["enterprise"]: row["name"] for row in rows}
        changed = lists.changed_numbers(sorted(named), since=date(2000, 1, 1), flags_only=False)
    assert changed, "the province has no change in Kortrijk"
    who = actor(people["colleague"], None)
    watched = create_list(who, name="Centrum", shared=False, day=None, work=None)
    add(who, watched, enterprises={changed[0]: named[changed[0]]}, reason="proef", work=None)
    found = list(letters(date(2000, 1, 1)))
    assert [letter.user for letter in found] == [people["colleague"]]
    text = f"{found[0].subject} {' '.join(map(str, found[0].lines))}"
    assert "Centrum" in text and named[changed[0]] not in text
    assert list(letters(date(2999, 1, 1))) == []


@pytest.mark.databases
def test_tidying_calls_every_app_and_removes_old_runs(data, people, hooks):
    registry.tidy("exports", lambda: "3 exports removed.")
    registry.tidy("kapot", lambda: 1 // 0)
    old = JobRun.objects.create(
        kind="fetch", started_by="", queued=timezone.now() - timedelta(days=500), outcome=Outcome.OK
    )
    tidied = run("tidy")
    assert "3 exports removed." in tidied.log and tidied.outcome == Outcome.FAILED and "kapot" in tidied.log
    assert not JobRun.objects.filter(pk=old.pk).exists()


@pytest.mark.databases
def test_the_head_of_a_whole_log_is_copied_and_of_a_broken_one_is_not(data, people):
    from django.db import connection

    from knipperlicht.cases.audit.guard import remove
    from knipperlicht.cases.audit.models import Entry

    log(actor(people["colleague"], None), "search.run")
    assert run("anchor").outcome == Outcome.OK and run("anchor").outcome == Outcome.SKIPPED
    kept = (data / FILE).read_text()
    log(actor(people["colleague"], None), "search.run")
    remove(connection)
    Entry.objects.filter(number=1).update(subject="weg")
    broken = run("anchor")
    assert broken.outcome == Outcome.FAILED and "row 1: was changed" in broken.log
    assert (data / FILE).read_text() == kept and User.objects.filter(email=mail.outbox[-1].to[0]).exists()
