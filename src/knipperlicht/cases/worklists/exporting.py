"""Exports of lists: small ones at once, large ones in the background. Every one is logged with reason and recipient."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from knipperlicht.bridge import lists
from knipperlicht.bridge.lists import ListFilter
from knipperlicht.bridge.register import reader
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.worklists.guard import must
from knipperlicht.cases.worklists.models import Export, Format, Status
from knipperlicht.core.clock import Language
from knipperlicht.errors import KnipperlichtError

AT_ONCE = 5000
"""Rows written while someone waits; more is made in the background."""
KEPT = timedelta(days=7)


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
        written = _write(wanted, asked, target)
        log(actor, "list.export", work=work, recipients=recipients, detail=_said(wanted, reason, written))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


@transaction.atomic
def ask_export(
    actor: Actor, wanted: Wanted, *, rows: int, reason: str, recipients: str, work: PieceOfWork | None
) -> Export:
    """Have a large export made in the background."""
    from knipperlicht.cases.worklists.tasks import run_export

    must(actor, Right.EXPORT)
    export = Export.objects.create(
        organisation=actor.organisation, made_by=actor.user, query=lists.query_string(wanted.asked),
        columns=list(wanted.columns), sort=wanted.sort, format=wanted.format, language=wanted.language,
        flags_only=wanted.flags_only, reason=reason[:200], recipients=recipients[:200], expected=rows,
    )  # fmt: skip
    log(actor, "list.export", work=work, recipients=recipients, subject=f"export {export.pk}",
        detail=_said(wanted, reason, rows))  # fmt: skip
    run_export.enqueue(export.pk)
    return export


def make(export_id: int) -> None:
    """Write the file of an export; what goes wrong becomes its sentence. Called by the task."""
    taken = Export.objects.filter(pk=export_id, status__in=(Status.WAITING, Status.RUNNING)).update(status=Status.RUNNING)  # fmt: skip
    if not taken:
        return
    export = Export.objects.select_related("organisation").get(pk=export_id)
    name = f"{secrets.token_urlsafe(24)}.{export.format}"
    target = exports_folder() / name
    try:
        with serving(settings.DATA), translation.override(export.language):
            wanted = _again(export)
            export.rows, export.snapshot = _write(wanted, wanted.asked, target), reader().snapshot.id
    except (KnipperlichtError, OSError) as error:
        target.unlink(missing_ok=True)
        export.status = Status.FAILED
        export.error = (str(error) if isinstance(error, KnipperlichtError) else _("The file could not be written: %s.") % (error.strerror or error))[:400]  # fmt: skip
    except BaseException:
        target.unlink(missing_ok=True)
        Export.objects.filter(pk=export_id).update(status=Status.FAILED, error=_("Something went wrong on our side."))  # fmt: skip
        raise
    else:
        export.status, export.file, export.ready_at = Status.READY, name, timezone.now()
        export.expires = export.ready_at + KEPT
    export.save()


def file_of(export: Export, *, now: datetime) -> Path | None:
    """The file while it may be downloaded; one with numbers not once the operator shows signs only."""
    if flags_only() and not export.flags_only:
        return None
    if export.status != Status.READY or export.expires is None or export.expires <= now:
        return None
    path = exports_folder() / export.file
    return path if path.is_file() else None


def log_download(actor: Actor, export: Export, *, work: PieceOfWork | None) -> None:
    """The moment the file leaves."""
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


def _again(export: Export) -> Wanted:
    """What was asked, within the territory the organisation has now."""
    from django.http import QueryDict

    values = dict(QueryDict(export.query).lists())
    language: Language = export.language  # type: ignore[assignment]
    export.flags_only = export.flags_only or flags_only()
    asked = lists.read_filter(values, scope=export.organisation.scope, language=language, flags_only=export.flags_only)  # fmt: skip
    return Wanted(
        asked=asked, columns=tuple(export.columns), sort=export.sort, format=Format(export.format),
        language=language, flags_only=export.flags_only,
    )  # fmt: skip


def _write(wanted: Wanted, asked: ListFilter, target: Path) -> int:
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
