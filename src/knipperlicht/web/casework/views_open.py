"""Opening a file: which procedure, then the form of its first step."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from knipperlicht.cases.casefiles.service import CaseFile, foresee, may_open, offices_of, open_case
from knipperlicht.cases.measures.service import openable
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.case import Proposed
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.registry import UnknownProcedure, procedure_of
from knipperlicht.cases.procedures.steps import Procedure, Refusal
from knipperlicht.web.access import needs
from knipperlicht.web.casework.door import take_up, work_before
from knipperlicht.web.casework.effect import effect_of, is_grave
from knipperlicht.web.casework.open_form import OpenForm
from knipperlicht.web.casework.origin import Origin, asked_of, fixed_of, origin_of
from knipperlicht.web.casework.posted import again, asks_more, kept
from knipperlicht.web.casework.views_act import needs_signature
from knipperlicht.web.casework.words import OFFICES
from knipperlicht.web.requests import Signed


@needs(Right.CASES)
@require_safe
def choose(request: Signed) -> HttpResponseBase:
    """Every procedure a file can be opened under."""
    _must(request)
    return render(request, "casework/choose.html", {
        "procedures": openable(), "query": request.GET.urlencode(),
    })  # fmt: skip


@needs(Right.CASES)
@require_http_methods(["GET", "POST"])
def new(request: Signed, kind: str) -> HttpResponseBase:
    """The form that opens a file; what it comes from fills in what is known."""
    _must(request)
    procedure, origin = _procedure(kind), origin_of(request)
    options: dict[str, Any] = {
        "step": procedure.opening, "asked": asked_of(procedure, origin),
        "signed": needs_signature(procedure.opening, offices_of(request.actor)), "today": timezone.localdate(),
    }  # fmt: skip
    if request.method != "POST":
        return _form(request, procedure, origin, OpenForm(initial=origin.initial, **options))
    form = OpenForm(request.POST, **options)
    if asks_more(request) or "change" in request.POST:
        return _form(request, procedure, origin, OpenForm(initial=again(form), **options))
    if not form.is_valid():
        return _form(request, procedure, origin, form, status=422)
    file = CaseFile(
        organisation=request.actor.organisation, kind=kind, state="", opened=form.cleaned_data["on"],
        about=form.about | origin.about, parent=origin.parent, activity=origin.activity, **form.subject,
    )  # fmt: skip
    signed = {name: form.cleaned_data.get(name, "") for name in ("signed_by", "reference")}
    act = Proposed(step=procedure.opening.key, on=file.opened, data=form.act_data)
    refusals, case = foresee(request.actor, file, act, **signed)
    if not refusals and "confirm" not in request.POST and is_grave(file, procedure.opening, case):
        return render(request, "casework/confirm.html", {
            "file": file, "step": procedure.opening, "effect": effect_of(file, procedure.opening, act, case), "kept": kept(request),
            "signed": signed,
        })  # fmt: skip
    try:
        made = open_case(
            request.actor, kind=kind, on=file.opened, data=act.data, about=file.about, parent=file.parent, activity=file.activity,
            work=work_before(request, procedure), **form.subject, **signed,
        )  # fmt: skip
    except Refused as refused:
        return _form(request, procedure, origin, form, refusals=refused.refusals, status=409)
    take_up(request, made)
    return redirect("case_file", made.pk)


def _must(request: Signed) -> None:
    if not may_open(request.actor):
        raise PermissionDenied


def _procedure(kind: str) -> Procedure:
    try:
        return procedure_of(kind)
    except UnknownProcedure as error:
        raise Http404 from error


def _form(
    request: Signed, procedure: Procedure, origin: Origin, form: OpenForm, *, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponseBase:  # fmt: skip
    step = procedure.opening
    return render(request, "casework/new.html", {
        "procedure": procedure, "step": step, "form": form, "refusals": refusals, "origin": origin, "fixed": fixed_of(procedure, origin), "who": OFFICES[step.office],
    }, status=status)  # fmt: skip
