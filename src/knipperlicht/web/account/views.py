"""My account: name, language, appearance, roles, second factors, sessions, and what was logged about me."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knipperlicht.cases.audit.events import EVENTS
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.organisations.handover import end_sessions
from knipperlicht.cases.organisations.roles import Right, rights_of
from knipperlicht.web.access import public, signed_in
from knipperlicht.web.account.browsers import browser
from knipperlicht.web.account.forms import THEMES, LanguageForm, NameForm, ThemeForm
from knipperlicht.web.account.government import configured
from knipperlicht.web.account.journal import name_of_factor, note
from knipperlicht.web.account.second_factor import required
from knipperlicht.web.requests import Request
from knipperlicht.web.work.views import back_to

LOG_DAYS = timedelta(days=30)
A_YEAR = 365 * 86400


@signed_in
def account(request: Request) -> HttpResponseBase:
    """The page; its form changes the name."""
    user: Any = request.user
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user.name = form.cleaned_data["name"]
            user.save(update_fields=["name"])
            note(request, user, "account.change", what="name")
        messages.success(request, _("Your name was changed."))
        return redirect("account")
    factors = [
        {"name": name_of_factor(f.type), "since": f.created_at, "used": f.last_used_at}
        for f in Authenticator.objects.filter(user_id=user.pk).order_by("created_at")
    ]
    linked = SocialAccount.objects.filter(user_id=user.pk).first()
    return render(
        request,
        "account/account.html",
        {
            "form": form,
            "themes": THEMES,
            "roles": [_role(m) for m in request.memberships],
            "factors": factors,
            "factor_required": required(request),
            "sessions": _sessions(request),
            "government": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["name"]
            if configured()
            else "",
            "linked_since": linked.date_joined if linked else None,
        },
    )


def _role(membership: Any) -> dict[str, Any]:
    held = rights_of(membership.role, membership.organisation.kind)
    return {
        "organisation": membership.organisation,
        "role": membership.get_role_display(),
        "may": [right.label for right in Right if right in held],
        "may_not": [right.label for right in Right if right not in held],
    }


def _sessions(request: Request) -> list[dict[str, Any]]:
    return [
        {
            "pk": s.pk,
            "browser": browser(s.user_agent),
            "address": s.ip,
            "started": s.created_at,
            "seen": s.last_seen_at,
            "here": s.session_key == request.session.session_key,
        }
        for s in sorted(
            UserSession.objects.purge_and_list(request.user), key=lambda s: s.last_seen_at, reverse=True
        )
    ]


@signed_in
def sessions(request: Request) -> HttpResponseBase:
    """Where one is signed in; the form ends one session, or all others."""
    if request.method == "POST":
        user: Any = request.user
        which = request.POST.get("session", "")
        if which == "others":
            ended = end_sessions(user, but=request.session.session_key)
        else:
            own = UserSession.objects.filter(user_id=user.pk)
            row = next((session for session in own if str(session.pk) == which), None)
            if row is None or row.session_key == request.session.session_key:
                raise Http404
            row.end()
            ended = 1
        note(request, user, "account.sessions_ended", number=ended)
        messages.success(request, _("Signed out there."))
        return redirect("account_sessions")
    return render(request, "account/sessions.html", {"sessions": _sessions(request)})


@signed_in
def own_log(request: Request) -> HttpResponseBase:
    """What the log says one did in the last thirty days."""
    rows = Entry.objects.filter(actor_id=request.user.pk, at__gte=timezone.now() - LOG_DAYS).order_by(
        "-number"
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    said = [
        (row, EVENTS[row.event].sentence if row.event in EVENTS else row.event) for row in page.object_list
    ]
    return render(request, "account/log.html", {"page": page, "rows": said})


@public
@require_POST
def language(request: Request) -> HttpResponseBase:
    """Another language, from the next page on; kept with the account of who is signed in."""
    answer = redirect(back_to(request, "account" if request.user.is_authenticated else "home"))
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return answer
    chosen = form.cleaned_data["language"]
    user: Any = request.user
    if user.is_authenticated and user.language != chosen:
        with transaction.atomic():
            user.language = chosen
            user.save(update_fields=["language"])
            note(request, user, "account.change", what="language")
    translation.activate(chosen)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=A_YEAR,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True,
    )  # fmt: skip
    return answer


@public
@require_POST
def theme(request: Request) -> HttpResponseBase:
    """Light, dark or as the device; kept with the account, and in a cookie for who is not signed in."""
    answer = redirect(back_to(request, "account" if request.user.is_authenticated else "home"))
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return answer
    chosen = form.cleaned_data["theme"]
    user: Any = request.user
    if user.is_authenticated and user.theme != chosen:
        user.theme = chosen
        user.save(update_fields=["theme"])
    value = "" if chosen == "auto" else chosen
    answer.set_cookie(
        "theme", value, max_age=A_YEAR if value else 0, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer
