"""The list of establishments in scope, made from the register and kept in step with it.

Every establishment that the register shows under an activity and in the zone of a regulation in force has a row. A row is never
removed: what left the register is marked, what no longer fits is marked for people to judge, and every change is written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from knipperlicht.bridge import scope
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.policies.activities import activities, prefixes_of
from knipperlicht.cases.policies.models import Queue, Regulation, ScopeChange, ScopeRow
from knipperlicht.cases.policies.regulating import in_force
from knipperlicht.cases.policies.row_changes import FACTS, STATE, Pass, new_row, not_found, seen_again
from knipperlicht.cases.policies.zone import zone_of

AT_ONCE, CHANGED_AT_ONCE = 2000, 200
"""Rows written in one statement; a changed one is looked for among all of its statement, so these are fewer."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How many rows are new, changed, left the register, came back, or left the regulation."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    back: int = 0
    out: int = 0

    def __bool__(self) -> bool:
        return any(vars(self).values())


@transaction.atomic
def bring_up_to_date(organisation: Organisation, day: date) -> Outcome:
    """Compare the list with the register as it is served; needs a snapshot. Gives what changed."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    queue = Queue.objects.filter(organisation=organisation).first()
    work = Pass(organisation=organisation, day=day, seed=queue.seed if queue else "")
    _read_rules(work)
    prefixes = prefixes_of(activities(organisation), list(work.rules))
    found = scope.establishments(nis=organisation.territory, prefixes=prefixes) if prefixes else []
    rows = ScopeRow.objects.filter(organisation=organisation)
    held = {row.establishment: row for row in rows.exclude(establishment=None)}
    for seen in found:
        row = held.pop(seen.number, None)
        if row is None:
            new_row(work, seen)
        else:
            seen_again(work, row, seen)
    standing = scope.still_registered([number for number in held if number is not None])
    for number, row in held.items():
        not_found(work, row, standing=number in standing)
    for row in rows.filter(establishment=None):
        not_found(work, row, standing=True)
    return _keep(work)


def _read_rules(work: Pass) -> None:
    """Activity -> regulation, term and zone of what binds on the day; of two regulations the later one."""
    for regulation in reversed(in_force(work.organisation, work.day)):
        zone, first = zone_of(regulation), not ScopeRow.objects.filter(regulation=regulation).exists()
        for term in regulation.activities.all():
            work.rules[term.number] = (regulation, term, zone, first)


def _keep(work: Pass) -> Outcome:
    ScopeRow.objects.bulk_create(work.made, batch_size=AT_ONCE)
    ScopeRow.objects.bulk_update(work.told_anew.values(), FACTS, batch_size=CHANGED_AT_ONCE)
    ScopeRow.objects.bulk_update(work.moved.values(), STATE, batch_size=CHANGED_AT_ONCE)
    for row in work.made:
        work.note(row, "new", after=row.name)
    ScopeChange.objects.bulk_create(work.changes, batch_size=AT_ONCE)
    done = Outcome(**work.counted)
    if done:
        log(None, "policy.scope", subject=work.organisation.name, organisation=work.organisation, name="Knipperlicht",
            detail={"as_of": str(scope.data_day()), **vars(done)})  # fmt: skip
    return done


def with_policy(day: date) -> QuerySet[Organisation]:
    """Municipalities with a regulation in force, or with rows of one that was."""
    regulated = Regulation.objects.in_force(day).values("organisation")
    listed = ScopeRow.objects.values("organisation")
    either = Organisation.objects.filter(pk__in=regulated) | Organisation.objects.filter(pk__in=listed)
    return either.filter(active=True)
