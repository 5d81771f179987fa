"""Leaving: what someone made for the organisation goes to a colleague, the membership and the sessions end.

Other apps register what their users own, in the `ready` of their AppConfig:

    handover.register("views", _("saved views"), count=count_views, hand_over=hand_over_views)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.service import log_about
from knipperlicht.cases.organisations.members import CannotChange, changeable, last_who_manages, locked
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.service import Actor

Count = Callable[[User, Organisation], int]
HandOver = Callable[[User, User, Organisation], int]


@dataclass(frozen=True)
class Owned:
    """One kind of thing a user owns in an organisation."""

    name: str
    label: str | Promise
    count: Count
    hand_over: HandOver


_REGISTERED: dict[str, Owned] = {}


def register(name: str, label: str | Promise, *, count: Count, hand_over: HandOver) -> None:
    """`hand_over(from_user, to_user, organisation)` gives the things to a colleague and tells how many."""
    _REGISTERED[name] = Owned(name, label, count, hand_over)


def owned(user: User, organisation: Organisation) -> list[tuple[Owned, int]]:
    """What there is to hand over, with how many of each."""
    return [(kind, kind.count(user, organisation)) for kind in _REGISTERED.values()]


def heirs(membership: Membership) -> list[Membership]:
    """Colleagues who may take over: active members of the same organisation."""
    others = Membership.objects.filter(organisation=membership.organisation, user__is_active=True)
    return list(others.exclude(pk=membership.pk).select_related("user").order_by("user__name", "pk"))


def remove(by: Actor, membership: Membership, *, heir: User | None) -> dict[str, int]:
    """End a membership: hand over, end the sessions, close the account if it was the last. Raises CannotChange.

    Gives how many of each were handed over. All of it happens, and is logged, or nothing.
    """
    changeable(by, membership)
    leaver, organisation = membership.user, membership.organisation
    if heir is not None and heir not in [m.user for m in heirs(membership)]:
        raise CannotChange(_("The work can go to an active colleague of the same organisation only."))
    with transaction.atomic():
        kept = locked(membership)
        if last_who_manages(kept):
            raise CannotChange(_("The last manager cannot be removed. Make somebody else manager first."))
        things = owned(leaver, organisation)
        if heir is None and any(number for _kind, number in things):
            raise CannotChange(_("Choose the colleague who takes over the work."))
        moved = {kind.name: kind.hand_over(leaver, heir, organisation) for kind, _n in things} if heir else {}
        kept.delete()
        if not leaver.memberships.exists():
            leaver.is_active, leaver.left_on = False, timezone.localdate()
            leaver.save(update_fields=["is_active", "left_on"])
        end_sessions(leaver)
        if heir is not None:
            log_about(
                by,
                organisation,
                "member.handover",
                subject=leaver.email,
                detail={"to": heir.email, "moved": moved},
            )
        log_about(by, organisation, "member.remove", subject=leaver.email, detail={"role": membership.role})
    return moved


def end_sessions(user: User, *, but: str | None = None) -> int:
    """Sign someone out everywhere, except in the session of this key; gives how many ended."""
    sessions = UserSession.objects.filter(user_id=user.pk).exclude(session_key=but or "")
    for session in (ended := list(sessions)):
        session.end()
    return len(ended)
