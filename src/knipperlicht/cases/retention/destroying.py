"""Destroying what is due: by rule, never skipped, only held (law.md §9.4, guard 15). The dry run shows exactly what would go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, case_of, record_by_system
from knipperlicht.cases.procedures.case import Proposed
from knipperlicht.cases.procedures.engine import offered
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.retention.models import Destruction, Due, Hold
from knipperlicht.cases.retention.pieces import KEEPERS, Piece, pieces_of
from knipperlicht.cases.retention.reckoning import reckon
from knipperlicht.cases.retention.rules import Rule, Scope, rule_of
from knipperlicht.errors import KnipperlichtError

ACTS = {Scope.UNDERLYING: "destroy_underlying", Scope.FILE: "destroy"}
"""Steps by which a procedure writes a destruction in its own time line, where it has them."""


class NotDestroyed(KnipperlichtError):
    """A destruction that could not be done whole; nothing of it was."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One line of the dry run."""

    due: Due
    rule: Rule
    hold: Hold | None
    pieces: list[Piece]


def due_now(today: date) -> QuerySet[Due]:
    """What is due and not held, the oldest first; underlying data before the file."""
    ripe = Due.objects.filter(day__lte=today).exclude(file__holds__ended=None, file__holds__isnull=False)
    return ripe.select_related("file", "file__organisation").order_by("day", "-scope", "pk")


def planned(due: Due) -> Planned:
    """What one row would destroy, and what holds it; raises NotDestroyed for a rule that is not in the table any more."""
    return Planned(
        due=due, rule=_rule(due), hold=Hold.objects.filter(file=due.file, ended=None).first(),
        pieces=pieces_of(due.file, Scope(due.scope)),
    )  # fmt: skip


@transaction.atomic
def destroy(due: Due) -> Destruction:
    """Destroy what a row says and write the record of it, all or nothing.

    Raises NotDestroyed where a hold came meanwhile, the day is not there yet, or something stays behind; Refused where the guards of
    the procedure know a reason.
    """
    file: CaseFile = CaseFile.objects.select_for_update().get(pk=due.file_id)
    today, rule, scope = timezone.localdate(), _rule(due), Scope(due.scope)
    current = next((row for row in reckon(file) if row.rule == due.rule), None)
    if current is None or current.day > today:
        raise NotDestroyed(f"{file.number}: {due.rule} is not due.")
    if Hold.objects.filter(file=file, ended=None).exists():
        raise NotDestroyed(f"{file.number}: held.")
    _write_act(file, scope, today)
    file.refresh_from_db()
    going = pieces_of(file, scope)
    for keeps in KEEPERS.values():
        keeps.destroy(file, scope)
    file.refresh_from_db()
    left = pieces_of(file, scope)
    if left:
        raise NotDestroyed(f"{file.number}: {len(left)} pieces stayed behind.")
    file.underlying_destroyed = file.underlying_destroyed or timezone.now()
    file.save(update_fields=["underlying_destroyed"])
    done = Destruction.objects.create(
        organisation=file.organisation, file=file, number=file.number, rule=rule.key, scope=scope, article=rule.article,
        event=current.event, due=current.day, done=timezone.now(), counts=dict(Counter(piece.kind for piece in going)),
        digests=sorted(piece.digest for piece in going),
    )  # fmt: skip
    reckon(file)
    log(
        None, "retention.destroyed", subject=file.number, name="Knipperlicht", organisation=file.organisation,
        detail={"file": file.pk, "rule": rule.key, "scope": scope, "article": rule.article, "pieces": len(going)},
    )  # fmt: skip
    return done


def _write_act(file: CaseFile, scope: Scope, today: date) -> None:
    """Its own procedure writes it too, and checks once more."""
    procedure = procedure_of(file.kind)
    if any(step.key == ACTS[scope] for step in offered(procedure, case_of(file))):
        record_by_system(file.pk, Proposed(step=ACTS[scope], on=today))


def _rule(due: Due) -> Rule:
    rule = rule_of(due.file.kind, due.rule)
    if rule is None:
        raise NotDestroyed(f"{due.file.number}: nobody knows the rule {due.rule} any more.")
    return rule
