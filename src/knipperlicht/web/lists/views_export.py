"""Exports: what leaves, why and for whom; small ones at once, large ones in the background."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from knipperlicht.bridge import lists
from knipperlicht.bridge.register import reader
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.models import Export, Format, Status
from knipperlicht.cases.worklists.service import (
    AT_ONCE,
    Wanted,
    ask_export,
    export_now,
    exports_of,
    file_of,
    log_download,
    refusal,
)
from knipperlicht.web.access import needs
from knipperlicht.web.language import language_of
from knipperlicht.web.lists.forms import ExportForm
from knipperlicht.web.lists.journal import log_part
from knipperlicht.web.lists.state import SIZE, State, read_state, whole
from knipperlicht.web.lists.views import named
from knipperlicht.web.requests import Signed

TYPES = {
    Format.CSV: ("csv", "text/csv; charset=utf-8"),
    Format.XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.GEOJSON: ("geojson", "application/geo+json"),
    Format.FTM: ("ftm.json", "application/x-ndjson"),
    Format.BODS: ("bods.jsonl", "application/x-ndjson"),
}


@needs(Right.EXPORT, purpose=True)
@require_http_methods(["GET", "POST"])
def export(request: Signed) -> HttpResponseBase:
    """Ask for kind, reason and recipient; then the file, or its place in the queue."""
    state, only = _chosen(request)
    if state.errors:
        return redirect(f"{reverse('lists')}?{state.query() or request.GET.urlencode()}")
    rows = lists.count(state.asked, flags_only=flags_only(), only=only)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(state, only, Format(form.cleaned_data["format"]), request)
        reason, recipients = form.cleaned_data["reason"], form.cleaned_data["recipients"]
        if rows <= AT_ONCE:
            path = export_now(request.actor, wanted, reason=reason, recipients=recipients, work=request.work)  # fmt: skip
            return _file(path, wanted.format, gone=True)
        ask_export(request.actor, wanted, rows=rows, reason=reason, recipients=recipients, work=request.work)
        messages.success(request, _("The export is being made. It stands here as soon as it is ready; you may go on working."))  # fmt: skip
        return redirect("exports")
    log_part(state, request, named(state, request), part="export")
    return render(request, "lists/export.html", {
        "form": form, "rows": rows, "named": named(state, request), "back_url": state.url(),
        "at_once": AT_ONCE, "later": rows > AT_ONCE,
    }, status=422 if form.errors else 200)  # fmt: skip


@needs(Right.EXPORT)
def exports(request: Signed) -> HttpResponseBase:
    """Exports in the background with their progress; htmx asks again while one is under way."""
    now = timezone.now()
    rows = [
        {"export": one, "ready": file_of(one, now=now) is not None, "refusal": refusal(request.actor, one)}
        for one in exports_of(request.actor)[:100]
    ]
    busy = any(row["export"].status in (Status.WAITING, Status.RUNNING) for row in rows)  # type: ignore[attr-defined]
    template = (
        "lists/exports_table.html" if request.headers.get("HX-Request") == "true" else "lists/exports.html"
    )
    return render(request, template, {"rows": rows, "busy": busy, "all": request.actor.may(Right.MEMBERS)})


@needs(Right.EXPORT, purpose=True)
@require_GET
def download(request: Signed, pk: int) -> HttpResponseBase:
    """The file of an export: its maker and managers, until it expires or their territory no longer covers it."""
    found: Export = get_object_or_404(exports_of(request.actor), pk=pk)
    path = file_of(found, now=timezone.now())
    if path is None:
        raise Http404
    if sentence := refusal(request.actor, found):
        log(request.actor, "access.refused", work=request.work, subject=request.path)
        return render(request, "lists/export_refused.html", {"sentence": sentence}, status=403)
    log_download(request.actor, found, work=request.work)
    return _file(path, Format(found.format), gone=False)


def _chosen(request: Signed) -> tuple[State, tuple[int, ...] | None]:
    """The list of the address, and the rows of it that were chosen; None for all."""
    values = request.GET.copy()
    rows = values.pop("row", [])
    only = tuple(int(n) for n in rows[:SIZE] if whole(n))
    return read_state(request, values), only if rows else None


def _wanted(state: State, only: tuple[int, ...] | None, form: Format, request: Signed) -> Wanted:
    return Wanted(
        asked=state.asked, columns=state.shown, sort=state.sort, format=form, language=language_of(request),
        flags_only=flags_only(),
        only=only,
    )  # fmt: skip


def _file(path: Path, form: Format, *, gone: bool) -> HttpResponseBase:
    """The file as a download; `gone` takes its name away at once: who holds it open can still read it."""
    ending, kind = TYPES[form]
    handle = path.open("rb")
    if gone:
        path.unlink()
    snapshot = reader().snapshot
    answer = FileResponse(handle, as_attachment=True, filename=f"knipperlicht-{snapshot.as_of}.{ending}", content_type=kind)  # fmt: skip
    answer["Cache-Control"] = "private, no-store"
    return cast(HttpResponseBase, answer)
