"""Requests of data subjects: received, identity checked, answered in a month or two, with reasons and remedies (T16).

The DPO handles them and touches no file: designated staff says what is held, the DPO writes the answer (art. 119sexies § 4 NGW).
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.steps import Refusal, Text
from knipperlicht.cases.retention.models import Answer, IdentityCheck, RequestKind, SubjectRequest
from knipperlicht.core.clock import add_months
from knipperlicht.core.terms import Begin, Unit, span

ARTICLE = "art. 119sexies NGW; art. 12 AVG"
LIMITS = frozenset({RequestKind.ACCESS, RequestKind.ERASURE})
"""What may be limited until the final decision."""
KEPT_YEARS = 5
"""Years a request is kept after its answer [assumption]."""


def due_day(received: date, *, extended: bool) -> date:
    """The last day to answer: one month, or two; the day of receipt counts, which is the cautious reading."""
    return span(event=received, count=2 if extended else 1, unit=Unit.MONTHS, begin=Begin.SAME_DAY).last


def requests_of(actor: Actor) -> QuerySet[SubjectRequest]:
    """Requests to the own organisation; of another they do not exist."""
    found = SubjectRequest.objects.filter(organisation=actor.organisation)
    return found if actor.may(Right.PRIVACY) else found.none()


@transaction.atomic
def receive(
    actor: Actor, *, kind: str, name: str, contact: str, received: date, statement: str, work: PieceOfWork | None
) -> SubjectRequest:  # fmt: skip
    """Record a request; its month runs from the day it came in. Raises Refused, PermissionDenied."""
    _must(actor)
    if received > timezone.localdate():
        raise Refused((_refused("day", _("A request cannot have come in in the future.")),))
    made = SubjectRequest.objects.create(
        organisation=actor.organisation, number=_next_number(actor.organisation, received.year), kind=RequestKind(kind), name=name[:160],
        contact=contact[:320], received=received, statement=statement, due=due_day(received, extended=False),
        recorded_by_name=actor.user.name,
    )  # fmt: skip
    log(
        actor,
        "privacy.request",
        subject=made.number,
        work=work,
        detail={"kind": kind, "received": str(received), "due": str(made.due)},
    )
    return made


@transaction.atomic
def check_identity(
    actor: Actor, asked: SubjectRequest, *, how: str, on: date, work: PieceOfWork | None
) -> None:
    """Record how it was made sure who asks. Raises Refused, PermissionDenied."""
    asked = _open(actor, asked)
    if not asked.received <= on <= timezone.localdate():
        raise Refused(
            (_refused("day", _("The identity is checked after the request came in, and not in the future.")),)
        )
    asked.checked, asked.checked_how = on, IdentityCheck(how)
    asked.save()
    log(actor, "privacy.handle", subject=asked.number, work=work, detail={"identity": how, "on": str(on)})


@transaction.atomic
def extend(actor: Actor, asked: SubjectRequest, *, why: str, told: date, work: PieceOfWork | None) -> None:
    """Take a second month: once, with a reason, told to who asks within the first. Raises Refused with every reason, PermissionDenied."""
    asked = _open(actor, asked)
    wrong = []
    if asked.extended is not None:
        wrong.append(_refused("T16", _("The term was extended already; it can be extended once.")))
    if not why.strip():
        wrong.append(_refused("T16", _("Write why the request is complex: who asks must be told.")))
    if told > timezone.localdate() or not asked.received <= told <= due_day(asked.received, extended=False):
        wrong.append(
            _refused(
                "T16",
                _("Who asks must be told of the extension within the first month, and not in the future."),
            )
        )
    if wrong:
        raise Refused(tuple(wrong))
    asked.extended, asked.extended_why, asked.due = told, why, due_day(asked.received, extended=True)
    asked.save()
    log(
        actor,
        "privacy.handle",
        subject=asked.number,
        work=work,
        detail={"extended": str(told), "due": str(asked.due)},
    )


@transaction.atomic
def answer(
    actor: Actor, asked: SubjectRequest, *, how: str, reasons: str, remedies: bool, on: date, work: PieceOfWork | None
) -> None:  # fmt: skip
    """Record the DPO's answer (D37). Raises Refused with every reason, PermissionDenied."""
    asked = _open(actor, asked)
    wrong = list(_wrong_answer(asked, Answer(how), reasons, remedies, on))
    if wrong:
        raise Refused(tuple(wrong))
    asked.answered, asked.answer, asked.reasons, asked.remedies = on, Answer(how), reasons, remedies
    asked.answered_by_name = actor.user.name
    asked.save()
    log(
        actor,
        "privacy.handle",
        subject=asked.number,
        work=work,
        detail={"answer": how, "on": str(on), "in_time": on <= asked.due},
    )


def _wrong_answer(
    asked: SubjectRequest, how: Answer, reasons: str, remedies: bool, on: date
) -> list[Refusal]:
    wrong = []
    if asked.checked is None:
        wrong.append(
            _refused("identity", _("Check first who asks: an answer to the wrong person is a breach."))
        )
    if not asked.received <= on <= timezone.localdate():
        wrong.append(_refused("day", _("An answer lies after the request, and not in the future.")))
    if not reasons.strip():
        wrong.append(
            _refused(
                "reasons",
                _(
                    "Record the reasons in fact and in law: they are at the disposal of the data protection authority."
                ),
            )
        )
    if not remedies and how not in (Answer.GRANTED,):
        wrong.append(
            _refused(
                "remedies",
                _(
                    "The answer must name the complaint to the data protection authority and the action in court."
                ),
            )
        )
    if how is Answer.LIMITED and asked.kind not in LIMITS:
        wrong.append(
            _refused("limited", _("Only access and erasure can be limited until the final decision."))
        )
    return wrong


def forget_old(today: date) -> int:
    """Remove requests whose years after the answer are over; gives how many."""
    ripe = add_months(day=today, months=-12 * KEPT_YEARS)
    return SubjectRequest.objects.filter(answered__lt=ripe).delete()[0]


def _must(actor: Actor) -> None:
    if not actor.may(Right.PRIVACY):
        raise PermissionDenied


def _open(actor: Actor, asked: SubjectRequest) -> SubjectRequest:
    """The request, locked; raises PermissionDenied for another's, Refused once it was answered."""
    _must(actor)
    if asked.organisation_id != actor.organisation.pk:
        raise PermissionDenied
    fresh = SubjectRequest.objects.select_for_update().get(pk=asked.pk)
    if fresh.answered is not None:
        raise Refused(
            (_refused("answered", _("This request was answered; what was answered stays as it is.")),)
        )
    return fresh


def _next_number(organisation: Organisation, year: int) -> str:
    """The next of the organisation and year: 2026-AVG-0001."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    stem = f"{year}-AVG-"
    last = SubjectRequest.objects.filter(organisation=organisation, number__startswith=stem).aggregate(
        last=Max("number")
    )["last"]
    return f"{stem}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:04d}"


def _refused(rule: str, sentence: Text) -> Refusal:
    return Refusal(rule=rule, article=ARTICLE, sentence=sentence)
