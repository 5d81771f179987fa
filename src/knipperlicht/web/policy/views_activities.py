"""The 35 activities of the royal decree: what is known, what must be entered from the official text."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.policies.service import activities, drop, enter_text, take_back
from knipperlicht.reference.listed_activities import listed_activities
from knipperlicht.web.access import needs
from knipperlicht.web.policy.forms import ActivityForm, DropForm
from knipperlicht.web.policy.page import may_keep, named, show
from knipperlicht.web.requests import Signed


@needs(Right.CASES, Right.OPERATE)
def activities_page(request: Signed) -> HttpResponseBase:
    """All of them, with what stands in the way of naming one in a regulation."""
    known, today = activities(_of(request)), timezone.localdate()
    rows = [
        {"one": one, "name": named(one, request), "problem": one.problem(today), "codes": [start for version, start in one.prefixes if version == "2025"]}
        for one in known.values()
    ]  # fmt: skip
    reference = listed_activities()
    return show(
        request, "activities", here="policy_activities", rows=rows, usable=sum(not row["problem"] for row in rows),
        decree=reference.decree, checked=reference.checked, may_enter=_may_enter(request), operates=request.actor.may(Right.OPERATE),
    )  # fmt: skip


@needs(Right.POLICY, Right.OPERATE)
@require_http_methods(["GET", "POST"])
def text(request: Signed, number: int) -> HttpResponseBase:
    """Enter the official text of one activity."""
    one = activities(_of(request)).get(number)
    if one is None or not _may_enter(request):
        raise Http404
    first = {
        "sector": one.sector, "nl": one.nl, "fr": one.fr, "definition": one.definition, "source": one.source,
        "nace": " ".join(start for version, start in one.prefixes if version == "2025"),
    }  # fmt: skip
    form = ActivityForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        enter_text(request.actor, number=number, work=request.work, **form.cleaned_data)
        messages.success(request, _("The text is kept. Drafts take it over when they are closed."))
        return redirect("policy_activities")
    title = _("Official text of activity %(number)s") % {"number": number}
    return show(request, "form", here="policy_activities", form=form, title=title, lead=named(one, request),
                note=_("Copy name and definition from the royal decree of 22 April 2024 (numac 2024004595). A regulation repeats them word for word."),
                back=reverse("policy_activities"), status=422 if form.errors else 200)  # fmt: skip


@needs(Right.OPERATE)
@require_http_methods(["GET", "POST"])
def drop_one(request: Signed, number: int) -> HttpResponseBase:
    """The royal decree no longer names an activity, or does so again."""
    one = activities(None).get(number)
    if one is None:
        raise Http404
    if request.method == "POST" and "take_back" in request.POST:
        take_back(request.actor, number=number)
        messages.success(request, _("The activity is named again."))
        return redirect("policy_activities")
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        drop(request.actor, number=number, **form.cleaned_data)
        messages.success(request, _("Marked. New investigations of this activity are refused from that day; municipalities see the task to amend tomorrow."))  # fmt: skip
        return redirect("policy_activities")
    return show(request, "drop", here="policy_activities", form=form, one=one, name=named(one, request),
                status=422 if form.errors else 200)  # fmt: skip


def _of(request: Signed) -> Organisation | None:
    """Whose texts are shown: those of a municipality for itself, of the site for others."""
    own = request.actor.organisation
    return own if own.kind == Kind.MUNICIPALITY else None


def _may_enter(request: Signed) -> bool:
    return may_keep(request) or request.actor.may(Right.OPERATE)
