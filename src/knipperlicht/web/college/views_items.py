"""One item of an agenda: what the college sees of the file, and what it decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knipperlicht.cases.audit.service import log, logged
from knipperlicht.cases.casefiles.service import CaseFile, may_act
from knipperlicht.cases.college.service import (
    AgendaItem,
    Body,
    State,
    Unusable,
    decide,
    decided,
    decision_set,
    decisions,
    items_of,
    meetings_of,
    postpone,
    put,
    take_off,
)
from knipperlicht.cases.documents.service import visible_to_college
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Step
from knipperlicht.web.access import needs
from knipperlicht.web.casework.act_form import ActForm
from knipperlicht.web.casework.acts import said_of
from knipperlicht.web.casework.door import open_file, take_up
from knipperlicht.web.casework.posted import again, asks_more, posted_version
from knipperlicht.web.college.forms import PutForm, RemarksForm
from knipperlicht.web.requests import Signed


def _item(request: Signed, pk: int) -> AgendaItem:
    """An item the actor may see; the piece of work becomes that of its file, and the look is logged once in it."""
    found = get_object_or_404(items_of(request.actor), pk=pk)
    take_up(request, found.file)
    if not logged(request.work, "college.read", subject=found.file.number, item=found.pk):
        detail = {"item": found.pk, "file": found.file_id, "meeting": found.meeting_id}
        log(request.actor, "college.read", subject=found.file.number, work=request.work, detail=detail)
    return found


@needs(Right.COLLEGE, Right.CASES)
def item(request: Signed, pk: int) -> HttpResponseBase:
    """The decision set, its documents, and what may be decided now."""
    found = _item(request, pk)
    act = decided(found)
    may_decide = (
        found.act_number is None
        and found.meeting.state != State.CANCELLED
        and not found.postponed
        and not found.lapsed
    )
    return render(request, "college/item.html", {
        "item": found, "meeting": found.meeting, "file": found.file, "procedure": procedure_of(found.file.kind),
        "state": procedure_of(found.file.kind).state_name(found.file.state), "decided": act,
        "decided_said": said_of(act.step, dict(act.data)) if act else [],
        "acts": [{"act": one, "said": said_of(one.step, dict(one.data))} for one in decision_set(found)],
        "documents": visible_to_college(request.actor, found.file),
        "steps": decisions(found) if may_decide else [], "held": found.meeting.day <= timezone.localdate(),
        "may_open": may_act(request.actor, found.file) and CaseFile.objects.of(request.actor).filter(pk=found.file_id).exists(),
        "remarks": RemarksForm(),
    })  # fmt: skip


@needs(Right.COLLEGE, Right.CASES)
@require_http_methods(["GET", "POST"])
def decision(request: Signed, pk: int, step: str) -> HttpResponseBase:
    """The form of one decision: recorded, it is the act in the file and the line in the minutes."""
    found = _item(request, pk)
    row = next((known for known in decisions(found) if known.key == step), None)
    if row is None or found.act_number is not None:
        raise Http404
    options: dict[str, Any] = {"step": row, "signed": _signs(request, found), "today": found.meeting.day}
    if request.method != "POST":
        return _form(
            request, found, row, ActForm(initial={"on": found.meeting.day}, **options), RemarksForm()
        )
    sent = request.POST.copy()
    sent["on"] = found.meeting.day.isoformat()
    form, remarks = ActForm(sent, **options), RemarksForm(request.POST)
    if asks_more(request):
        return _form(request, found, row, ActForm(initial=again(form), **options), remarks)
    if not (form.is_valid() and remarks.is_valid()):
        return _form(request, found, row, form, remarks, status=422)
    signed = {name: form.cleaned_data.get(name, "") for name in ("signed_by", "reference")}
    try:
        decide(
            request.actor, found, step=row.key, version=posted_version(request), data=form.act_data,
            remarks=remarks.cleaned_data["remarks"], work=request.work, **signed,
        )  # fmt: skip
    except Refused as refused:
        found.file.refresh_from_db()
        return _form(request, found, row, form, remarks, refusals=refused.refusals, status=409)
    except Unusable as error:
        form.add_error(None, str(error))
        return _form(request, found, row, form, remarks, status=422)
    except CaseFile.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, str(row.done))
    return redirect("college_meeting", pk=found.meeting_id)


def _signs(request: Signed, item: AgendaItem) -> bool:
    """Whether who signed must be told: staff that records what the college decided."""
    return item.meeting.body == Body.COLLEGE and not request.actor.may(Right.COLLEGE)


def _form(
    request: Signed, item: AgendaItem, step: Step, form: ActForm, remarks: RemarksForm, *, refusals: Any = (), status: int = 200
) -> HttpResponseBase:  # fmt: skip
    return render(request, "college/decide.html", {
        "item": item, "meeting": item.meeting, "file": item.file, "step": step, "form": form, "remarks": remarks, "refusals": refusals,
        "state": procedure_of(item.file.kind).state_name(item.file.state),
    }, status=status)  # fmt: skip


@needs(Right.COLLEGE, Right.CASES)
@require_POST
def put_off(request: Signed, pk: int) -> HttpResponseBase:
    """Leave it for a later meeting."""
    found = _item(request, pk)
    form = RemarksForm(request.POST)
    try:
        postpone(
            request.actor,
            found,
            remarks=form.cleaned_data["remarks"] if form.is_valid() else "",
            work=request.work,
        )
    except Unusable as error:
        messages.error(request, str(error))
    return redirect("college_meeting", pk=found.meeting_id)


@needs(Right.CASES)
@require_POST
def off(request: Signed, pk: int) -> HttpResponseBase:
    """Take it off the agenda."""
    found = _item(request, pk)
    try:
        take_off(request.actor, found, work=request.work)
        messages.success(request, _("The file is off the agenda."))
    except Unusable as error:
        messages.error(request, str(error))
    return redirect("college_meeting", pk=found.meeting_id)


@needs(Right.CASES)
@require_http_methods(["GET", "POST"])
def put_on(request: Signed, file_id: int) -> HttpResponseBase:
    """Put a file on the agenda of a meeting to come."""
    file = open_file(request, file_id, quiet=request.method == "POST")
    if not may_act(request.actor, file):
        raise PermissionDenied
    coming = meetings_of(request.actor).filter(state=State.PLANNED)
    form = PutForm(request.POST if request.method == "POST" else None, meetings=coming)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            put(
                request.actor,
                given["meeting"],
                file,
                purpose=given["purpose"],
                note=given["note"],
                work=request.work,
            )
        except Unusable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The file is on the agenda."))
            return redirect("case_file", file_id=file.pk)
    status = 422 if form.is_bound else 200
    return render(
        request, "college/put.html", {"form": form, "file": file, "none": not coming.exists()}, status=status
    )
