"""Planning, moving, cancelling and closing meetings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knipperlicht.cases.college.service import (
    Meeting,
    State,
    Unusable,
    cancel,
    close,
    meetings_of,
    move,
    plan,
    waiting_items,
)
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.web.access import needs
from knipperlicht.web.college.forms import CancelForm, CloseForm, MoveForm, PlanForm
from knipperlicht.web.college.views import must_see
from knipperlicht.web.requests import Signed


def _page(
    request: Signed, form: forms.Form, do: Callable[[dict[str, Any]], str], *, title: str | Promise, submit: str | Promise, back: str,
    **extra: Any,
) -> HttpResponseBase:  # fmt: skip
    """One form on a page: shown, tried, said. `do` gives the address to go on to."""
    refusals: tuple[Any, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            return redirect(do(form.cleaned_data))
        except Unusable as error:
            form.add_error(None, str(error))
        except Refused as refused:
            refusals = refused.refusals
    status = 422 if form.is_bound else 200
    context = {"form": form, "title": title, "submit": submit, "back": back, "refusals": refusals, **extra}
    return render(request, "college/form.html", context, status=status)


@needs(Right.COLLEGE, Right.CASES)
@require_http_methods(["GET", "POST"])
def new(request: Signed) -> HttpResponseBase:
    """Plan a meeting."""
    must_see(request.actor)

    def do(given: dict[str, Any]) -> str:
        made = plan(request.actor, work=request.work, **given)
        messages.success(request, _("The meeting is planned. Measures that waited for it are on its agenda."))
        return reverse("college_meeting", args=[made.pk])

    form = PlanForm(_sent(request))
    return _page(request, form, do, title=_("Plan a meeting"), submit=_("Plan"), back=reverse("college"))


@needs(Right.COLLEGE, Right.CASES)
@require_http_methods(["GET", "POST"])
def move_meeting(request: Signed, pk: int) -> HttpResponseBase:
    """Put it on another day; what waits for it moves along."""
    found = _planned(request, pk)

    def do(given: dict[str, Any]) -> str:
        move(request.actor, found, work=request.work, **given)
        messages.success(
            request, _("The meeting was moved; the terms of what waits for it were reckoned anew.")
        )
        return reverse("college_meeting", args=[found.pk])

    form = MoveForm(_sent(request), initial={"day": found.day, "hour": found.hour})
    back = reverse("college_meeting", args=[pk])
    return _page(
        request,
        form,
        do,
        title=_("Move the meeting"),
        submit=_("Move"),
        back=back,
        meeting=found,
        waiting=waiting_items(found),
    )


@needs(Right.COLLEGE, Right.CASES)
@require_http_methods(["GET", "POST"])
def cancel_meeting(request: Signed, pk: int) -> HttpResponseBase:
    """It is not held; its agenda goes to the next one."""
    found = _planned(request, pk)

    def do(given: dict[str, Any]) -> str:
        cancel(request.actor, found, reason=given["reason"], work=request.work)
        messages.success(request, _("The meeting was cancelled; its agenda went to the next one."))
        return reverse("college")

    back = reverse("college_meeting", args=[pk])
    form = CancelForm(_sent(request))
    return _page(request, form, do, title=_("Cancel the meeting"), submit=_("Cancel the meeting"), back=back, meeting=found,
                 waiting=waiting_items(found))  # fmt: skip


@needs(Right.COLLEGE, Right.CASES)
@require_http_methods(["GET", "POST"])
def close_meeting(request: Signed, pk: int) -> HttpResponseBase:
    """It was held: what it did not confirm lapses, and that is said before."""
    found = _planned(request, pk)

    def do(given: dict[str, Any]) -> str:
        lapsing = close(request.actor, found, work=request.work, **given)
        said = _("The meeting is closed.")
        if lapsing and found.day == timezone.localdate():
            said = _("The meeting is closed. What it did not confirm lapses tonight.")
        elif lapsing:
            said = _("The meeting is closed. What it did not confirm has lapsed.")
        messages.success(request, said)
        return reverse("college_minutes", args=[found.pk])

    back = reverse("college_meeting", args=[pk])
    form = CloseForm(_sent(request))
    return _page(request, form, do, title=_("Close the meeting"), submit=_("Close the meeting"), back=back, meeting=found,
                 waiting=waiting_items(found), lapse=True)  # fmt: skip


def _planned(request: Signed, pk: int) -> Meeting:
    return get_object_or_404(meetings_of(request.actor).filter(state=State.PLANNED), pk=pk)


def _sent(request: Signed) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
