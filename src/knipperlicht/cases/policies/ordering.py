"""The order of the queue, by criteria the municipality says in public. No order adds a row or takes one away.

The score is none of them until the municipality switches it on; even then it moves rows and no more, and stands in no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, OrderBy, QuerySet
from django.utils import timezone

from knipperlicht.bridge import scope
from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.models import Queue, ScopeRow
from knipperlicht.cases.policies.models.scope import Order

LAST = 2**62
FIELDS: dict[str, tuple[str, ...]] = {
    Order.DUE: ("due",), Order.STARTED: ("started",), Order.ENTERED: ("entered",), Order.STREET: ("postcode", "street", "house"),
    Order.NAME: ("name",), Order.CHECKED: ("last_check",), Order.LOT: ("lot",),
}  # fmt: skip


class Unreasoned(ValueError):
    """Somebody wants the score to order the queue without saying why, or the score although it is off."""


def lot_of(seed: str, number: int | None) -> int:
    """The place of an establishment in the draw of a seed: the same for anyone who draws again."""
    return int.from_bytes(sha256(f"{seed}:{number}".encode()).digest()[:8]) >> 2


def queue_of(organisation: Organisation) -> Queue:
    """How a municipality orders its queue; by the last day until it chose."""
    return Queue.objects.filter(organisation=organisation).first() or Queue(organisation=organisation)


def in_order(rows: QuerySet[ScopeRow], queue: Queue) -> QuerySet[ScopeRow] | Sequence[int]:
    """The same rows in the order of the queue; by score, their ids, as the score stands in no row."""
    if queue.order == Order.SCORE and queue.score_allowed:
        return _by_score(rows, reverse=queue.reverse)
    fields = FIELDS.get(queue.order, ("due",))
    return rows.order_by(*(_towards(name, queue.reverse) for name in fields), "pk")


def _towards(name: str, reverse: bool) -> OrderBy:
    """Rows without a value come last both ways; never checked before comes first."""
    column = F(name)
    if name == "last_check" and not reverse:
        return column.asc(nulls_first=True)
    return column.desc(nulls_last=True) if reverse else column.asc(nulls_last=True)


def _by_score(rows: QuerySet[ScopeRow], *, reverse: bool) -> list[int]:
    """Ids of all rows, the highest score first; who has none (a sole trader, a place without number) comes after, by last day."""
    held = list(rows.order_by("due", "pk").values_list("pk", "enterprise"))
    place = scope.score_order({number for _, number in held if number is not None})
    sign = -1 if reverse else 1
    ranked = sorted(held, key=lambda row: sign * place[row[1]] if row[1] in place else LAST)
    return [pk for pk, _ in ranked]


@transaction.atomic
def set_order(
    actor: Actor, *, order: str, reverse: bool, seed: str, score_allowed: bool, reason: str, work: PieceOfWork | None
) -> Queue:  # fmt: skip
    """Choose the criterion; the draw is made anew for another seed. Raises PermissionDenied or Unreasoned."""
    if not actor.may(Right.POLICY) or actor.organisation.kind != Kind.MUNICIPALITY:
        raise PermissionDenied
    if (score_allowed and not reason.strip()) or (order == Order.SCORE and not score_allowed):
        raise Unreasoned(order)
    queue, _made = Queue.objects.select_for_update().get_or_create(organisation=actor.organisation)
    before = {"order": queue.order, "seed": queue.seed, "score_allowed": queue.score_allowed}
    if seed != queue.seed:
        _draw(actor.organisation, seed)
    queue.order, queue.reverse, queue.seed, queue.score_allowed = order, reverse, seed[:80], score_allowed
    queue.reason, queue.changed, queue.changed_by_name = reason[:320], timezone.now(), actor.user.name
    queue.save()
    after = {"order": order, "seed": seed, "score_allowed": score_allowed, "reason": reason}
    log(actor, "policy.queue", subject=actor.organisation.name, work=work, detail={"before": before, "after": after})  # fmt: skip
    return queue


def _draw(organisation: Organisation, seed: str) -> None:
    rows = list(ScopeRow.objects.filter(organisation=organisation).only("pk", "establishment"))
    for row in rows:
        row.lot = lot_of(seed, row.establishment or -row.pk)
    ScopeRow.objects.bulk_update(rows, ["lot"], batch_size=200)
