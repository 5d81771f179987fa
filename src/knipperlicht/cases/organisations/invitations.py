"""Inviting: the only way an account comes into being. A link by mail, once, for fourteen days."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.service import log, log_about
from knipperlicht.cases.organisations.models import Invitation, Membership, Organisation, User
from knipperlicht.cases.organisations.roles import ROLES_IN
from knipperlicht.cases.organisations.service import Actor, actor, administered
from knipperlicht.errors import KnipperlichtError

LASTS = timedelta(days=14)


class CannotInvite(KnipperlichtError):
    """The invitation breaks a rule; the sentence says which."""


class NotUsable(KnipperlichtError):
    """The invitation was used, withdrawn or is too old, or is for somebody else."""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invitable(by: Actor, *, organisation: Organisation, email: str, role: str) -> None:
    """Whether someone may invite this address into this organisation in this role; raises CannotInvite."""
    if not administered(by).filter(pk=organisation.pk).exists():
        raise CannotInvite(_("You do not manage the members of this organisation."))
    if role not in ROLES_IN[organisation.kind]:
        raise CannotInvite(_("This role does not exist in an organisation of this kind."))
    if email.strip().lower() == by.user.email.lower():
        raise CannotInvite(_("You cannot give yourself a role. Ask another manager or operator."))
    if Membership.objects.filter(organisation=organisation, user__email__iexact=email.strip()).exists():
        raise CannotInvite(_("This person is a member already. Change the role in the list of members."))


def invite(
    by: Actor, *, organisation: Organisation, email: str, name: str, role: str, language: str
) -> tuple[Invitation, str]:
    """Store an invitation and log it; gives the token, which is not stored. An open one for the address is withdrawn."""
    invitable(by, organisation=organisation, email=email, role=role)
    email = email.strip().lower()
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    with transaction.atomic():
        pending(organisation).filter(email__iexact=email).update(revoked=now)
        made = Invitation.objects.create(
            organisation=organisation,
            email=email,
            name=name.strip(),
            role=role,
            language=language,
            token_hash=_hash(token),
            invited_by=by.user,
            from_outside=by.organisation.pk != organisation.pk,
            sent=now,
            expires=now + LASTS,
        )
        log_about(by, organisation, "member.invite", subject=email, detail={"role": role})
    return made, token


def pending(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that can still be accepted."""
    return Invitation.objects.filter(
        organisation=organisation, accepted=None, revoked=None, expires__gt=timezone.now()
    )


def revoke(by: Actor, invitation: Invitation) -> None:
    """Withdraw an invitation and log it."""
    with transaction.atomic():
        invitation.revoked = timezone.now()
        invitation.save(update_fields=["revoked"])
        log_about(by, invitation.organisation, "member.revoke", subject=invitation.email, detail={})


def let_in_from_outside(organisation: Organisation) -> dict[str, Invitation]:
    """E-mail address -> the invitation of somebody outside the organisation that it was accepted from."""
    found = Invitation.objects.filter(organisation=organisation, from_outside=True, accepted__isnull=False)
    return {one.email: one for one in found.select_related("invited_by").order_by("accepted")}


def find(token: str) -> Invitation | None:
    """The usable invitation of a token; None says nothing about why."""
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(
            token_hash=_hash(token),
            accepted=None,
            revoked=None,
            expires__gt=timezone.now(),
            organisation__active=True,
        )
        .first()
    )


def account_of(invitation: Invitation) -> User | None:
    """Who has an account under the invited address already."""
    return User.objects.filter(email__iexact=invitation.email).first()


def accept(
    invitation: Invitation, *, user: User | None = None, name: str = "", password: str | None = None
) -> User:
    """Make the membership, and the account when there is none; logged. Raises NotUsable.

    `user`: who is signed in under the invited address. Without one an account is made, or that of someone who left
    is opened again: who holds the link holds the mailbox.
    """
    with transaction.atomic():
        taken = Invitation.objects.filter(
            pk=invitation.pk, accepted=None, revoked=None, expires__gt=timezone.now()
        ).update(accepted=timezone.now())
        if not taken:
            raise NotUsable(_("This invitation was used, withdrawn or is too old. Ask for a new one."))
        held = account_of(invitation)
        if user is not None and user != held:
            raise NotUsable(_("This invitation is for another e-mail address."))
        if held is not None and held.is_active and user is None:
            raise NotUsable(_("There is an account with this address. Sign in to accept the invitation."))
        joined = _account(invitation, held, name=name, password=password)
        Membership.objects.update_or_create(
            user=joined, organisation=invitation.organisation, defaults={"role": invitation.role}
        )
        log(
            actor(joined, invitation.organisation.pk),
            "member.join",
            subject=joined.email,
            detail={"role": invitation.role},
        )
    return joined


def _account(invitation: Invitation, held: User | None, *, name: str, password: str | None) -> User:
    if held is not None and held.is_active:
        return held
    if held is None:
        held = User.objects.create_user(
            email=invitation.email, name=name or invitation.name, language=invitation.language
        )
    held.name, held.is_active, held.left_on = name or held.name, True, None
    if password:
        held.set_password(password)
    else:
        held.set_unusable_password()
    held.save()
    EmailAddress.objects.update_or_create(
        user=held, email=held.email, defaults={"verified": True, "primary": True}
    )
    return held
