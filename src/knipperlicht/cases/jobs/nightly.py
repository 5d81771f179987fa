"""What runs every night, in one table, and the work of each."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from knipperlicht.bridge import builds, fetched
from knipperlicht.cases.audit import anchors
from knipperlicht.cases.jobs.letters import send
from knipperlicht.cases.jobs.models import UNDER_WAY, JobRun
from knipperlicht.cases.jobs.registry import Job, Letter, NothingToDo, Say, hooks, register
from knipperlicht.errors import KnipperlichtError

SETTLED = 60.0
"""Seconds a file in the inbox must have been left alone: until then it may still be copied in."""
RUNS_KEPT = timedelta(days=400)
QUEUE_KEPT = timedelta(days=14)


class PartFailed(KnipperlichtError):
    """Some of what a nightly job calls failed; the rest was done."""


def fetch(say: Say, arguments: dict[str, Any]) -> None:
    """Fetch what the operator switched on, then take in the files that wait in the inbox."""
    night = fetched.fetch(settings.DATA, today=timezone.localdate(), now=timezone.now, say=say)
    settled = builds.waiting(settings.DATA, settled_before=timezone.now().timestamp() - SETTLED)
    files = sorted({*settled, *night.files})
    if files:
        new = builds.take_in(settings.DATA, files, today=timezone.localdate(), say=say)
        say(f"{new} new extracts.")
    _all_well(night.failed)
    if not files:
        raise NothingToDo(f"No settled file waits in {builds.inbox(settings.DATA)}.")


def build(say: Say, arguments: dict[str, Any]) -> None:
    """Build and publish a snapshot."""
    say(f"Snapshot {builds.make(settings.DATA)} is served.")


def alerts(say: Say, arguments: dict[str, Any]) -> None:
    """Send what apps have to tell of the data that are new since the last letters; `as_of` notes how far these went.

    One letter that cannot be sent keeps no other from being sent, and none is sent twice for the same data.
    """
    served = builds.served_day(settings.DATA)
    if served is None:
        raise NothingToDo("Nothing is served yet.")
    last = _last_told()
    arguments["as_of"] = str(served)
    if last is None or served <= last:
        raise NothingToDo(f"No data newer than {last or served}.")
    sent, failed = 0, list[str]()
    for name, letters in hooks.alerts.items():
        try:
            for letter in letters(last + timedelta(days=1)):
                sent += _sent(letter, failed, say)
        except Exception as error:
            failed.append(name)
            say(f"{name}: {error}")
    say(f"{sent} letters sent.")
    _all_well(failed)


def _last_told() -> date | None:
    """The day of the data that the last letters were about."""
    told = JobRun.objects.filter(kind="alerts").values_list("arguments", flat=True)
    return max((date.fromisoformat(known["as_of"]) for known in told if "as_of" in known), default=None)


def _sent(letter: Letter, failed: list[str], say: Say) -> bool:
    try:
        send(letter)
    except Exception as error:
        failed.append(letter.user.email)
        say(f"{letter.user.email}: {error}")
        return False
    return True


def tidy(say: Say, arguments: dict[str, Any]) -> None:
    """Remove what has served its time."""
    now, failed = timezone.now(), []
    for name, clear in hooks.tidying.items():
        try:
            if done := clear():
                say(done)
        except Exception as error:
            failed.append(name)
            say(f"{name}: {error}")
    say(f"{Session.objects.filter(expire_date__lt=now).delete()[0]} ended sessions removed.")
    old = JobRun.objects.exclude(outcome__in=UNDER_WAY).filter(queued__lt=now - RUNS_KEPT)
    say(f"{old.delete()[0]} old runs removed.")
    DBTaskResult.objects.filter(enqueued_at__lt=now - QUEUE_KEPT).exclude(status="READY").delete()
    _all_well(failed)


def anchor(say: Say, arguments: dict[str, Any]) -> None:
    """Check the log, then copy its head outside the database: a broken log gets no copy that says it is whole."""
    broken = list(islice(anchors.verify_all(settings.DATA), 20))
    for wrong in broken:
        say(f"row {wrong.number}: {wrong.reason}")
    if broken:
        raise PartFailed("The log is not whole. Run `knipperlicht audit verify` and call the auditor.")
    kept = anchors.write(settings.DATA, timezone.now())
    if kept is None:
        raise NothingToDo("The log did not grow since the last copy.")
    say(f"The log stands at {kept.number}.")


def _all_well(failed: list[str]) -> None:
    if failed:
        raise PartFailed(f"Failed: {', '.join(failed)}. The rest was done.")


TABLE = (
    Job(kind="fetch", name=_("take in new extracts"), work=fetch, at=time(2, 30)),
    Job(
        kind="build", name=_("build the register"), work=build, at=time(2, 30), after=("fetch",),
        by_clock_only_if=lambda: builds.reason_to_build(settings.DATA),
    ),
    Job(kind="alerts", name=_("send alerts"), work=alerts, at=time(5, 30), after=("build",)),
    Job(kind="tidy", name=_("tidy up"), work=tidy, at=time(4, 30)),
    Job(kind="anchor", name=_("check the log and copy its head"), work=anchor, at=time(4, 45)),
)  # fmt: skip


def install() -> None:
    """Make the table known."""
    for job in TABLE:
        register(job)
