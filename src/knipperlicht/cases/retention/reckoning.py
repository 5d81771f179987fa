"""What of a file is due to be destroyed, and when: reckoned in the transaction of every act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, case_of, hooks
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.retention.models import Due, Hold
from knipperlicht.cases.retention.rules import Scope, due_day, rules_of


def install() -> None:
    """Look at every act; tell guards whether an appeal is known here."""
    hooks.after["retention"] = after_act
    hooks.facts["retention"] = _facts


def after_act(file: CaseFile, row: ActRow, actor: Actor | None) -> None:
    """In the transaction of the act."""
    reckon(file)


def _facts(file: CaseFile, today: date) -> Mapping[str, Any]:
    return {"pending_appeal": file.pk is not None and Hold.objects.filter(file=file, ended=None).exists()}


@transaction.atomic
def reckon(file: CaseFile) -> list[Due]:
    """Write what is due of a file anew; what was destroyed already is not due again."""
    case = case_of(file)
    done = {Scope.UNDERLYING} if file.underlying_destroyed else set()
    done |= {Scope.UNDERLYING, Scope.FILE} if file.destroyed else set()
    found = []
    for rule in rules_of(file.kind):
        event = rule.event(case, file.closed)
        if event is not None and rule.scope not in done:
            found.append(
                Due(file=file, rule=rule.key, scope=rule.scope, event=event, day=due_day(rule, event))
            )
    Due.objects.filter(file=file).exclude(rule__in=[due.rule for due in found]).delete()
    Due.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["file", "rule"], update_fields=["scope", "event", "day"]
    )
    return found


def reckon_missed() -> int:
    """Closed files of which nothing was reckoned, as those from before this was kept; gives how many."""
    missed = CaseFile.objects.filter(destroyed=None, destructions_due=None).exclude(closed=None)
    files = list(missed.order_by("pk"))
    for file in files:
        reckon(file)
    return len(files)
