"""What other apps use: choose a purpose, write the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from knipperlicht.cases.audit.chain import append
from knipperlicht.cases.audit.events import EVENTS
from knipperlicht.cases.audit.models import Entry, PieceOfWork
from knipperlicht.cases.audit.purposes import LASTS, Purpose
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.service import Actor

SYSTEM = "Knipperlicht"


class UnknownEvent(LookupError):
    """An event that `events.py` does not name."""


def log(
    actor: Actor | None,
    event: str,
    *,
    subject: str = "",
    work: PieceOfWork | None = None,
    detail: dict[str, Any] | None = None,
    recipients: str = "",
    systems: str = SYSTEM,
    name: str = "",
    organisation: Organisation | None = None,
) -> Entry:
    """Write one row. Acts are logged in the caller's transaction; looks and refusals outside any.

    `organisation`: in whose log it stands when that is not the one the actor acts for (`log_about`).
    """
    known = EVENTS.get(event)
    if known is None:
        raise UnknownEvent(event)
    under = organisation or (actor.organisation if actor else None)
    return append(
        at=timezone.now(),
        event=event,
        category=known.category,
        actor_id=actor.user.pk if actor else None,
        actor_name=actor.user.name if actor else name,
        actor_role=actor.role if actor else "",
        actor_identifier=actor.user.national_number if actor else "",
        organisation_id=under.pk if under else None,
        organisation_name=under.name if under else "",
        purpose=work.purpose if work else "",
        reference=work.reference if work else "",
        piece_of_work_id=work.pk if work else None,
        subject=subject[:200],
        detail=detail or {},
        recipients=recipients[:200],
        systems=systems,
    )


def log_about(
    actor: Actor, organisation: Organisation, event: str, *, subject: str, detail: dict[str, Any]
) -> None:
    """Write an act on an organisation's members in the actor's log and, when it is another's, in that one's too.

    Else an operator could let somebody in, and nobody there would find it in their own log.
    """
    log(actor, event, subject=subject, detail={"organisation": organisation.name, **detail})
    if actor.organisation.pk != organisation.pk:
        about = {"organisation": organisation.name, "acting_for": actor.organisation.name, **detail}
        log(actor, event, subject=subject, detail=about, organisation=organisation)


def logged(work: PieceOfWork | None, *events: str, subject: str, **detail: Any) -> bool:
    """Whether this piece of work has a row of one of the events about the subject, with these parts of its detail.

    So a part of a page is a row of its own only for who asks for it without the page.
    """
    if work is None:
        return False
    rows = Entry.objects.filter(
        piece_of_work_id=work.pk, actor_id=work.user_id, subject=subject[:200], event__in=events
    )
    if not detail:
        return rows.exists()
    return any(detail.items() <= held.items() for held in rows.values_list("detail", flat=True))


def last_of(organisation: Organisation, event: str) -> dict[str, datetime]:
    """Subject -> when this event about it was last written in the log of the organisation."""
    rows = Entry.objects.filter(organisation_id=organisation.pk, event=event).order_by("number")
    return dict(rows.values_list("subject", "at"))


def start_work(actor: Actor, *, purpose: Purpose | str, reference: str) -> PieceOfWork:
    """Begin a piece of work and log it."""
    work = PieceOfWork.objects.create(
        user=actor.user,
        organisation=actor.organisation,
        purpose=purpose,
        reference=reference[:200],
        started=timezone.now(),
    )
    log(actor, "work.start", work=work)
    return work


def end_work(actor: Actor, work: PieceOfWork) -> None:
    """End a piece of work and log it."""
    work.ended = timezone.now()
    work.save(update_fields=["ended"])
    log(actor, "work.end", work=work)


def running_work(actor: Actor, work_id: int | None) -> PieceOfWork | None:
    """The piece of work of this id while it is the actor's own, not ended, not too old."""
    if work_id is None:
        return None
    return PieceOfWork.objects.filter(
        pk=work_id,
        user=actor.user,
        organisation=actor.organisation,
        ended=None,
        started__gt=timezone.now() - LASTS,
    ).first()


def work_for(actor: Actor, *, purpose: str, reference: str) -> PieceOfWork:
    """The actor's own running piece of work for this purpose and reference, else a new one."""
    running = PieceOfWork.objects.filter(
        user=actor.user, organisation=actor.organisation, purpose=purpose, reference=reference[:200], ended=None,
        started__gt=timezone.now() - LASTS,
    ).first()  # fmt: skip
    return running or start_work(actor, purpose=purpose, reference=reference)


def recent_work(actor: Actor, *, most: int) -> list[PieceOfWork]:
    """The actor's own last pieces of work for the organisation, newest first, one per purpose and reference."""
    own = PieceOfWork.objects.filter(user=actor.user, organisation=actor.organisation)[: most * 4]
    seen: dict[tuple[str, str], PieceOfWork] = {}
    for work in own:
        seen.setdefault((work.purpose, work.reference), work)
    return list(seen.values())[:most]
