"""Drawing a random part of a list and recording what came of it."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from knipperlicht.bridge import lists
from knipperlicht.bridge.lists import ListFilter
from knipperlicht.bridge.register import reader
from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.worklists.guard import Unusable, must
from knipperlicht.cases.worklists.models import Outcome, Sample, SampleItem
from knipperlicht.cases.worklists.precision import Precision, wilson
from knipperlicht.cases.worklists.watching import MOST_AT_ONCE, too_many
from knipperlicht.core.numbers import format_number


def samples_of(actor: Actor) -> QuerySet[Sample]:
    """Samples of the organisation, newest first, with `size` and `checked`."""
    return (
        Sample.objects.filter(organisation=actor.organisation)
        .select_related("created_by")
        .annotate(size=Count("items"), checked=Count("items", filter=~Q(items__outcome=Outcome.OPEN)))
    )


def draw(
    actor: Actor, *, asked: ListFilter, share: float, flags_only: bool, work: PieceOfWork | None,
    seed: str | None = None,
) -> Sample:  # fmt: skip
    """Draw and keep `share` per cent of a list. The seed makes the same draw again from the same snapshot.

    Raises PermissionDenied, and Unusable when nothing is drawn or more than MOST_AT_ONCE.
    """
    must(actor, Right.WRITE)
    whole = asked.without("sample", "seed").within(actor.organisation.scope)
    seed = seed or secrets.token_urlsafe(9)
    drawn = lists.numbers(replace(whole, sample=share, seed=seed), flags_only=flags_only)
    if not drawn:
        raise Unusable(_("Nothing was drawn: the list is too small for this share. Take a larger share or a wider list."))  # fmt: skip
    if len(drawn) > MOST_AT_ONCE:
        raise Unusable(too_many(len(drawn)))
    names, matched = lists.names_of(drawn), lists.count(whole, flags_only=flags_only)
    with transaction.atomic():
        sample = Sample.objects.create(
            organisation=actor.organisation, created_by=actor.user, query=lists.query_string(whole), share=share,
            seed=seed, snapshot=reader().snapshot.id, as_of=reader().snapshot.as_of, matched=matched,
        )  # fmt: skip
        SampleItem.objects.bulk_create(
            [SampleItem(sample=sample, number=n, name=names.get(n, "")[:400]) for n in drawn], batch_size=500
        )
        log(actor, "list.sample", work=work, subject=f"{share:g} %", detail={
            "sample": sample.pk, "filter": sample.query, "seed": seed, "drawn": len(drawn), "of": matched,
        })  # fmt: skip
    return sample


@transaction.atomic
def record_outcome(
    actor: Actor, sample: Sample, *, number: int, outcome: Outcome, work: PieceOfWork | None
) -> None:
    """What a check of one enterprise gave; `open` takes an outcome back. Raises SampleItem.DoesNotExist."""
    must(actor, Right.WRITE)
    item = SampleItem.objects.get(sample=sample, number=number)
    checked = outcome != Outcome.OPEN
    item.outcome = outcome
    item.checked_by = actor.user if checked else None
    item.checked_at = timezone.now() if checked else None
    item.save(update_fields=["outcome", "checked_by", "checked_at"])
    log(actor, "sample.outcome", subject=format_number(number), work=work, detail={"sample": sample.pk, "outcome": outcome})  # fmt: skip


def precision_of(sample: Sample) -> Precision | None:
    """Confirmed of checked, with its interval; None while nothing is checked."""
    counts = dict(sample.items.values_list("outcome").annotate(n=Count("pk")).order_by())
    confirmed = counts.get(Outcome.CONFIRMED, 0)
    return wilson(confirmed=confirmed, checked=confirmed + counts.get(Outcome.INNOCENT, 0))
