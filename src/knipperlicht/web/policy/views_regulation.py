"""A regulation: its content, its next steps, what was done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knipperlicht.bridge import places
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.policies.service import (
    BINDING,
    DRAFT,
    POLICY,
    Regulation,
    act,
    activities,
    amend,
    around_of,
    begin,
    case_of,
)
from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.engine import Refused, offered
from knipperlicht.cases.procedures.foresight import in_the_way
from knipperlicht.cases.procedures.steps import Office, Step, UnknownStep
from knipperlicht.web.access import needs
from knipperlicht.web.casework.act_form import ActForm
from knipperlicht.web.casework.words import OFFICES
from knipperlicht.web.policy.forms import NextVersionForm, RegulationForm
from knipperlicht.web.policy.page import may_keep, named, show
from knipperlicht.web.requests import Signed


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def new(request: Signed) -> HttpResponseBase:
    """Begin a first draft."""
    if not may_keep(request):
        raise Http404
    form = RegulationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = begin(request.actor, work=request.work, **form.cleaned_data)
        return redirect("policy_regulation", made.pk)
    return show(request, "form", here="policy", form=form, title=_("New draft of a police regulation"), back=reverse("policy"),
                status=422 if form.errors else 200)  # fmt: skip


@needs(Right.CASES)
@require_safe
def one(request: Signed, pk: int) -> HttpResponseBase:
    """One version of a regulation."""
    held = _held(request, pk)
    case, today, keeps = case_of(held), timezone.localdate(), may_keep(request)
    around, known = around_of(held, today), activities(request.actor.organisation)
    wrong = around.facts["activities"]
    bounds = places.bounds_of(request.actor.organisation.scope)
    return show(
        request, "regulation", here="policy", held=held, state=POLICY.state_name(held.state), draft=keeps and held.state == DRAFT,
        terms=[{"one": term, "name": named(known[term.number], request), "problem": wrong.get(term.number, "")} for term in held.activities.all()],
        streets=held.streets.all(), area=_polygons(held), bounds=",".join(f"{degree:.5f}" for degree in bounds) if bounds else "",
        acts=[{"one": row, "step": POLICY.step(row.step), "told": told(row.step, row.data)} for row in reversed(held.acts.all())],
        steps=[
            {"step": step, "who": OFFICES[step.office], "refusals": in_the_way(POLICY, case, step, around)}
            for step in offered(POLICY, case) if step.office is not Office.SYSTEM and not _taken(case, step)
        ] if keeps else [],
        may_amend=keeps and held.state in BINDING and not held.amendments.exists(), next_version=held.amendments.first(),
        questions=POLICY.open_questions,
    )  # fmt: skip


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def next_version(request: Signed, pk: int) -> HttpResponseBase:
    """A draft that will take the place of this regulation."""
    held = _held(request, pk)
    form = NextVersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = amend(request.actor, held, work=request.work, **form.cleaned_data)
        return redirect("policy_regulation", made.pk)
    return show(request, "form", here="policy", form=form, title=_("Next version of a regulation"), lead=held.title,
                note=_("The draft begins with the content as it stands. This version binds until the day before the next one enters into force."),
                back=reverse("policy_regulation", args=[pk]), status=422 if form.errors else 200)  # fmt: skip


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def record(request: Signed, pk: int, step: str) -> HttpResponseBase:
    """Record one act."""
    held, found = _held(request, pk), _step(step)
    options: dict[str, Any] = {"step": found, "signed": False, "today": timezone.localdate()}
    if request.method != "POST":
        return _form(request, held, found, ActForm(initial={"version": held.version}, **options))
    form = ActForm(request.POST, **options)
    if not form.is_valid():
        return _form(request, held, found, form, status=422)
    try:
        act(
            request.actor, held, step=step, version=form.cleaned_data.get("version") or -1, on=form.cleaned_data["on"],
            data=form.act_data, work=request.work,
        )  # fmt: skip
    except Refused as refused:
        return _form(request, held, found, form, refusals=refused.refusals, status=409)
    messages.success(request, f"{found.done}.")
    return redirect("policy_regulation", pk)


def told(step: str, data: dict[str, Any]) -> list[tuple[str, str]]:
    """What was entered in an act, in words."""
    found = []
    for field in POLICY.step(step).fields:
        value = data.get(field.name)
        if value in (None, "", []):
            continue
        words = dict(field.choices).get(str(value), value)
        if value is True:
            words = _("yes")
        elif isinstance(value, list):
            words = ", ".join(value)
        found.append((str(field.label), str(words)))
    return found


def _form(request: Signed, held: Regulation, step: Step, form: ActForm, *, refusals: Any = (), status: int = 200) -> HttpResponseBase:  # fmt: skip
    return show(request, "act", here="policy", held=held, step=step, form=form, refusals=refusals, who=OFFICES[step.office],
                state=POLICY.state_name(held.state), status=status)  # fmt: skip


def _held(request: Signed, pk: int) -> Regulation:
    held: Regulation = get_object_or_404(Regulation.objects.of(request.actor).select_related("analysis", "replaces", "organisation"), pk=pk)  # fmt: skip
    return held


def _step(key: str) -> Step:
    try:
        step = POLICY.step(key)
    except UnknownStep as error:
        raise Http404 from error
    if step.office is Office.SYSTEM or step.first:
        raise Http404
    return step


def _taken(case: Case, step: Step) -> bool:
    return not step.repeats and step.target is None and case.last(step.key) is not None


def _polygons(held: Regulation) -> dict[str, Any] | None:
    """The drawn zone as GeoJSON for the map; None where nothing is drawn."""
    if not held.area:
        return None
    features = [
        {"type": "Feature", "id": str(place), "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}}
        for place, ring in enumerate(held.area)
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}
