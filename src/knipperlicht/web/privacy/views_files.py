"""What staff does in a file: hold its destruction, end the hold, take the form for the Central Register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, Designation, may_act
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.retention.service import (
    Entry,
    Hold,
    NothingToSend,
    as_json,
    end_hold,
    form_of,
    hold,
    look_again,
)
from knipperlicht.web.access import needs
from knipperlicht.web.casework.door import open_file
from knipperlicht.web.casework.words import person_in_words
from knipperlicht.web.privacy.forms import EndForm, HoldForm, ReviewForm
from knipperlicht.web.requests import Signed
from knipperlicht.web.tags import day

AHEAD = timedelta(days=90)
"""A proposal for the day to look again."""


@needs(Right.CASES)
@require_http_methods(["GET", "POST"])
def place(request: Signed, file_id: int) -> HttpResponseBase:
    """Put off the destruction of a file while a case is pending."""
    file = _own(request, file_id)

    def do(given: dict[str, Any]) -> None:
        hold(request.actor, file, work=request.work, **given)

    form = HoldForm(_sent(request), initial={"review": timezone.localdate() + AHEAD})
    return _page(
        request,
        file,
        form,
        do,
        title=_("Hold the destruction"),
        said=_("Nothing of this file is destroyed while the hold runs."),
    )


@needs(Right.CASES)
@require_http_methods(["GET", "POST"])
def review(request: Signed, file_id: int) -> HttpResponseBase:
    """The case still runs: look again later."""
    file, held = _held(request, file_id)

    def do(given: dict[str, Any]) -> None:
        look_again(request.actor, held, work=request.work, **given)

    form = ReviewForm(_sent(request), initial={"review": timezone.localdate() + AHEAD})
    return _page(
        request,
        file,
        form,
        do,
        title=_("The case still runs"),
        said=_("The hold goes on; the new day is noted."),
        held=held,
    )


@needs(Right.CASES)
@require_http_methods(["GET", "POST"])
def end(request: Signed, file_id: int) -> HttpResponseBase:
    """The case is over: what is due goes in the next night."""
    file, held = _held(request, file_id)

    def do(given: dict[str, Any]) -> None:
        end_hold(request.actor, held, work=request.work, **given)

    form = EndForm(_sent(request))
    return _page(
        request,
        file,
        form,
        do,
        title=_("End the hold"),
        said=_("The hold has ended. What is due is destroyed tonight."),
        held=held,
    )


@needs(Right.CASES)
def register_form(request: Signed, file_id: int) -> HttpResponse:
    """The form for the Central Register, filled from the file: to read, print and copy into the form of the DIOB."""
    file, entries = _entries(request, file_id)
    rows = [(entry, _lines(entry)) for entry in entries]
    return render(request, "privacy/register_form.html", {"file": file, "rows": rows})


@needs(Right.CASES)
def register_json(request: Signed, file_id: int) -> HttpResponseBase:
    """The same for a program."""
    file, entries = _entries(request, file_id)
    log(
        request.actor, "register.form", subject=file.number, work=request.work, recipients="DIOB",
        detail={"file": file.pk, "fields": [entry.key for entry in entries]},
    )  # fmt: skip
    answer = JsonResponse(as_json(entries), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{file.number}-register.json"'
    return answer


def _page(
    request: Signed, file: CaseFile, form: forms.Form, do: Callable[[dict[str, Any]], None], *, title: str | Promise, said: str,
    held: Hold | None = None,
) -> HttpResponseBase:  # fmt: skip
    refusals: Any = ()
    if form.is_bound and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, said)
            return redirect("case_file", file_id=file.pk)
    context = {"file": file, "form": form, "title": title, "refusals": refusals, "held": held}
    return render(request, "privacy/hold.html", context, status=422 if form.is_bound else 200)


def _own(request: Signed, file_id: int) -> CaseFile:
    """A file the actor may act in: else 404, or 403 for who only reads."""
    file = open_file(request, file_id, quiet=request.method == "POST")
    if not may_act(request.actor, file):
        raise PermissionDenied
    return file


def _held(request: Signed, file_id: int) -> tuple[CaseFile, Hold]:
    file = _own(request, file_id)
    held = Hold.objects.filter(file=file, ended=None).first()
    if held is None:
        raise Http404
    return file, held


def _entries(request: Signed, file_id: int) -> tuple[CaseFile, list[Entry]]:
    file = _own(request, file_id)
    mine = (
        Designation.objects.filter(organisation=file.organisation, user=request.actor.user)
        .order_by("-since")
        .first()
    )
    try:
        return file, form_of(file, sender=request.actor.user.name, function=mine.function if mine else "")
    except NothingToSend as error:
        raise Http404 from error


def _lines(entry: Entry) -> list[str]:
    if isinstance(entry.value, date):
        return [day(entry.value)]
    if isinstance(entry.value, list):
        return [person_in_words(one) if isinstance(one, dict) else str(one) for one in entry.value]
    return [str(entry.value)] if entry.value else []


def _sent(request: Signed) -> Any:
    return request.POST if request.method == "POST" else None
