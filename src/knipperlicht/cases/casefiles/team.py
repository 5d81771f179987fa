"""Who works on files: designations by the mayor, the team of a file, protocols and supporters, handing over."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.access import may_act, valid
from knipperlicht.cases.casefiles.models import CaseFile, Designation, Protocol, Support, TeamMember
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.steps import Refusal


def designations(actor: Actor) -> QuerySet[Designation]:
    """Every designation of the organisation, ended ones too."""
    own = Designation.objects.filter(organisation=actor.organisation)
    return own.select_related("user") if actor.may(Right.POLICY) or actor.may(Right.AUDIT) else own.none()


@transaction.atomic
def designate(
    actor: Actor, *, user: User, function: str, category: str, criminal: bool, reference: str, since: date,
    until: date | None, work: PieceOfWork | None,
) -> Designation:  # fmt: skip
    """Record the mayor's decision (D06). Raises PermissionDenied, also for who is no member."""
    if (
        not actor.may(Right.POLICY)
        or not Membership.objects.filter(organisation=actor.organisation, user=user).exists()
    ):
        raise PermissionDenied
    made = Designation.objects.create(
        organisation=actor.organisation, user=user, function=function, category=category, criminal=criminal, reference=reference,
        since=since, until=until, recorded_by_name=actor.user.name,
    )  # fmt: skip
    detail = {
        "category": category,
        "criminal": criminal,
        "reference": reference,
        "since": str(since),
        "until": str(until or ""),
    }
    log(actor, "case.designate", subject=user.name, work=work, detail=detail)
    return made


@transaction.atomic
def end_designation(actor: Actor, designation: Designation, *, on: date, work: PieceOfWork | None) -> None:
    """Let a designation end with a day. Raises PermissionDenied."""
    if not actor.may(Right.POLICY) or designation.organisation_id != actor.organisation.pk:
        raise PermissionDenied
    designation.until = on
    designation.save(update_fields=["until"])
    log(actor, "case.designate", subject=designation.user.name, work=work, detail={"until": str(on)})


def designated_users(organisation: Organisation) -> QuerySet[User]:
    """Who may be put in a team today."""
    held = Designation.objects.filter(valid(timezone.localdate()), organisation=organisation).values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("name")


@transaction.atomic
def join_team(
    actor: Actor, file: CaseFile, *, user: User, lead: bool = False, work: PieceOfWork | None
) -> None:
    """Put designated staff of the own municipality in the team of a file the actor may open. Raises Refused."""
    if not may_act(actor, file):
        raise PermissionDenied
    if not designated_users(file.organisation).filter(pk=user.pk).exists():
        raise Refused((_not_designated(user),))
    if lead:
        file.team.filter(until=None, lead=True).update(lead=False)
    member, made = TeamMember.objects.get_or_create(
        file=file, user=user, until=None, defaults={"lead": lead, "since": timezone.now()}
    )
    if lead and not made:
        member.lead = True
        member.save(update_fields=["lead"])
    log(
        actor,
        "case.team",
        subject=file.number,
        work=work,
        detail={"file": file.pk, "joined": user.name, "lead": lead},
    )


@transaction.atomic
def leave_team(actor: Actor, file: CaseFile, *, user: User, work: PieceOfWork | None) -> None:
    """Take somebody off the team; the last one stays. Raises Refused."""
    if not may_act(actor, file):
        raise PermissionDenied
    team = file.team.filter(until=None)
    if team.count() < 2:
        raise Refused((_nobody_left(),))
    team.filter(user=user).update(until=timezone.now(), lead=False)
    log(actor, "case.team", subject=file.number, work=work, detail={"file": file.pk, "left": user.name})


@transaction.atomic
def agree(
    actor: Actor,
    *,
    supporter: Organisation,
    reference: str,
    since: date,
    until: date | None,
    work: PieceOfWork | None,
) -> Protocol:
    """Record a signed agreement with an ARIEC. Raises PermissionDenied."""
    if (
        not actor.may(Right.POLICY)
        or supporter.kind != Kind.ARIEC
        or actor.organisation.kind != Kind.MUNICIPALITY
    ):
        raise PermissionDenied
    made = Protocol.objects.create(
        municipality=actor.organisation, supporter=supporter, reference=reference, since=since, until=until,
        recorded_by_name=actor.user.name,
    )  # fmt: skip
    log(
        actor,
        "case.protocol",
        subject=supporter.name,
        work=work,
        detail={"reference": reference, "since": str(since)},
    )
    return made


def supporters_of(municipality: Organisation, day: date) -> QuerySet[Organisation]:
    """Organisations with a valid agreement to support a municipality."""
    agreed = Protocol.objects.filter(valid(day), municipality=municipality).values("supporter")
    return Organisation.objects.filter(pk__in=agreed, active=True).order_by("name")


@transaction.atomic
def ask_support(
    actor: Actor, file: CaseFile, *, supporter: Organisation, work: PieceOfWork | None
) -> Support:
    """Let an ARIEC look into a file, under a valid protocol. Raises Refused."""
    if not may_act(actor, file):
        raise PermissionDenied
    today = timezone.localdate()
    if not Protocol.objects.filter(
        valid(today), municipality=file.organisation, supporter=supporter
    ).exists():
        raise Refused((_no_protocol(supporter),))
    asked, _made = Support.objects.get_or_create(
        file=file,
        supporter=supporter,
        ended=None,
        defaults={"asked": timezone.now(), "asked_by_name": actor.user.name},
    )
    log(
        actor,
        "case.support",
        subject=file.number,
        work=work,
        recipients=supporter.name,
        detail={"file": file.pk},
    )
    return asked


@transaction.atomic
def end_support(actor: Actor, support: Support, *, work: PieceOfWork | None) -> None:
    """The supporter no longer sees the file."""
    if not may_act(actor, support.file):
        raise PermissionDenied
    support.ended = timezone.now()
    support.save(update_fields=["ended"])
    detail = {"file": support.file.pk, "ended": support.supporter.name}
    log(actor, "case.support", subject=support.file.number, work=work, detail=detail)


def _not_designated(user: User) -> Refusal:
    sentence = _(
        "%(name)s is not designated by a valid decision of the mayor. Record that decision first."
    ) % {"name": user.name}
    return Refusal(rule="G12", article="art. 119ter § 3 NGW", sentence=sentence)


def _nobody_left() -> Refusal:
    return Refusal(
        rule="team",
        article="",
        sentence=_("A file keeps at least one person. Put somebody in the team first."),
    )


def _no_protocol(supporter: Organisation) -> Refusal:
    sentence = _("There is no valid agreement with %(name)s. Record it first.") % {"name": supporter.name}
    return Refusal(rule="protocol", article="art. 32–34 W. 15-1-2024", sentence=sentence)
