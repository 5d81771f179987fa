"""Exports of lists: small ones at once, large ones in the background (`making.py`). Every one is logged with reason and recipient."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from knipperlicht.bridge import lists
from knipperlicht.bridge.lists import ListFilter
from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.jobs.service import queue
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.worklists.guard import must
from knipperlicht.cases.worklists.models import Export, Format, Status
from knipperlicht.core.clock import Language

AT_ONCE = 5000
"""Rows written while someone waits; more is made in the background."""
JOB = "export"
"""The kind of job that makes large ones."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to export: exactly what is on the screen; `only`: the rows that were chosen there (never many)."""

    asked: ListFilter
    columns: tuple[str, ...]
    sort: str
    format: Format
    language: Language
    flags_only: bool
    only: tuple[int, ...] | None = None


def exports_of(actor: Actor) -> QuerySet[Export]:
    """The actor's exports; for a manager all of the organisation."""
    found: QuerySet[Export] = Export.objects.visible(actor).select_related("made_by")
    return found


def export_now(
    actor: Actor, wanted: Wanted, *, reason: str, recipients: str, work: PieceOfWork | None
) -> Path:
    """Write a small export to a temporary file, which the caller removes. Logged before anything leaves."""
    must(actor, Right.EXPORT)
    asked = wanted.asked.within(actor.organisation.scope)
    with tempfile.NamedTemporaryFile(prefix="knipperlicht-export-", suffix=f".{wanted.format}", delete=False) as file:  # fmt: skip
        target = Path(file.name)
    try:
        written = write(wanted, asked, target)
        log(actor, "list.export", work=work, recipients=recipients, detail=_said(wanted, reason, written))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


@transaction.atomic
def ask_export(
    actor: Actor, wanted: Wanted, *, rows: int, reason: str, recipients: str, work: PieceOfWork | None
) -> Export:
    """Have a large export made by a job."""
    must(actor, Right.EXPORT)
    export = Export.objects.create(
        organisation=actor.organisation, made_by=actor.user, query=lists.query_string(wanted.asked),
        columns=list(wanted.columns), sort=wanted.sort, format=wanted.format, language=wanted.language,
        flags_only=wanted.flags_only, reason=reason[:200], recipients=recipients[:200], expected=rows,
    )  # fmt: skip
    log(actor, "list.export", work=work, recipients=recipients, subject=f"export {export.pk}",
        detail=_said(wanted, reason, rows))  # fmt: skip
    queue(JOB, actor, export=export.pk)
    return export


def file_of(export: Export, *, now: datetime) -> Path | None:
    """The file while it may be downloaded; one with numbers not once the operator shows signs only."""
    if flags_only() and not export.flags_only:
        return None
    if export.status != Status.READY or export.expires is None or export.expires <= now:
        return None
    path = exports_folder() / export.file
    return path if path.is_file() else None


def refusal(actor: Actor, export: Export) -> str:
    """Why this file may not leave any more, in a sentence; empty when it may.

    Days lie between making and download: the territory now must hold all of the territory the file was made for.
    """
    now = actor.organisation.scope
    if now is None or (export.territory is not None and set(export.territory) <= now):
        return ""
    return _(
        "The territory of your organisation has changed since this file was made, so it may hold enterprises outside it. Ask for the export again."
    )


def log_download(actor: Actor, export: Export, *, work: PieceOfWork | None) -> None:
    """The moment the file leaves."""
    must(actor, Right.EXPORT)
    log(actor, "list.download", work=work, recipients=export.recipients, subject=f"export {export.pk}",
        detail={"rows": export.rows, "format": export.format, "snapshot": export.snapshot})  # fmt: skip


def remove_expired(now: datetime) -> int:
    """Remove the files of exports that are past their day; gives how many. The nightly job calls this."""
    gone = 0
    for export in Export.objects.filter(status=Status.READY, expires__lte=now):
        (exports_folder() / export.file).unlink(missing_ok=True)
        export.status, export.file = Status.EXPIRED, ""
        export.save(update_fields=["status", "file"])
        gone += 1
    return gone


def exports_folder() -> Path:
    """Where files lie until they expire; nobody else on the machine can read it."""
    folder: Path = settings.DATA / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write(wanted: Wanted, asked: ListFilter, target: Path) -> int:
    """Write the rows; gives how many."""
    return lists.export(
        asked, target, form=wanted.format, columns=wanted.columns, sort=wanted.sort,
        language=wanted.language, flags_only=wanted.flags_only,
        only=wanted.only,
    )  # fmt: skip


def _said(wanted: Wanted, reason: str, rows: int) -> dict[str, object]:
    """Detail of the log."""
    return {
        "filter": lists.query_string(wanted.asked), "columns": list(wanted.columns), "sort": wanted.sort,
        "format": str(wanted.format), "rows": rows, "reason": reason, "chosen": wanted.only is not None,
    }  # fmt: skip
