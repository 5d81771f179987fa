"""The content of a draft regulation: activities with their terms, zone, risk analysis. After the draft is closed nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.activities import activities
from knipperlicht.cases.policies.models import Regulation, RegulationActivity, RiskAnalysis, ZoneStreet
from knipperlicht.cases.policies.procedure import DRAFT
from knipperlicht.cases.policies.zone import Position, ring_of
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.steps import Refusal


@dataclass(frozen=True, kw_only=True)
class Term:
    """One activity with its reasonable term; see `RegulationActivity`."""

    number: int
    until: date | None
    within: int | None
    about: str
    permit_duty: bool


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A street of the zone, whole or between house numbers."""

    postcode: str
    street: str
    house_from: int | None = None
    house_to: int | None = None


@transaction.atomic
def set_activities(
    actor: Actor, regulation: Regulation, terms: Sequence[Term], *, work: PieceOfWork | None
) -> None:
    """Replace the activities of a draft. Raises Refused or PermissionDenied."""
    held, known = _draft(actor, regulation), activities(actor.organisation)
    held.activities.all().delete()
    RegulationActivity.objects.bulk_create(
        RegulationActivity(
            regulation=held, number=term.number, sector=known[term.number].sector, name_nl=known[term.number].nl,
            name_fr=known[term.number].fr, definition=known[term.number].definition, until=term.until, within=term.within,
            about=term.about, permit_duty=term.permit_duty,
        )
        for term in terms
    )  # fmt: skip
    _said(actor, held, work, activities=[term.number for term in terms])


@transaction.atomic
def set_zone(
    actor: Actor, regulation: Regulation, *, whole: bool, streets: Sequence[Stretch],
    area: Sequence[Sequence[Position]], work: PieceOfWork | None,
) -> None:  # fmt: skip
    """Replace the zone of a draft. Raises Refused, PermissionDenied, or ValueError for a drawing that is none."""
    held = _draft(actor, regulation)
    held.whole_territory = whole
    held.area = [] if whole else [ring_of(ring) for ring in area]
    held.save(update_fields=["whole_territory", "area"])
    held.streets.all().delete()
    if not whole:
        ZoneStreet.objects.bulk_create(ZoneStreet(regulation=held, **vars(stretch)) for stretch in streets)
    _said(actor, held, work, whole=whole, streets=len(streets), areas=len(held.area))


@transaction.atomic
def set_analysis(
    actor: Actor, regulation: Regulation, analysis: RiskAnalysis, *, title: str, work: PieceOfWork | None
) -> None:
    """Choose the risk analysis a draft rests on, and its title. Raises Refused or PermissionDenied."""
    held = _draft(actor, regulation)
    if analysis.organisation_id != held.organisation_id:
        raise PermissionDenied
    held.analysis, held.title = analysis, title[:160]
    held.save(update_fields=["analysis", "title"])
    _said(actor, held, work, analysis=analysis.pk)


def _draft(actor: Actor, regulation: Regulation) -> Regulation:
    """The regulation for change, while it is a draft of the actor's municipality."""
    if not actor.may(Right.POLICY) or regulation.organisation_id != actor.organisation.pk:
        raise PermissionDenied
    held: Regulation = Regulation.objects.select_for_update().get(pk=regulation.pk)
    if held.state != DRAFT:
        sentence = _("Only a draft can be changed. Take it back, or make a next version.")
        raise Refused((Refusal(rule="state", article="art. 119ter § 1 NGW", sentence=sentence),))
    return held


def _said(actor: Actor, held: Regulation, work: PieceOfWork | None, **detail: Any) -> None:
    log(actor, "policy.content", subject=held.title, work=work, detail={"regulation": held.pk, **detail})
