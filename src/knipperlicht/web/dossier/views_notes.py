"""Notes of the own organisation at a dossier."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.dossiers.service import (
    Note,
    add_note,
    change_note,
    delete_note,
    may_change,
    notes_of,
)
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.dossier.door import Opened, open_dossier
from knipperlicht.web.dossier.forms import NoteForm
from knipperlicht.web.dossier.refusals import answered
from knipperlicht.web.requests import Signed


@needs(Right.WRITE, purpose=True)
@require_http_methods(["GET", "POST"])
@answered
def add(request: Signed, number: str) -> HttpResponseBase:
    """Write one."""
    opened = open_dossier(request, number, quiet=True)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_note(
            request.actor, enterprise=opened.enterprise, text=form.cleaned_data["text"], work=request.work
        )
        messages.success(request, _("The note is kept. Only your organisation sees it."))
        return redirect(_notes(opened))
    context = {"form": form, "number": opened.number, "note": None}
    return render(request, "dossier/note.html", context, status=422 if form.errors else 200)


@needs(Right.WRITE, purpose=True)
@require_http_methods(["GET", "POST"])
@answered
def change(request: Signed, number: str, note: int) -> HttpResponseBase:
    """Change one's own, or as a manager any of the organisation."""
    opened = open_dossier(request, number, quiet=True)
    kept = _changeable(request, opened, note)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"text": kept.text})
    if request.method == "POST" and form.is_valid():
        change_note(request.actor, kept, text=form.cleaned_data["text"], work=request.work)
        messages.success(request, _("The note is changed."))
        return redirect(_notes(opened))
    context = {"form": form, "number": opened.number, "note": kept}
    return render(request, "dossier/note.html", context, status=422 if form.errors else 200)


@needs(Right.WRITE, purpose=True)
@require_POST
@answered
def delete(request: Signed, number: str, note: int) -> HttpResponseBase:
    """Take the text away; that there was a note stays visible."""
    opened = open_dossier(request, number, quiet=True)
    delete_note(request.actor, _changeable(request, opened, note), work=request.work)
    messages.success(request, _("The note is deleted; who wrote it and when stays visible."))
    return redirect(_notes(opened))


def _changeable(request: Signed, opened: Opened, note: int) -> Note:
    """Of another organisation or deleted: 404. Of a colleague: 403."""
    kept: Note = get_object_or_404(notes_of(request.actor, opened.enterprise).filter(deleted=None), pk=note)
    if not may_change(request.actor, kept):
        log(request.actor, "access.refused", work=request.work, subject=request.path)
        raise PermissionDenied
    return kept


def _notes(opened: Opened) -> str:
    return reverse("dossier", args=[opened.number]) + "#notes"
