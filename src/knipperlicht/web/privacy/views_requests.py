"""Requests of data subjects, from receipt to answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.retention.service import (
    SubjectRequest,
    answer,
    check_identity,
    extend,
    receive,
    requests_of,
)
from knipperlicht.web.access import needs
from knipperlicht.web.privacy.forms import AnswerForm, ExtendForm, IdentityForm, ReceiveForm
from knipperlicht.web.privacy.tabs import tabs
from knipperlicht.web.requests import Signed

PER_PAGE = 50


@needs(Right.PRIVACY)
def requests(request: Signed) -> HttpResponse:
    """Open ones by their last day, then what was answered."""
    answered = request.GET.get("answered") == "1"
    rows = requests_of(request.actor).filter(answered__isnull=not answered)
    page = Paginator(rows.order_by("-answered", "-pk") if answered else rows, PER_PAGE).get_page(
        request.GET.get("page")
    )
    log(
        request.actor,
        "privacy.read",
        work=request.work,
        detail={"answered": answered, "found": page.paginator.count},
    )
    today = timezone.localdate()
    return render(request, "privacy/requests.html", {
        "tabs": tabs(request, "privacy_requests"), "page": page, "answered": answered, "today": today,
        "rows": [{"asked": asked, "late": asked.late(today)} for asked in page],
    })  # fmt: skip


@needs(Right.PRIVACY)
@require_http_methods(["GET", "POST"])
def new(request: Signed) -> HttpResponseBase:
    """Record a request as it came in."""
    form = ReceiveForm(
        request.POST if request.method == "POST" else None, initial={"received": timezone.localdate()}
    )
    refusals: tuple[Any, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            made = receive(request.actor, work=request.work, **form.cleaned_data)
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The request is recorded. Its term is reckoned."))
            return redirect("privacy_request", pk=made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "privacy/request_new.html", {"form": form, "refusals": refusals}, status=status)


@needs(Right.PRIVACY)
def request_page(request: Signed, pk: int) -> HttpResponse:
    """One request with its term and what is to be done next."""
    asked = get_object_or_404(requests_of(request.actor), pk=pk)
    log(request.actor, "privacy.read", subject=asked.number, work=request.work)
    return _show(request, asked)


@needs(Right.PRIVACY)
@require_POST
def identity(request: Signed, pk: int) -> HttpResponseBase:
    """Who asks was checked."""
    return _handle(
        request, pk, "identity", IdentityForm(request.POST), check_identity, _("Recorded who asks.")
    )


@needs(Right.PRIVACY)
@require_POST
def extension(request: Signed, pk: int) -> HttpResponseBase:
    """A second month."""
    return _handle(request, pk, "extend", ExtendForm(request.POST), extend, _("The term is a month longer."))


@needs(Right.PRIVACY)
@require_POST
def reply(request: Signed, pk: int) -> HttpResponseBase:
    """The answer."""
    return _handle(request, pk, "answer", AnswerForm(request.POST), answer, _("The answer is recorded."))


def _handle(
    request: Signed, pk: int, name: str, form: forms.Form, do: Callable[..., None], said: str
) -> HttpResponseBase:  # fmt: skip
    asked = get_object_or_404(requests_of(request.actor), pk=pk)
    if not form.is_valid():
        return _show(request, asked, sent={name: form}, status=422)
    try:
        do(request.actor, asked, work=request.work, **form.cleaned_data)
    except Refused as refused:
        asked.refresh_from_db()
        return _show(request, asked, sent={name: form}, refusals=refused.refusals, status=409)
    messages.success(request, said)
    return redirect("privacy_request", pk=pk)


def _show(
    request: Signed, asked: SubjectRequest, *, sent: dict[str, forms.Form] | None = None, refusals: Any = (), status: int = 200
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    blank: dict[str, forms.Form] = {
        "identity": IdentityForm(initial={"on": today}, auto_id="identity-%s"),
        "extend": ExtendForm(initial={"told": today}, auto_id="extend-%s"),
        "answer": AnswerForm(initial={"on": today}, auto_id="answer-%s"),
    }
    return render(request, "privacy/request.html", {
        "asked": asked, "today": today, "late": asked.late(today), "forms": blank | (sent or {}), "refusals": refusals,
    }, status=status)  # fmt: skip
