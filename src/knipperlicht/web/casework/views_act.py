"""Taking a step in a file: form, what it will do, recording."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, around_of, case_of, foresee, may_act, record
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.case import Proposed
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.foresight import in_the_way
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Office, Refusal, Step, UnknownStep
from knipperlicht.web.access import needs
from knipperlicht.web.casework.act_form import ActForm
from knipperlicht.web.casework.documents import choices_in
from knipperlicht.web.casework.door import open_file
from knipperlicht.web.casework.effect import effect_of, is_grave
from knipperlicht.web.casework.posted import again, asks_more, kept, posted_version
from knipperlicht.web.casework.words import OFFICES
from knipperlicht.web.requests import Signed


@needs(Right.CASES)
@require_http_methods(["GET", "POST"])
def act(request: Signed, file_id: int, step: str) -> HttpResponseBase:
    """One step of one file: nothing typed is lost, whatever is refused."""
    file = open_file(request, file_id, quiet=request.method == "POST")
    if not may_act(request.actor, file):
        log(request.actor, "access.refused", work=request.work, subject=request.path)
        raise PermissionDenied
    row = _step(file, step)
    options = _options(request, file, row)
    if request.method != "POST":
        return _form(request, file, row, ActForm(**options), file.version)
    form = ActForm(request.POST, **options)
    version = posted_version(request)
    if asks_more(request) or "change" in request.POST:
        return _form(request, file, row, ActForm(initial=again(form), **options), version)
    if not form.is_valid():
        return _form(request, file, row, form, version, status=422)
    signed = {name: form.cleaned_data.get(name, "") for name in ("signed_by", "reference")}
    proposed = Proposed(step=row.key, on=form.cleaned_data["on"], data=form.act_data)
    refusals, new = foresee(request.actor, file, proposed, **signed)
    if (
        not refusals
        and version == file.version
        and "confirm" not in request.POST
        and is_grave(file, row, new)
    ):
        return render(request, "casework/confirm.html", {
            "file": file, "step": row, "effect": effect_of(file, row, proposed, new), "kept": kept(request), "signed": signed,
        })  # fmt: skip
    try:
        record(
            request.actor, file.pk, step=row.key, version=version, on=proposed.on, data=proposed.data, work=request.work, **signed
        )  # fmt: skip
    except Refused as refused:
        return _form(request, file, row, form, file.version, refusals=refused.refusals, status=409)
    messages.success(request, str(row.done))
    if row.opens:
        return redirect(f"{reverse('case_new', args=[row.opens])}?parent={file.pk}")
    return redirect("case_file", file.pk)


def _step(file: CaseFile, key: str) -> Step:
    """A step that somebody takes; the first one opens a file, and what follows by law nobody takes."""
    try:
        step = procedure_of(file.kind).step(key)
    except UnknownStep as error:
        raise Http404 from error
    if step.first or step.office is Office.SYSTEM:
        raise Http404
    return step


def _options(request: Signed, file: CaseFile, step: Step) -> dict[str, Any]:
    around = around_of(file, request.actor)
    return {
        "step": step,
        "signed": needs_signature(step, around.offices),
        "today": timezone.localdate(),
        "documents": choices_in(request.actor, file, step),
    }


def needs_signature(step: Step, offices: frozenset[str]) -> bool:
    """Whether who signed must be told: decisions of mayor and college that another records."""
    return step.office in (Office.MAYOR, Office.COLLEGE) and step.office not in offices


def _form(
    request: Signed, file: CaseFile, step: Step, form: ActForm, version: int, *,
    refusals: tuple[Refusal, ...] = (), status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    """The form; before anything was tried, with what stands in the way whatever is entered."""
    procedure = procedure_of(file.kind)
    known = (
        () if refusals else in_the_way(procedure, case_of(file, criminal=True), step, around_of(file, request.actor))
    )  # fmt: skip
    return render(request, "casework/act.html", {
        "file": file, "procedure": procedure, "step": step, "form": form, "version": version, "refusals": refusals, "known": known,
        "who": OFFICES[step.office], "state": procedure.state_name(file.state),
    }, status=status)  # fmt: skip
