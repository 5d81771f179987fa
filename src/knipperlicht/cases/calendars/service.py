"""Making, using and withdrawing the key of a calendar feed."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.calendars.models import FeedKey
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor, actor

__all__ = ["FeedKey", "holder_of", "key_of", "make_key", "withdraw_key"]


def key_of(who: Actor) -> FeedKey | None:
    """The key that holds now, without its secret, which is shown once."""
    return FeedKey.objects.filter(user=who.user, organisation=who.organisation).first()


@transaction.atomic
def make_key(who: Actor) -> str:
    """A new secret; the one before it opens nothing from now on."""
    secret = secrets.token_urlsafe(32)
    FeedKey.objects.update_or_create(
        user=who.user, organisation=who.organisation, defaults={"digest": _digest(secret), "made": timezone.now(), "used": None},
    )  # fmt: skip
    log(who, "case.calendar_key", subject="calendar", detail={"made": True})
    return secret


@transaction.atomic
def withdraw_key(who: Actor) -> bool:
    """No key holds any longer; False when there was none."""
    gone, _rows = FeedKey.objects.filter(user=who.user, organisation=who.organisation).delete()
    if gone:
        log(who, "case.calendar_key", subject="calendar", detail={"withdrawn": True})
    return bool(gone)


def holder_of(secret: str) -> Actor | None:
    """Who holds the key, as they are today; None for a key that is not, or whose holder may no longer open files.

    Programs fetch every few minutes: the first time on a day is logged.
    """
    key = FeedKey.objects.select_related("user", "organisation").filter(digest=_digest(secret)).first()
    if key is None:
        return None
    who = actor(key.user, key.organisation_id)
    if who is None or who.organisation.pk != key.organisation_id or not who.may(Right.CASES):
        return None
    today = timezone.localdate()
    if key.used != today:
        FeedKey.objects.filter(pk=key.pk).update(used=today)
        log(who, "case.calendar", subject="calendar")
    return who


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
