"""The calendar of terms, its feed, and the key of the feed."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knipperlicht.cases.calendars.service import holder_of, key_of, make_key, withdraw_key
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.core.clock import parse_day
from knipperlicht.web.access import needs, public
from knipperlicht.web.casework.calendar_days import days_of, month_of, week_of
from knipperlicht.web.casework.feed import feed_of
from knipperlicht.web.casework.journal import log_list
from knipperlicht.web.requests import Request, Signed

SECRET = "calendar_secret"
"""Session key: the secret just made, shown once."""


@needs(Right.CASES)
@require_safe
def calendar(request: Signed) -> HttpResponseBase:
    """A month of terms (`month`: a day in it) or a week (`week`)."""
    today = timezone.localdate()
    by_week = "week" in request.GET
    asked = _day(request.GET.get("week" if by_week else "month", ""), today)
    span = week_of(asked) if by_week else month_of(asked)
    log_list(request, "calendar", **{"from": str(span.first), "to": str(span.last)})
    secret = request.session.pop(SECRET, "")
    feed = f"{request.build_absolute_uri(reverse('case_feed'))}?token={secret}" if secret else ""
    return render(request, "casework/calendar.html", {
        "span": span, "days": days_of(request.actor, span, today), "by_week": by_week, "today": today, "feed": feed,
        "key": key_of(request.actor),
    })  # fmt: skip


@needs(Right.CASES)
@require_POST
def feed_key(request: Signed) -> HttpResponseBase:
    """Make a key for the feed (`do` = make), or withdraw it."""
    if request.POST.get("do") == "make":
        request.session[SECRET] = make_key(request.actor)
    elif withdraw_key(request.actor):
        messages.success(request, _("The address of your calendar no longer works."))
    return redirect(f"{reverse('case_calendar')}#feed")


@public
@require_safe
def feed(request: Request) -> HttpResponseBase:
    """The feed of whoever holds the key in `token`; anything else is a 404."""
    who = holder_of(request.GET.get("token", ""))
    if who is None:
        raise Http404
    with translation.override(who.user.language):
        body = feed_of(who, site=request.build_absolute_uri("/").rstrip("/"), now=timezone.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _day(text: str, today: date) -> date:
    """The day asked for; today for anything that is none, or that no calendar of ours has."""
    try:
        day = parse_day(text)
    except ValueError:
        return today
    return day if 1990 <= day.year <= 2200 else today
