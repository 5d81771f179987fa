"""A sealing or penalty payment follows the file it was opened from (`CaseFile.parent`).

When that measure is no longer in force (it lapsed, ended, was lifted), the seals must go and nothing falls due any more; when a
confirmation of that very meeting was only recorded late, both stand again. All of it in the transaction of the act.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, case_of, hooks, record_by_system
from knipperlicht.cases.operator.service import site
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Proposed
from knipperlicht.cases.procedures.force import FORCE, closure_in_force, measure_in_force

STOPS = {
    ("sealing", "sealed"): "closure_over",
    ("sealing", "broken"): "closure_over",
    ("penalty", "imposed"): "measure_over",
    ("penalty", "running"): "measure_over",
}
STANDS = {("sealing", "to_unseal"): "closure_stands", ("penalty", "settling"): "measure_stands"}
"""Kind and state of a file that follows -> the act of the law itself."""
UNDONE = frozenset({"confirmed_that_day"})
"""Acts of the measure that make it stand again."""
ON_THE_PREMISES = ("sealed", "broken", "to_unseal")


def facts_of(file: CaseFile, day: date) -> dict[str, Any]:
    """`Around.facts` of measures: `measure_in_force`, `closure_in_force` (of the file it goes with), `sealed`, `flemish_decree`."""
    if file.kind in ("sealing", "penalty"):
        case = case_of(file.parent) if file.parent is not None else None
        return {
            "measure_in_force": case is not None and measure_in_force(case),
            "closure_in_force": case is not None and closure_in_force(case),
        }
    if file.kind == "mayor_closure" and file.pk:
        seals = CaseFile.objects.filter(parent=file, kind="sealing", state__in=ON_THE_PREMISES)
        return {"sealed": seals.exists()}
    return {"flemish_decree": site().flemish_decree} if file.kind == "flemish_decree" else {}


def follow(file: CaseFile, act: ActRow, actor: Actor | None) -> None:
    """Let the files that go with this one hear that its measure ended or stands again."""
    if file.kind not in FORCE:
        return
    ended = not measure_in_force(case_of(file))
    if not ended and act.step not in UNDONE:
        return
    table = STOPS if ended else STANDS
    for child in CaseFile.objects.filter(parent=file, kind__in=("sealing", "penalty"), destroyed=None):
        step = table.get((child.kind, child.state))
        if step is None or (not ended and not _stopped_by_law(child)):
            continue
        last = child.acts.latest("number").on
        on = min(max(act.on, last), timezone.localdate())
        record_by_system(child.pk, Proposed(step=step, on=on))


def _stopped_by_law(child: CaseFile) -> bool:
    """Whether the end of the measure, and no decision of the mayor, stopped it."""
    stops = child.acts.filter(
        step__in=("closure_over", "measure_over", "order_unsealing", "withdraw")
    ).latest("number")
    return stops.step in ("closure_over", "measure_over")


def install() -> None:
    """Hang both on the case files."""
    hooks.facts["measures"] = facts_of
    hooks.after["measures"] = follow
