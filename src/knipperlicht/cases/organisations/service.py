"""What other apps ask about organisations: who acts, for whom, with which rights."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from django.db.models import QuerySet

from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Right, Role, rights_of


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A user acting for one of their organisations."""

    user: User
    organisation: Organisation
    role: str
    rights: frozenset[str]

    def may(self, right: Right | str) -> bool:
        """Whether this role holds the right."""
        return str(right) in self.rights

    def sees(self, places: Set[str]) -> bool:
        """Whether an entity with addresses in these municipalities (NIS codes) lies in the territory."""
        scope = self.organisation.scope
        return scope is None or bool(scope & places)


def memberships(user: User) -> list[Membership]:
    """Memberships in organisations that are active, by name."""
    if not user.is_active:
        return []
    return list(user.memberships.select_related("organisation").filter(organisation__active=True))


def administered(by: Actor) -> QuerySet[Organisation]:
    """Organisations whose members someone may manage: the own one; for an operator of the site, every one."""
    if not by.may(Right.MEMBERS):
        return Organisation.objects.none()
    if by.role == Role.OPERATOR:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk=by.organisation.pk)


def actor(user: User, organisation_id: int | None, held: list[Membership] | None = None) -> Actor | None:
    """The user acting for the organisation asked for, else for the first they belong to; None without any."""
    mine = memberships(user) if held is None else held
    chosen = next((m for m in mine if m.organisation_id == organisation_id), mine[0] if mine else None)
    if chosen is None:
        return None
    rights = rights_of(chosen.role, chosen.organisation.kind)
    return Actor(user=user, organisation=chosen.organisation, role=chosen.role, rights=rights)
