"""Is everything in order: data, database, disk, jobs, log."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knipperlicht.bridge import catalogue
from knipperlicht.bridge.register import served
from knipperlicht.bridge.served import NothingServed
from knipperlicht.cases.audit.anchors import read as read_anchors
from knipperlicht.cases.audit.models import Head
from knipperlicht.cases.jobs.service import failing_jobs, recent_runs

LITTLE_ROOM = 0.1
LATE = timedelta(hours=30)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line: `tone` is success, warning or error; `term`: the word of `web/terms.py` explained beside it."""

    name: str
    tone: str
    text: str
    term: str = ""


def checks(language: Any) -> list[Check]:
    """Every check, worst first."""
    order = {"error": 0, "warning": 1, "success": 2}
    return sorted(
        (*_data(language), _database(), _disk(), *_jobs(), _log()), key=lambda check: order[check.tone]
    )


def _data(language: Any) -> Iterator[Check]:
    today = timezone.localdate()
    try:
        now = served(today)
    except NothingServed as error:
        yield Check(name=_("Register data"), tone="error", text=str(error), term="snapshot")
        return
    text = _("Snapshot %(id)s, data as of %(day)s.") % {
        "id": now.snapshot,
        "day": now.as_of.strftime("%d-%m-%Y"),
    }
    yield Check(name=_("Register data"), tone="success", text=text, term="snapshot")
    for source in (one for one in catalogue.sources(today, language) if one["last_day"]):
        said = _aged(source)
        tone = "warning" if source["stale"] else "success"
        yield Check(name=source["title"], tone=tone, text=said, term="extract")


def _aged(source: dict[str, Any]) -> str:
    said = ngettext(
        "Last extract %(days)s day old; called stale after %(limit)s.",
        "Last extract %(days)s days old; called stale after %(limit)s.",
        source["age"],
    )
    return said % {"days": source["age"], "limit": source["stale_after"]}


def _database() -> Check:
    return Check(name=_("Database"), tone="success", text=connection.display_name)


def _disk() -> Check:
    room = shutil.disk_usage(settings.DATA)
    free = room.free / room.total
    text = _("%(free)s GB free of %(total)s GB.") % {"free": room.free // 10**9, "total": room.total // 10**9}
    return Check(name=_("Disk"), tone="warning" if free < LITTLE_ROOM else "success", text=text)


def _jobs() -> Iterator[Check]:
    failing = failing_jobs()
    for run in failing:
        text = _("The last run ended badly: %(outcome)s.") % {"outcome": run.get_outcome_display()}
        yield Check(name=run.kind, tone="error", text=text, term="job")
    last = recent_runs().filter(ended__isnull=False).first()
    if last is None or last.ended is None or timezone.now() - last.ended > LATE:
        yield Check(
            name=_("Jobs"),
            tone="warning",
            text=_("No job has ended for a day. Does `knipperlicht serve` run?"),
            term="job",
        )
    elif not failing:
        yield Check(name=_("Jobs"), tone="success", text=_("All last runs ended well."), term="job")


def _log() -> Check:
    head = Head.objects.first()
    anchors, wrong = read_anchors(settings.DATA)
    if wrong:
        return Check(name=_("Log"), tone="error", text="; ".join(wrong), term="anchor")
    text = _("%(rows)s rows; %(copies)s copies of its head outside the database.") % {
        "rows": head.number if head else 0, "copies": len(anchors),
    }  # fmt: skip
    tone = "success" if anchors or head is None else "warning"
    return Check(name=_("Log"), tone=tone, text=text, term="anchor")
