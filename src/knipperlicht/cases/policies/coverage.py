"""How far the duty to investigate all is fulfilled (art. 119ter § 1), and what waits to be done about policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from knipperlicht.cases.casefiles.service import is_designated
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.models import ScopeRow
from knipperlicht.cases.policies.models.regulations import TermAbout
from knipperlicht.cases.policies.models.scope import Answer, RowState


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Counts of one activity, or of all. `to_judge`: nobody said yet whether it is in scope at all."""

    in_scope: int = 0
    started: int = 0
    closed: int = 0
    overdue: int = 0
    to_judge: int = 0


def overdue(day: date) -> Q:
    """Rows in scope whose term went by: not started, or not closed where the regulation asks that."""
    asks_close = Q(
        regulation__activities__number=F("activity"),
        regulation__activities__about=TermAbout.CLOSE,
        closed=None,
    )
    return Q(state=RowState.IN, due__lt=day) & (Q(begun=None) | asks_close)


def open_questions() -> Q:
    """Rows in scope that people must look at before an investigation can start."""
    return Q(state=RowState.IN) & (Q(accessible=Answer.OPEN) | Q(zone_known=False) | Q(still_fits=False))


def coverage(organisation: Organisation, day: date) -> dict[int | None, Coverage]:
    """Counts by activity, and under None of all together."""
    late = ScopeRow.objects.filter(overdue(day), organisation=organisation).values("pk")
    rows = ScopeRow.objects.filter(organisation=organisation, state=RowState.IN)
    counted = rows.values("activity").annotate(
        in_scope=Count("pk"), started=Count("begun"), closed=Count("closed"), overdue=Count("pk", filter=Q(pk__in=late)),
        to_judge=Count("pk", filter=open_questions()),
    ).order_by("activity")  # fmt: skip
    found: dict[int | None, Coverage] = {}
    total = Coverage()
    for row in counted:
        one = Coverage(**{name: row[name] for name in vars(total)})
        found[row["activity"]] = one
        total = Coverage(**{name: getattr(total, name) + getattr(one, name) for name in vars(total)})
    return found | {None: total}


def sees_progress(actor: Actor) -> bool:
    """Whether the actor sees which establishments are under investigation: who keeps the policy, and designated staff."""
    return actor.may(Right.POLICY) or is_designated(actor)


def rows_of(actor: Actor) -> QuerySet[ScopeRow]:
    """Every row of the actor's municipality; none for who does not work on cases."""
    rows: QuerySet[ScopeRow] = ScopeRow.objects.of(actor)
    return rows if actor.may(Right.CASES) else rows.none()
