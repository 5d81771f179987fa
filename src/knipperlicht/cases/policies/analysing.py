"""The prior risk analysis (D01): figures from the register an activity, frozen with the reasons of the municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from knipperlicht.bridge import scope
from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.activities import activities, prefixes_of
from knipperlicht.cases.policies.models import RiskAnalysis
from knipperlicht.reference.listed_activities import COUNT


def figures(organisation: Organisation) -> list[dict[str, Any]]:
    """One row for each of the 35 activities: its names, and its counts or None where nothing can be searched with.

    Counts as in `bridge.scope.figures`: of what stands today, aggregated, never a score.
    """
    known = activities(organisation)
    prefixes = prefixes_of(known, range(1, COUNT + 1))
    counted = scope.figures(nis=organisation.territory, prefixes=prefixes)
    none: dict[str, Any] = {"establishments": 0, "operators": 0}
    return [
        {
            "number": number, "nl": activity.nl or activity.begins, "fr": activity.fr, "sector": activity.sector, "weak": activity.weak,
            "counts": counted.get(number, none) if number in prefixes else None,
        }
        for number, activity in known.items()
    ]  # fmt: skip


@transaction.atomic
def write_analysis(
    actor: Actor, *, title: str, facts: str, motivation: str, numbers: Sequence[int], work: PieceOfWork | None
) -> RiskAnalysis:
    """Keep an analysis with the figures of today for the chosen activities. Raises PermissionDenied."""
    if not actor.may(Right.POLICY) or actor.organisation.kind != Kind.MUNICIPALITY:
        raise PermissionDenied
    chosen = [row for row in figures(actor.organisation) if row["number"] in numbers]
    made = RiskAnalysis.objects.create(
        organisation=actor.organisation, title=title[:160], facts=facts, motivation=motivation, activities=sorted(numbers),
        figures=chosen, as_of=scope.data_day(), made=timezone.now(), made_by_name=actor.user.name,
    )  # fmt: skip
    log(actor, "policy.analysis", subject=made.title, work=work, detail={"analysis": made.pk, "activities": sorted(numbers)})  # fmt: skip
    return made
