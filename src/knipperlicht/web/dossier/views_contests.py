"""Contests: recording what a company says, answering it, and the list of the organisation."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knipperlicht.bridge.dossier import indicator_name
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.dossiers.service import Contest, Status, answer_contest, contests_of, open_contest
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.core.numbers import format_number
from knipperlicht.web.access import needs
from knipperlicht.web.dossier.door import open_dossier
from knipperlicht.web.dossier.forms import AnswerForm, ContestForm
from knipperlicht.web.dossier.page import explained_of
from knipperlicht.web.dossier.refusals import answered
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed

A_PAGE = 50


@needs(Right.WRITE, purpose=True)
@require_http_methods(["GET", "POST"])
@answered
def new(request: Signed, number: str) -> HttpResponseBase:
    """Record a contest; `?about=` names the sign."""
    opened = open_dossier(request, number, quiet=True)
    explained = explained_of(request, opened)
    signs = [(hit["indicator"], hit["name"]) for hit in (*explained["banner"], *explained["hits"])]
    posted = request.POST if request.method == "POST" else None
    form = ContestForm(posted, signs=signs, initial={"about": request.GET.get("about", "")})
    name = explained["name"] or opened.number
    if posted is not None and form.is_valid():
        open_contest(
            request.actor, enterprise=opened.enterprise, name=name, work=request.work, **form.cleaned_data
        )
        messages.success(
            request, _("The contest is recorded. It is shown at the dossier until it is answered.")
        )
        return redirect(reverse("dossier", args=[opened.number]) + "#contest")
    context = {"form": form, "number": opened.number, "name": name}
    return render(request, "dossier/contest_new.html", context, status=422 if form.errors else 200)


@needs(Right.LOOK, purpose=True)
@require_safe
def index(request: Signed) -> HttpResponseBase:
    """All of the organisation; `?status=` one of the outcomes, else those that are open."""
    wanted = request.GET.get("status", Status.OPEN.value)
    if wanted not in Status.values:
        wanted = Status.OPEN.value
    found = contests_of(request.actor).filter(status=wanted)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    log(request.actor, "contest.read", work=request.work, detail={"status": wanted, "shown": len(page)})
    rows = [{"contest": contest, "about": _about(request, contest)} for contest in page]
    tabs = [
        {"url": f"?status={status.value}", "label": status.label, "current": status.value == wanted}
        for status in Status
    ]
    return render(
        request, "dossier/contests.html", {"rows": rows, "page": page, "tabs": tabs, "wanted": wanted}
    )


@needs(Right.LOOK, purpose=True)
@require_safe
def one(request: Signed, contest: int) -> HttpResponseBase:
    """One contest, with the form for an answer for who may write."""
    kept: Contest = get_object_or_404(contests_of(request.actor), pk=contest)
    log(
        request.actor,
        "contest.read",
        work=request.work,
        subject=format_number(kept.enterprise),
        detail={"contest": kept.pk},
    )
    return _page(request, kept, AnswerForm(initial={"status": kept.status, "answer": kept.answer}))


@needs(Right.WRITE, purpose=True)
@require_POST
def answer(request: Signed, contest: int) -> HttpResponseBase:
    """Give the outcome with its reasons; it can be given again."""
    kept: Contest = get_object_or_404(contests_of(request.actor), pk=contest)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, kept, form)
    answer_contest(request.actor, kept, work=request.work, **form.cleaned_data)
    messages.success(request, _("The answer is kept. The score follows the register, not the answer."))
    return redirect("contest_one", contest=kept.pk)


def _page(request: Signed, contest: Contest, form: AnswerForm) -> HttpResponseBase:
    context = {
        "contest": contest,
        "about": _about(request, contest),
        "form": form,
        "may_write": request.actor.may(Right.WRITE),
    }
    return render(request, "dossier/contest.html", context, status=422 if form.errors else 200)


def _about(request: Signed, contest: Contest) -> str:
    return indicator_name(contest.about, language_of(request)) if contest.about else contest.fact
