"""Members of an organisation: change a role, keep the last manager."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.service import log_about
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import ROLES_IN, Right, rights_of
from knipperlicht.cases.organisations.service import Actor, administered
from knipperlicht.errors import KnipperlichtError


class CannotChange(KnipperlichtError):
    """A change of members that breaks a rule; the sentence says which."""


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Who belongs to it, by name."""
    return (
        Membership.objects.filter(organisation=organisation)
        .select_related("user", "organisation")
        .order_by("user__name", "pk")
    )


def changeable(by: Actor, membership: Membership) -> None:
    """Whether someone may change or end this membership; raises CannotChange."""
    if not administered(by).filter(pk=membership.organisation_id).exists():
        raise CannotChange(_("You do not manage the members of this organisation."))
    if membership.user_id == by.user.pk:
        raise CannotChange(_("Your own role is changed by another manager or by the operator."))


def last_who_manages(membership: Membership) -> bool:
    """Whether nobody else of the organisation could manage its members."""
    organisation = membership.organisation
    if membership.role not in managing_roles(organisation):
        return False
    return not _managers(organisation).exclude(pk=membership.pk).exists()


def managing_roles(organisation: Organisation) -> list[str]:
    """Roles there that manage its members."""
    kind = organisation.kind
    return [role for role in ROLES_IN[kind] if Right.MEMBERS in rights_of(role, kind)]


def managers(organisation: Organisation) -> list[User]:
    """Who manages its members now."""
    return [member.user for member in _managers(organisation).select_related("user").order_by("pk")]


def _managers(organisation: Organisation) -> QuerySet[Membership]:
    return Membership.objects.filter(
        organisation=organisation, role__in=managing_roles(organisation), user__is_active=True
    )


def locked(membership: Membership) -> Membership:
    """The membership as it is now, with all of its organisation locked: two managers cannot remove each other."""
    all_of_it = Membership.objects.select_for_update().filter(organisation_id=membership.organisation_id)
    for member in all_of_it.select_related("organisation", "user").order_by("pk"):
        if member.pk == membership.pk:
            return member
    raise CannotChange(_("This person is no longer a member."))


def change_role(by: Actor, membership: Membership, *, role: str) -> None:
    """Give another role, logged; raises CannotChange."""
    changeable(by, membership)
    if role not in ROLES_IN[membership.organisation.kind]:
        raise CannotChange(_("This role does not exist in an organisation of this kind."))
    with transaction.atomic():
        kept = locked(membership)
        if kept.role == role:
            return
        if last_who_manages(kept):
            raise CannotChange(_("The last manager keeps that role. Make somebody else manager first."))
        before, kept.role = kept.role, role
        kept.save(update_fields=["role"])
        log_about(
            by,
            kept.organisation,
            "member.change",
            subject=kept.user.email,
            detail={"before": before, "after": role},
        )
