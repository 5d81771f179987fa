"""Destruction by rule: the rules, what is due and held, the dry run, the records."""

from __future__ import annotations

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.registry import all_procedures
from knipperlicht.cases.retention.service import (
    destructions_of,
    dues_of,
    holds_of,
    planned,
    rule_of,
    rules_of,
)
from knipperlicht.web.access import needs
from knipperlicht.web.privacy.tabs import tabs
from knipperlicht.web.requests import Signed

PER_PAGE = 50
RECENT = 20


@needs(Right.PRIVACY)
def index(request: Signed) -> HttpResponse:
    """What goes when, what is held, what went, and the table of rules. The DPO looks; the rules decide."""
    today = timezone.localdate()
    page = Paginator(dues_of(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"due": due, "rule": rule_of(due.file.kind, due.rule)} for due in page]
    log(
        request.actor,
        "retention.read",
        work=request.work,
        detail={"part": "due", "found": page.paginator.count},
    )
    return render(request, "privacy/destruction.html", {
        "tabs": tabs(request, "privacy_destruction"), "today": today, "page": page, "rows": rows, "holds": holds_of(request.actor),
        "done": destructions_of(request.actor)[:RECENT],
        "rules": [{"procedure": procedure, "rules": rules_of(kind)} for kind, procedure in all_procedures().items()],
    })  # fmt: skip


@needs(Right.PRIVACY)
def dry_run(request: Signed, pk: int) -> HttpResponse:
    """Exactly what one row would destroy, why and when; never what it says."""
    due = get_object_or_404(dues_of(request.actor), pk=pk)
    log(
        request.actor,
        "retention.read",
        subject=due.file.number,
        work=request.work,
        detail={"part": "dry run", "rule": due.rule},
    )
    plan = planned(due)
    return render(request, "privacy/dry_run.html", {
        "due": due, "plan": plan, "counts": sorted(Counter(piece.kind for piece in plan.pieces).items()), "today": timezone.localdate(),
    })  # fmt: skip


@needs(Right.PRIVACY)
def record(request: Signed, pk: int) -> HttpResponse:
    """The record of a destruction (D36), on paper as on the screen."""
    done = get_object_or_404(destructions_of(request.actor).select_related("file", "organisation"), pk=pk)
    log(
        request.actor,
        "retention.read",
        subject=done.number,
        work=request.work,
        detail={"part": "record", "rule": done.rule},
    )
    rule = rule_of(done.file.kind, done.rule)
    return render(
        request, "privacy/record.html", {"done": done, "rule": rule, "counts": sorted(done.counts.items())}
    )
