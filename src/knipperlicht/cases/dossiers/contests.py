"""Contests: what a company says against a sign or a fact, and the answer it gets. They never change a score."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.dossiers.guard import must_write
from knipperlicht.cases.dossiers.models import Contest, Status
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.core.numbers import format_number


def contests_of(actor: Actor, enterprise: int | None = None) -> QuerySet[Contest]:
    """Those of the organisation, oldest receipt first; of one enterprise when named."""
    own = Contest.objects.of(actor)
    return own if enterprise is None else own.filter(enterprise=enterprise)


@transaction.atomic
def open_contest(
    actor: Actor,
    *,
    enterprise: int,
    name: str,
    about: str,
    fact: str,
    statement: str,
    received: date,
    speaker: str,
    work: PieceOfWork | None,
) -> Contest:
    """Record and log it."""
    must_write(actor)
    contest = Contest.objects.create(
        organisation=actor.organisation, enterprise=enterprise, name=name[:320], about=about, fact=fact,
        statement=statement, received=received, speaker=speaker, recorded_by=actor.user,
        recorded_by_name=actor.user.name, recorded=timezone.now(),
    )  # fmt: skip
    detail = {"contest": contest.pk, "about": about or fact}
    log(actor, "contest.open", subject=format_number(enterprise), work=work, detail=detail)
    return contest


@transaction.atomic
def answer_contest(
    actor: Actor, contest: Contest, *, status: str, answer: str, work: PieceOfWork | None
) -> None:
    """Give the outcome with its reasons; a later answer replaces it, and the log keeps each."""
    must_write(actor)
    contest.status, contest.answer = Status(status), answer
    contest.answered, contest.answered_by, contest.answered_by_name = (
        timezone.now(),
        actor.user,
        actor.user.name,
    )
    contest.save(update_fields=["status", "answer", "answered", "answered_by", "answered_by_name"])
    log(
        actor, "contest.answer", subject=format_number(contest.enterprise), work=work,
        detail={"contest": contest.pk, "status": status},
    )  # fmt: skip
