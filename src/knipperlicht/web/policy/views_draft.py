"""The content of a draft regulation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knipperlicht.bridge import places
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.policies.service import (
    DRAFT,
    Regulation,
    RiskAnalysis,
    activities,
    set_activities,
    set_analysis,
    set_zone,
)
from knipperlicht.web.access import needs
from knipperlicht.web.policy.draft_forms import BasisForm, PickForm, ZoneForm, term_form, zone_first
from knipperlicht.web.policy.page import choices_of, named, show
from knipperlicht.web.requests import Signed


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def basis(request: Signed, pk: int) -> HttpResponseBase:
    """Its title and the risk analysis it rests on."""
    held = _draft(request, pk)
    first = {"title": held.title, "analysis": held.analysis_id}
    form = BasisForm(request.POST or None, initial=first, analyses=RiskAnalysis.objects.of(request.actor))
    if request.method == "POST" and form.is_valid():
        set_analysis(request.actor, held, form.cleaned_data["analysis"], title=form.cleaned_data["title"], work=request.work)  # fmt: skip
        return _kept(request, pk)
    return show(request, "form", here="policy", form=form, title=_("What the draft rests on"), lead=held.title, back=_back(pk),
                status=422 if form.errors else 200)  # fmt: skip


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def terms(request: Signed, pk: int) -> HttpResponseBase:
    """Its activities and the reasonable term of each: every activity has its own fields, those not ticked are left out."""
    held, known = _draft(request, pk), activities(request.actor.organisation)
    now = {term.number: term for term in held.activities.all()}
    data, today = request.POST or None, timezone.localdate()
    usable = [number for number, one in known.items() if not one.problem(today) or number in now]
    pick = PickForm(
        data, choices=choices_of(known, request, usable), initial={"numbers": [str(n) for n in now]}
    )
    chosen = set(map(int, pick.cleaned_data["numbers"])) if data is not None and pick.is_valid() else set(now)
    forms = {number: term_form(number, now.get(number), data if number in chosen else None) for number in usable}  # fmt: skip
    checked = [forms[number].is_valid() for number in chosen]
    if data is not None and pick.is_valid() and all(checked):
        set_activities(request.actor, held, [forms[number].term(number) for number in sorted(chosen)], work=request.work)  # fmt: skip
        return _kept(request, pk)
    rows = [{"number": number, "name": named(known[number], request), "form": form, "chosen": number in chosen} for number, form in forms.items()]  # fmt: skip
    hidden = [named(one, request) for number, one in known.items() if number not in forms]
    return show(request, "terms", here="policy", held=held, rows=rows, back=_back(pk), hidden=len(hidden), errors=pick.errors,
                status=200 if data is None else 422)  # fmt: skip


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def zone(request: Signed, pk: int) -> HttpResponseBase:
    """Where it holds."""
    held = _draft(request, pk)
    form = ZoneForm(request.POST or None, initial=zone_first(held))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_zone(request.actor, held, whole=given["whole"] == "yes", streets=given["streets"],
                     area=[*given["drawn"], *held.area[1:]], work=request.work)  # fmt: skip
        except ValueError:
            form.add_error(None, _("The drawing cannot be read. Clear it and draw again."))
        else:
            return _kept(request, pk)
    bounds = places.bounds_of(request.actor.organisation.scope)
    context: dict[str, Any] = {
        "bounds": ",".join(f"{degree:.5f}" for degree in bounds) if bounds else "",
        "tiles": settings.TILES,
    }
    return show(request, "zone", here="policy", form=form, held=held, back=_back(pk), boundaries=reverse("map_boundaries"),
                status=422 if form.errors else 200, **context)  # fmt: skip


def _draft(request: Signed, pk: int) -> Regulation:
    """A draft of the own municipality; one that is closed cannot be changed, so its pages are not there."""
    held: Regulation = get_object_or_404(Regulation.objects.of(request.actor), pk=pk)
    if held.state != DRAFT:
        raise Http404
    return held


def _back(pk: int) -> str:
    return reverse("policy_regulation", args=[pk])


def _kept(request: Signed, pk: int) -> HttpResponseBase:
    messages.success(request, _("Kept in the draft."))
    return redirect("policy_regulation", pk)
