"""Sending an invitation; into a role that manages or oversees others from a page of its own, confirmed again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from knipperlicht.cases.organisations import invitations
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Right, Role, rights_of
from knipperlicht.cases.organisations.service import Actor, administered
from knipperlicht.web.access import needs
from knipperlicht.web.account.confirm import confirmed_again
from knipperlicht.web.manage.members_forms import InviteForm
from knipperlicht.web.manage.members_mail import send, tell_managers
from knipperlicht.web.requests import Signed

ASKED = "invitation_asked"
"""Session key: what was filled in, until the button on the page is pressed. An address would leave names in logs."""


def managed(actor: Actor, organisation: int | None) -> Organisation:
    """One whose members the actor manages; the own one when none is named. Any other does not exist for them."""
    return get_object_or_404(
        administered(actor), pk=actor.organisation.pk if organisation is None else organisation
    )


def to_confirm(request: Signed, organisation: Organisation, asked: dict[str, Any]) -> HttpResponseBase:
    """On to the page of the act, which knows what was filled in."""
    request.session[ASKED] = {**asked, "organisation": organisation.pk}
    return redirect("member_invite", organisation.pk)


def send_invitation(request: Signed, organisation: Organisation, asked: dict[str, Any]) -> None:
    """Make it, tell the managers of an organisation that is not one's own, and only then send the link."""
    made, token = invitations.invite(request.actor, organisation=organisation, **asked)
    if made.from_outside:
        tell_managers(request, made)
    send(request, made, token)
    messages.success(request, _("An invitation was sent to %(email)s.") % {"email": made.email})


@needs(Right.MEMBERS)
@confirmed_again
def invite(request: Signed, organisation: int) -> HttpResponseBase:
    """What somebody will be able to do, and the button that invites them."""
    chosen = managed(request.actor, organisation)
    asked = request.session.get(ASKED, {})
    form = InviteForm(asked, organisation=chosen)
    if asked.get("organisation") != chosen.pk or not form.is_valid():
        return redirect("members_of", chosen.pk)
    given = form.cleaned_data
    if request.method == "POST":
        del request.session[ASKED]
        try:
            send_invitation(request, chosen, given)
        except invitations.CannotInvite as refused:
            messages.error(request, str(refused))
        return redirect("members_of", chosen.pk)
    rights = rights_of(given["role"], chosen.kind)
    return render(request, "manage/members_invite.html", {
        "chosen": chosen, "asked": given, "role": Role(given["role"]).label,
        "rights": [right.label for right in Right if right in rights],
    })  # fmt: skip
