"""How long a session lasts: twelve hours at most, two without use; and the sessions a user has elsewhere.

It also ends with the browser (a session cookie), and when the password changes (Django's session hash).
"""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from knipperlicht.web.middleware import Answer
from knipperlicht.web.requests import Request

STARTED, SEEN = "started", "seen"
WRITE_AFTER = 60
"""Seconds: the moment of last use is written at most once a minute."""


def session_rules(answer: Answer) -> Answer:
    """Sign out who was here too long or away too long; the page then asks to sign in, and leads back."""

    def middleware(request: Request) -> HttpResponseBase:
        if request.user.is_authenticated:
            _apply(request)
        return answer(request)

    return middleware


def _apply(request: Request) -> None:
    now = int(timezone.now().timestamp())
    started = request.session.setdefault(STARTED, now)
    seen = request.session.get(SEEN, started)
    if now - started >= settings.SESSION_LASTS:
        logout(request)
        messages.info(request, _("You were signed out: a session lasts twelve hours at most. Sign in again."))
    elif now - seen >= settings.SESSION_IDLE:
        logout(request)
        messages.info(request, _("You were signed out after two hours without use. Sign in again."))
    elif now - seen >= WRITE_AFTER or SEEN not in request.session:
        request.session[SEEN] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=timezone.now()
        )
