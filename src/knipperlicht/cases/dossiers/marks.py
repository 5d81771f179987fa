"""Pins and recent dossiers: what one user keeps at hand."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.dossiers.guard import must_write
from knipperlicht.cases.dossiers.models import Pin, Recent
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.core.numbers import format_number

KEPT = 50
LONGEST_NAME = 320


def pins_of(actor: Actor) -> QuerySet[Pin]:
    """Newest first."""
    return Pin.objects.of(actor)


def recent_of(actor: Actor) -> QuerySet[Recent]:
    """Last opened first, at most fifty."""
    return Recent.objects.of(actor)[:KEPT]


def is_pinned(actor: Actor, enterprise: int) -> bool:
    """Whether the user pinned this dossier."""
    return Pin.objects.of(actor).filter(enterprise=enterprise).exists()


@transaction.atomic
def pin(actor: Actor, *, enterprise: int, name: str, work: PieceOfWork | None) -> None:
    """Pin it; a second time changes nothing."""
    must_write(actor)
    _, made = Pin.objects.get_or_create(
        user=actor.user, organisation=actor.organisation, enterprise=enterprise,
        defaults={"name": name[:LONGEST_NAME], "since": timezone.now()},
    )  # fmt: skip
    if made:
        log(actor, "pin.add", subject=format_number(enterprise), work=work)


@transaction.atomic
def unpin(actor: Actor, *, enterprise: int, work: PieceOfWork | None) -> None:
    """Take the pin off, if there is one."""
    must_write(actor)
    gone, _ = Pin.objects.of(actor).filter(enterprise=enterprise).delete()
    if gone:
        log(actor, "pin.remove", subject=format_number(enterprise), work=work)


@transaction.atomic
def remember(actor: Actor, *, enterprise: int, name: str) -> None:
    """Put a dossier on top of the user's recent ones. The log has the opening itself."""
    _, made = Recent.objects.update_or_create(
        user=actor.user, organisation=actor.organisation, enterprise=enterprise,
        defaults={"name": name[:LONGEST_NAME], "at": timezone.now()},
    )  # fmt: skip
    if made:
        old = list(Recent.objects.of(actor).values_list("pk", flat=True)[KEPT:])
        Recent.objects.filter(pk__in=old).delete()


def hand_over_pins(leaver: User, *, organisation_id: int) -> int:
    """Pins and recent dossiers are personal: they go with the leaver. Gives how many pins there were."""
    Recent.objects.filter(user=leaver, organisation_id=organisation_id).delete()
    gone, _ = Pin.objects.filter(user=leaver, organisation_id=organisation_id).delete()
    return gone
