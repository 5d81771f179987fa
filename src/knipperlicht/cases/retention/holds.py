"""Holding a destruction while an appeal or court case is pending. Nobody can skip it; it is only put off, and looked at again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, may_act
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.steps import Refusal, Text
from knipperlicht.cases.retention.models import Hold, HoldGround
from knipperlicht.cases.retention.reckoning import reckon
from knipperlicht.core.clock import add_months

LONGEST_REVIEW = 6
"""Months after which somebody looks again at the latest [assumption]."""
ARTICLE = "art. 119quinquies § 2 NGW"


@transaction.atomic
def hold(
    actor: Actor, file: CaseFile, *, ground: str, reason: str, review: date, work: PieceOfWork | None
) -> Hold:
    """Hold a file the actor may act in. Raises Refused with every reason, PermissionDenied."""
    if not may_act(actor, file):
        raise PermissionDenied
    today = timezone.localdate()
    wrong = [*_reasons(ground, reason), *_review(review, today)]
    if file.destroyed is not None:
        wrong.append(_refused(_("This file was destroyed: there is nothing left to hold.")))
    if Hold.objects.filter(file=file, ended=None).exists():
        wrong.append(
            _refused(_("This file is held already. Look at that hold, and set a new day to look again."))
        )
    if wrong:
        raise Refused(tuple(wrong))
    made = Hold.objects.create(
        file=file,
        ground=HoldGround(ground),
        reason=reason[:320],
        since=today,
        review=review,
        placed_by_name=actor.user.name,
    )
    _mirror(file, reason)
    log(
        actor,
        "retention.hold",
        subject=file.number,
        work=work,
        detail={"file": file.pk, "ground": ground, "review": str(review)},
    )
    return made


@transaction.atomic
def look_again(actor: Actor, held: Hold, *, review: date, work: PieceOfWork | None) -> None:
    """The case still runs: look again later. Raises Refused, PermissionDenied."""
    if not may_act(actor, held.file) or held.ended is not None:
        raise PermissionDenied
    wrong = tuple(_review(review, timezone.localdate()))
    if wrong:
        raise Refused(wrong)
    held.review = review
    held.save(update_fields=["review"])
    log(
        actor,
        "retention.hold",
        subject=held.file.number,
        work=work,
        detail={"file": held.file_id, "review": str(review)},
    )


@transaction.atomic
def end_hold(actor: Actor, held: Hold, *, why: str, work: PieceOfWork | None) -> None:
    """End a hold; what is due goes in the next night. Raises Refused without a reason, PermissionDenied."""
    if not may_act(actor, held.file) or held.ended is not None:
        raise PermissionDenied
    if not why.strip():
        raise Refused((_refused(_("Write why the hold ends: which ruling, of which day.")),))
    held.ended, held.ended_by_name, held.ended_why = timezone.localdate(), actor.user.name, why[:320]
    held.save()
    _mirror(held.file, "")
    reckon(held.file)
    log(
        actor,
        "retention.hold",
        subject=held.file.number,
        work=work,
        detail={"file": held.file_id, "ended": str(held.ended)},
    )


def _mirror(file: CaseFile, reason: str) -> None:
    CaseFile.objects.filter(pk=file.pk).update(hold=reason[:320])
    file.hold = reason[:320]


def _reasons(ground: str, reason: str) -> list[Refusal]:
    found = []
    if ground not in HoldGround.values:
        found.append(_refused(_("Destruction is held by a pending appeal or court case only.")))
    if not reason.strip():
        found.append(
            _refused(_("Name the case and the court: without them nobody can see when the hold ends."))
        )
    return found


def _review(review: date, today: date) -> list[Refusal]:
    if today < review <= add_months(day=today, months=LONGEST_REVIEW):
        return []
    return [_refused(_("Choose a day to look again, within six months from now."))]


def _refused(sentence: Text) -> Refusal:
    return Refusal(rule="G15", article=ARTICLE, sentence=sentence)
