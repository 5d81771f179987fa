"""What people correct on the list, always with a reason: add, strike, bring back, another activity, what was seen on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.models import RegulationActivity, ScopeChange, ScopeRow
from knipperlicht.cases.policies.models.scope import Answer, Origin, RowState
from knipperlicht.cases.policies.ordering import lot_of, queue_of
from knipperlicht.cases.policies.regulating import in_force
from knipperlicht.cases.policies.terms import due_day


class NotCorrected(ValueError):
    """A correction that cannot be made; its text says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """An establishment added by hand: as the register has it where it does, else as people found it."""

    name: str
    postcode: str
    street: str
    house: str
    establishment: int | None = None
    enterprise: int | None = None


@transaction.atomic
def add(actor: Actor, place: Place, *, activity: int, reason: str, work: PieceOfWork | None) -> ScopeRow:
    """Put an establishment on the list that the register does not bring. Raises NotCorrected or PermissionDenied."""
    _must(actor, reason)
    today = timezone.localdate()
    term = _rule(actor.organisation, activity, today)
    if place.establishment is not None and ScopeRow.objects.filter(organisation=actor.organisation, establishment=place.establishment).exists():  # fmt: skip
        raise NotCorrected(_("This establishment stands on the list already."))
    row = ScopeRow.objects.create(
        organisation=actor.organisation, regulation=term.regulation, origin=Origin.HAND, activity=activity, entered=today,
        due=due_day(term, entered=today, opened=None, in_force=term.regulation.in_force), **vars(place),
    )  # fmt: skip
    row.lot = lot_of(queue_of(actor.organisation).seed, row.establishment or -row.pk)
    row.save(update_fields=["lot"])
    _note(actor, row, "new", after=row.name, reason=reason, work=work)
    return row


@transaction.atomic
def strike(actor: Actor, row: ScopeRow, *, reason: str, work: PieceOfWork | None) -> None:
    """Take a row out of the queue because it does not belong there; it stays on the list. Raises NotCorrected."""
    held = _held(actor, row, reason)
    if held.state != RowState.IN:
        raise NotCorrected(_("Only an establishment in scope can be struck."))
    if held.begun is not None and held.closed is None:
        raise NotCorrected(_("An investigation runs. Close it first, or leave the establishment in scope."))
    _set(actor, held, "state", RowState.STRUCK, reason, work)


@transaction.atomic
def bring_back(actor: Actor, row: ScopeRow, *, reason: str, work: PieceOfWork | None) -> None:
    """Put a row back in the queue; people vouch for it from now on. Raises NotCorrected."""
    held = _held(actor, row, reason)
    if held.state == RowState.IN:
        raise NotCorrected(_("This establishment is in scope."))
    term = _rule(held.organisation, held.activity, timezone.localdate())
    held.origin, held.regulation, held.zone_known = Origin.HAND, term.regulation, True
    held.due = due_day(term, entered=held.entered, opened=held.started, in_force=term.regulation.in_force)
    held.save(update_fields=["origin", "regulation", "zone_known", "due"])
    _set(actor, held, "state", RowState.IN, reason, work)


@transaction.atomic
def set_activity(actor: Actor, row: ScopeRow, *, activity: int, reason: str, work: PieceOfWork | None) -> None:  # fmt: skip
    """Investigate a row under another activity of the regulation; its term follows. Raises NotCorrected."""
    held = _held(actor, row, reason)
    if held.begun is not None and held.closed is None:
        raise NotCorrected(_("An investigation runs under the activity as it stands. Close it first."))
    term = _rule(held.organisation, activity, timezone.localdate())
    held.regulation = term.regulation
    held.due = due_day(term, entered=held.entered, opened=held.started, in_force=term.regulation.in_force)
    held.save(update_fields=["regulation", "due"])
    _set(actor, held, "activity", activity, reason, work)


@transaction.atomic
def judge_access(actor: Actor, row: ScopeRow, *, accessible: str, reason: str, work: PieceOfWork | None) -> None:  # fmt: skip
    """Say whether the public can walk in; where it cannot, the row is struck for that reason. Raises NotCorrected."""
    held = _held(actor, row, reason)
    _set(actor, held, "accessible", accessible, reason, work)
    if accessible == Answer.NO and held.state == RowState.IN:
        strike(actor, held, reason=reason, work=work)


@transaction.atomic
def judge_zone(actor: Actor, row: ScopeRow, *, reason: str, work: PieceOfWork | None) -> None:
    """Say that the place lies in the zone, where the register could not. Raises NotCorrected."""
    held = _held(actor, row, reason)
    if held.zone_known:
        raise NotCorrected(_("It is known already that this place lies in the zone."))
    _set(actor, held, "zone_known", True, reason, work)


@transaction.atomic
def observe(
    actor: Actor, row: ScopeRow, *, activity: int | None, note: str, reason: str, work: PieceOfWork | None
) -> None:
    """Write what is really done on the spot, beside what is registered. Raises NotCorrected."""
    held = _held(actor, row, reason)
    held.observed_note = note[:320]
    held.save(update_fields=["observed_note"])
    _set(actor, held, "observed", activity, reason, work)


def _rule(organisation: Organisation, activity: int, day: date) -> RegulationActivity:
    for regulation in in_force(organisation, day):
        term = regulation.activities.filter(number=activity).select_related("regulation").first()
        if term is not None:
            return term
    raise NotCorrected(_("No regulation in force names this activity."))


def _held(actor: Actor, row: ScopeRow, reason: str) -> ScopeRow:
    _must(actor, reason)
    held: ScopeRow = ScopeRow.objects.of(actor).select_for_update().get(pk=row.pk)
    return held


def _must(actor: Actor, reason: str) -> None:
    if not actor.may(Right.POLICY) or actor.organisation.kind != Kind.MUNICIPALITY:
        raise PermissionDenied
    if not reason.strip():
        raise NotCorrected(_("Give the reason: it stays with the establishment."))


def _set(actor: Actor, row: ScopeRow, what: str, value: object, reason: str, work: PieceOfWork | None) -> None:  # fmt: skip
    before = getattr(row, what)
    setattr(row, what, value)
    row.save(update_fields=[what])
    _note(actor, row, what, before=before, after=value, reason=reason, work=work)


def _note(
    actor: Actor, row: ScopeRow, what: str, *, before: object = "", after: object = "", reason: str, work: PieceOfWork | None
) -> None:  # fmt: skip
    said = ["" if value is None else str(value)[:320] for value in (before, after)]
    ScopeChange.objects.create(
        row=row, at=timezone.now(), what=what, before=said[0], after=said[1], reason=reason[:320], by=actor.user, by_name=actor.user.name,
    )  # fmt: skip
    log(actor, "policy.row", subject=row.name, work=work, detail={"row": row.pk, "what": what, "before": said[0], "after": said[1], "reason": reason})  # fmt: skip
