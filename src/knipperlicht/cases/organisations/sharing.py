"""Who else may open dossiers of a municipality: its managers hear of it, and find it on their page.

Organisations are made by the operator of the site. Nobody could else see from inside a municipality that another
organisation was given its territory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from knipperlicht.cases.audit.service import last_of, log
from knipperlicht.cases.organisations.models import Membership, Organisation
from knipperlicht.cases.organisations.roles import Kind
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.reference.places import municipality_names

EVENT = "organisation.change"
Reach = frozenset[str]
"""NIS codes of 2025."""


@dataclass(frozen=True, kw_only=True)
class Sharer:
    """An organisation that may open dossiers here, too: since when, and how many people it has."""

    organisation: Organisation
    people: int
    since: datetime


def reach(organisation: Organisation | None) -> Reach:
    """What its members may open; nothing while it is closed or not there yet."""
    if organisation is None or not organisation.active:
        return frozenset()
    return frozenset(municipality_names("nl")) if organisation.scope is None else organisation.scope


def concerned(organisation: Organisation, gained: Reach) -> list[Organisation]:
    """The municipalities, closed ones too, of whose territory the organisation may now open something more."""
    towns = Organisation.objects.filter(kind=Kind.MUNICIPALITY).exclude(pk=organisation.pk)
    return [town for town in towns if gained & frozenset(town.territory)]


def write_down(by: Actor, organisation: Organisation, towns: list[Organisation], gained: Reach) -> None:
    """A row in the log of each municipality, beside that of who did it."""
    for town in towns:
        shared = sorted(gained & frozenset(town.territory))
        detail = {"may_open": shared, "acting_for": by.organisation.name}
        log(by, EVENT, subject=organisation.name, detail=detail, organisation=town)


def sharers(organisation: Organisation) -> list[Sharer]:
    """Everybody else who may open dossiers of a municipality's territory, the latest first; nobody for other kinds."""
    if organisation.kind != Kind.MUNICIPALITY:
        return []
    known = last_of(organisation, EVENT)
    counted = Membership.objects.filter(user__is_active=True).values_list("organisation_id")
    people = dict(counted.order_by().annotate(Count("pk")))
    others = Organisation.objects.filter(active=True).exclude(pk=organisation.pk)
    found = [
        Sharer(organisation=one, people=people.get(one.pk, 0), since=known.get(one.name, one.created))
        for one in others
        if reach(one) & frozenset(organisation.territory)
    ]
    return sorted(found, key=lambda one: one.since, reverse=True)
