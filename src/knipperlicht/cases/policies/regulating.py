"""The door through which a regulation changes: its content while it is a draft, its acts by the table of `procedure.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies import procedure
from knipperlicht.cases.policies.activities import activities
from knipperlicht.cases.policies.models import Regulation, RegulationAct
from knipperlicht.cases.procedures.case import Act, Around, Case, Proposed
from knipperlicht.cases.procedures.engine import Refused, after, refusals
from knipperlicht.cases.procedures.steps import Office, Refusal


def begin(
    actor: Actor, *, title: str, why: str, on: date | None = None, work: PieceOfWork | None
) -> Regulation:
    """A first draft; with a past day for a regulation that was made before it is recorded here. Raises PermissionDenied."""
    _must_keep(actor)
    regulation = Regulation(organisation=actor.organisation, title=title[:160], state="")
    return _record(
        actor, regulation, step="draft", on=on or timezone.localdate(), data={"why": why}, work=work
    )


@transaction.atomic
def amend(actor: Actor, old: Regulation, *, why: str, work: PieceOfWork | None) -> Regulation:
    """A draft of the next version with the content of this one. Raises PermissionDenied."""
    _must_keep(actor, old)
    draft = Regulation(
        organisation=old.organisation, title=old.title, state="", replaces=old, whole_territory=old.whole_territory, area=old.area,
    )  # fmt: skip
    draft = _record(actor, draft, step="draft", on=timezone.localdate(), data={"why": why}, work=work)
    for rows in (old.activities.all(), old.streets.all()):
        for row in rows:
            row.pk, row.regulation = None, draft
            row.save()
    return draft


def act(
    actor: Actor, regulation: Regulation, *, step: str, version: int, on: date, data: Mapping[str, Any],
    work: PieceOfWork | None,
) -> Regulation:  # fmt: skip
    """Record an act on the version the actor saw. Raises Refused, which is logged, UnknownStep or PermissionDenied."""
    _must_keep(actor, regulation)
    if procedure.POLICY.step(step).office is Office.SYSTEM:
        raise PermissionDenied
    try:
        with transaction.atomic():
            held = Regulation.objects.select_for_update().get(pk=regulation.pk)
            if held.version != version:
                raise Refused((_changed_meanwhile(),))
            if step == "submit":
                freeze_texts(held)
            return _record(actor, held, step=step, on=on, data=data, work=work)
    except Refused as refused:
        rules = [reason.rule for reason in refused.refusals]
        log(actor, "policy.refused", subject=regulation.title, work=work, detail={"regulation": regulation.pk, "step": step, "rules": rules})  # fmt: skip
        raise


@transaction.atomic
def act_of_law(regulation: Regulation, *, step: str, on: date, data: Mapping[str, Any]) -> Regulation:
    """Record what follows by itself: an activity left the decree, a later version came."""
    if procedure.POLICY.step(step).office is not Office.SYSTEM:
        raise PermissionDenied
    held = Regulation.objects.select_for_update().get(pk=regulation.pk)
    return _record(None, held, step=step, on=on, data=data, work=None)


def case_of(regulation: Regulation) -> Case:
    """The regulation as its procedure sees it."""
    rows = regulation.acts.all() if regulation.pk else ()
    acts = tuple(
        Act(number=row.number, step=row.step, on=row.on, recorded=timezone.localdate(row.recorded), before=row.before,
            after=row.after, data=row.data, by=row.by_name)
        for row in rows
    )  # fmt: skip
    return Case(kind=procedure.POLICY.key, state=regulation.state, acts=acts)


def around_of(regulation: Regulation, today: date) -> Around:
    """What the guards ask of the content."""
    known = activities(regulation.organisation)
    own = list(regulation.activities.all()) if regulation.pk else []
    wrong = {row.number: known[row.number].problem(today) for row in own}
    streets = regulation.pk is not None and regulation.streets.exists()
    return Around(
        today=today,
        facts={
            "analysis": regulation.analysis_id is not None,
            "part": not regulation.whole_territory,
            "zone_empty": not regulation.whole_territory and not regulation.area and not streets,
            "activities": wrong,
            "without_term": tuple(row.number for row in own if row.within is None),
        },
    )


def freeze_texts(regulation: Regulation) -> None:
    """Names and definitions of the activities as the official text gives them today."""
    known = activities(regulation.organisation)
    for row in regulation.activities.all():
        held = known[row.number]
        row.sector, row.name_nl, row.name_fr, row.definition = held.sector, held.nl, held.fr, held.definition
        row.save(update_fields=["sector", "name_nl", "name_fr", "definition"])


@transaction.atomic
def _record(
    actor: Actor | None, regulation: Regulation, *, step: str, on: date, data: Mapping[str, Any], work: PieceOfWork | None
) -> Regulation:  # fmt: skip
    wanted = Proposed(step=step, on=on, data=data)
    case, today = case_of(regulation), timezone.localdate()
    found = refusals(procedure.POLICY, case, wanted, around_of(regulation, today))
    if found:
        raise Refused(found)
    done = after(procedure.POLICY, case, wanted, recorded=today).acts[-1]
    regulation.state, regulation.version = done.after, done.number
    _follow(regulation, wanted)
    regulation.save()
    RegulationAct.objects.create(
        regulation=regulation, number=done.number, step=step, on=on, recorded=timezone.now(), before=done.before, after=done.after,
        data=dict(data), by=actor.user if actor else None, by_name=actor.user.name if actor else "Knipperlicht",
    )  # fmt: skip
    log(
        actor, "policy.act", subject=regulation.title, work=work, organisation=regulation.organisation,
        detail={"regulation": regulation.pk, "step": step, "on": str(on), "state": done.after},
    )  # fmt: skip
    return regulation


def _follow(regulation: Regulation, done: Proposed) -> None:
    """Keep what the days of an act mean on the regulation itself; a published amendment ends the version before it."""
    if done.step == "publish":
        regulation.published, regulation.in_force = done.on, done.day("in_force")
        regulation.address = str(done.data["address"])[:300]
        old = regulation.replaces
        if old is not None and old.state in procedure.BINDING and regulation.in_force is not None:
            ends = regulation.in_force - timedelta(days=1)
            act_of_law(old, step="replaced", on=done.on, data={"ends": str(ends)})
    elif done.step in ("withdraw", "replaced"):
        regulation.ends = done.day("ends")


def _must_keep(actor: Actor, regulation: Regulation | None = None) -> None:
    own = regulation is None or regulation.organisation_id == actor.organisation.pk
    if not own or not actor.may(Right.POLICY) or actor.organisation.kind != Kind.MUNICIPALITY:
        raise PermissionDenied


def in_force(organisation: Organisation, day: date) -> list[Regulation]:
    """The regulations that bind on a day, the latest first."""
    return list(Regulation.objects.filter(organisation=organisation).in_force(day).order_by("-in_force", "-pk"))  # fmt: skip


def _changed_meanwhile() -> Refusal:
    return Refusal(
        rule="version", article="", sentence=_("Somebody changed this regulation since you opened it. Look at it again, then decide."),
    )  # fmt: skip
