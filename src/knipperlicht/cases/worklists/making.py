"""The job that makes large exports. What it says is for operators, who open no dossier: it names no company."""

from __future__ import annotations

import secrets
import traceback
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knipperlicht.bridge import lists
from knipperlicht.bridge.register import reader
from knipperlicht.bridge.served import serving
from knipperlicht.cases.jobs.service import Job, NothingToDo, Say, register
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.worklists import exporting
from knipperlicht.cases.worklists.exporting import JOB, Wanted
from knipperlicht.cases.worklists.models import Export, Format, Status
from knipperlicht.core.clock import Language
from knipperlicht.errors import KnipperlichtError

KEPT = timedelta(days=7)


class ExportFailed(KnipperlichtError):
    """An export could not be made; says which and what kind of error, without what the error said."""


def make(say: Say, arguments: dict[str, Any]) -> None:
    """Write the file of an export; its maker reads what went wrong, the operators where."""
    number = arguments["export"]
    name = secrets.token_urlsafe(24)
    taken = Export.objects.filter(pk=number, status=Status.WAITING).update(status=Status.RUNNING, file=name)
    if not taken:
        raise NothingToDo(f"Export {number} does not wait to be made.")
    export = Export.objects.select_related("organisation").get(pk=number)
    try:
        with serving(settings.DATA), translation.override(export.language):
            wanted = _again(export)
            export.rows = exporting.write(wanted, wanted.asked, exporting.exports_folder() / name)
            export.snapshot = reader().snapshot.id
    except Exception as error:
        Export.objects.filter(pk=number).update(error=_sentence(error, export.language)[:400])
        say("Where it went wrong:\n" + "".join(traceback.format_tb(error.__traceback__)).rstrip())
        raise ExportFailed(f"Export {number} was not made: {_kind(error)}.") from None
    scope = export.organisation.scope
    export.territory = None if scope is None else sorted(scope)
    export.status, export.ready_at = Status.READY, timezone.now()
    export.expires = export.ready_at + KEPT
    export.save()
    say(f"Export {number}: {export.rows} rows as {export.format}, from snapshot {export.snapshot}.")


def give_up(arguments: dict[str, Any]) -> None:
    """The run failed or its process died: the export says so to its maker, and nothing of its file stays."""
    underway = (Status.WAITING, Status.RUNNING)
    for export in Export.objects.filter(pk=arguments["export"], status__in=underway):
        if export.file:
            (exporting.exports_folder() / export.file).unlink(missing_ok=True)
        with translation.override(export.language):
            export.error = export.error or _("It was interrupted. Ask for the export again.")
        export.status, export.file = Status.FAILED, ""
        export.save(update_fields=["status", "file", "error"])


def _sentence(error: Exception, language: str) -> str:
    """For who asked for the export."""
    if isinstance(error, KnipperlichtError):
        return str(error)
    with translation.override(language):
        if isinstance(error, OSError):
            return _("The file could not be written: %s.") % (error.strerror or type(error).__name__)
        return _("Something went wrong on our side.")


def _kind(error: Exception) -> str:
    """For operators: an error of the system in its words, any other by its kind, as its text may hold a row."""
    return error.strerror or "OSError" if isinstance(error, OSError) else type(error).__name__


def _again(export: Export) -> Wanted:
    """What was asked, within the territory the organisation has now."""
    values = dict(QueryDict(export.query).lists())
    language: Language = export.language  # type: ignore[assignment]
    export.flags_only = export.flags_only or flags_only()
    asked = lists.read_filter(values, scope=export.organisation.scope, language=language, flags_only=export.flags_only)  # fmt: skip
    return Wanted(
        asked=asked, columns=tuple(export.columns), sort=export.sort, format=Format(export.format),
        language=language, flags_only=export.flags_only,
    )  # fmt: skip


def install() -> None:
    """Make the job known."""
    name = gettext_lazy("make a large export")
    register(Job(kind=JOB, name=name, work=make, by_hand=False, ended_badly=give_up))
