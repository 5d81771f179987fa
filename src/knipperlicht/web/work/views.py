"""Choosing, taking up again and ending a piece of work."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.purposes import LASTS, Purpose
from knipperlicht.cases.audit.service import end_work, recent_work, running_work, start_work
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs, signed_in
from knipperlicht.web.middleware import ORGANISATION, WORK
from knipperlicht.web.requests import Request, Signed
from knipperlicht.web.work.forms import WorkForm
from knipperlicht.web.work.redirects import back_to
from knipperlicht.web.work.words import hint

__all__ = ["act_for", "back_to", "choose", "end", "resume"]
LONGEST_LIST = 6


@dataclass(frozen=True, kw_only=True)
class Card:
    """One purpose to choose from."""

    code: str
    name: str
    hint: str
    chosen: bool


@needs(Right.LOOK)
def choose(request: Signed) -> HttpResponseBase:
    """Ask once for the purpose; all that is opened next is logged under it."""
    given = {name: request.GET[name] for name in ("purpose", "reference") if name in request.GET}
    form = WorkForm(request.POST) if request.method == "POST" else WorkForm(initial=given)
    if request.method == "POST" and form.is_valid():
        _start(request, **form.cleaned_data)
        return redirect(back_to(request))
    chosen = str(form["purpose"].value() or "")
    cards = [Card(code=p.value, name=str(p.label), hint=hint(p), chosen=p.value == chosen) for p in Purpose]
    context = {
        "form": form, "cards": cards, "next": back_to(request),
        "recent": [
            {"work": work, "runs": work.ended is None and running_work(request.actor, work.pk) is not None}
            for work in recent_work(request.actor, most=LONGEST_LIST)
            if request.work is None or work.pk != request.work.pk
        ],
        "lasts": int(LASTS.total_seconds() // 3600),
    }  # fmt: skip
    return render(request, "work/choose.html", context, status=422 if form.errors else 200)


@needs(Right.LOOK)
@require_POST
def resume(request: Signed, work: int) -> HttpResponseBase:
    """Go on with one's own earlier piece of work: the same when it still runs, else a new one for the same purpose."""
    running = running_work(request.actor, work)
    if running is not None:
        if request.work is not None and request.work.pk != running.pk:
            end_work(request.actor, request.work)
        request.session[WORK] = running.pk
        return redirect(back_to(request))
    earlier = next((w for w in recent_work(request.actor, most=LONGEST_LIST) if w.pk == work), None)
    if earlier is None:
        messages.warning(request, _("This piece of work is not yours or too old. Choose a purpose."))
        return redirect("work")
    _start(request, purpose=earlier.purpose, reference=earlier.reference)
    return redirect(back_to(request))


def _start(request: Signed, *, purpose: str, reference: str) -> PieceOfWork:
    """One piece of work at a time: the one that runs in this session ends."""
    if request.work is not None:
        end_work(request.actor, request.work)
    work = start_work(request.actor, purpose=purpose, reference=reference)
    request.session[WORK] = work.pk
    return work


@needs(Right.LOOK)
@require_POST
def end(request: Signed) -> HttpResponseBase:
    """End the piece of work that runs."""
    if request.work is not None:
        end_work(request.actor, request.work)
        messages.success(
            request, _("The piece of work is ended. What you open next asks for a purpose again.")
        )
    request.session.pop(WORK, None)
    return redirect(reverse("home"))


@signed_in
@require_POST
def act_for(request: Request) -> HttpResponseBase:
    """Act for another of one's own organisations; the piece of work of the old one ends."""
    wanted = request.POST.get("organisation", "")
    chosen = next((m.organisation_id for m in request.memberships if str(m.organisation_id) == wanted), None)
    if chosen is not None:
        if request.actor and request.work:
            end_work(request.actor, request.work)
        request.session.pop(WORK, None)
        request.session[ORGANISATION] = chosen
    return redirect("home")
