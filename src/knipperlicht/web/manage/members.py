"""Members of an organisation: who belongs to it, who is invited, who leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knipperlicht.cases.organisations import handover, invitations, sharing
from knipperlicht.cases.organisations import members as people
from knipperlicht.cases.organisations.models import Invitation, Membership
from knipperlicht.cases.organisations.roles import Right, is_over_others
from knipperlicht.cases.organisations.service import Actor, administered
from knipperlicht.web.access import needs
from knipperlicht.web.account.confirm import confirmed_again
from knipperlicht.web.manage.inviting import managed, send_invitation, to_confirm
from knipperlicht.web.manage.members_forms import InviteForm, LeaveForm, RoleForm
from knipperlicht.web.requests import Signed


def _membership(actor: Actor, membership: int) -> Membership:
    held = Membership.objects.select_related("user", "organisation")
    return get_object_or_404(held.filter(organisation__in=administered(actor)), pk=membership)


@needs(Right.MEMBERS)
def members(request: Signed, organisation: int | None = None) -> HttpResponseBase:
    """The list, and the form to invite; into a role over others only after a page that says what it may do."""
    chosen = managed(request.actor, organisation)
    form = InviteForm(request.POST or None, organisation=chosen)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            invitations.invitable(
                request.actor, organisation=chosen, email=asked["email"], role=asked["role"]
            )
        except invitations.CannotInvite as refused:
            form.add_error(None, str(refused))
        else:
            if is_over_others(asked["role"], chosen.kind):
                return to_confirm(request, chosen, asked)
            send_invitation(request, chosen, asked)
            return redirect("members_of", chosen.pk)
    let_in = invitations.let_in_from_outside(chosen)
    rows = [
        {
            "member": member,
            "own": member.user_id == request.actor.user.pk,
            "last": people.last_who_manages(member),
            "let_in": let_in.get(member.user.email),
        }
        for member in people.members(chosen)
    ]
    return render(
        request,
        "manage/members.html",
        {
            "chosen": chosen,
            "rows": rows,
            "pending": invitations.pending(chosen).select_related("invited_by"),
            "form": form,
            "sharers": sharing.sharers(chosen),
            "organisations": administered(request.actor) if administered(request.actor).count() > 1 else [],
        },
        status=422 if form.errors else 200,
    )


@needs(Right.MEMBERS)
@confirmed_again
def role(request: Signed, membership: int) -> HttpResponseBase:
    """Change a role."""
    held = _membership(request.actor, membership)
    form = RoleForm(request.POST or None, organisation=held.organisation, initial={"role": held.role})
    if request.method == "POST" and form.is_valid():
        people.change_role(request.actor, held, role=form.cleaned_data["role"])
        messages.success(request, _("The role of %(name)s was changed.") % {"name": held.user.name})
        return redirect("members_of", held.organisation_id)
    return render(request, "manage/members_role.html", {"member": held, "form": form})


@needs(Right.MEMBERS)
@confirmed_again
def leave(request: Signed, membership: int) -> HttpResponseBase:
    """End a membership: shows what there is to hand over, and to whom, before it happens."""
    held = _membership(request.actor, membership)
    heirs = handover.heirs(held)
    things = handover.owned(held.user, held.organisation)
    needed = any(number for _kind, number in things)
    form = LeaveForm(request.POST or None, heirs=heirs, needed=needed)
    if request.method == "POST" and form.is_valid():
        heir = next((m.user for m in heirs if str(m.user_id) == form.cleaned_data["heir"]), None)
        moved = handover.remove(request.actor, held, heir=heir)
        messages.success(request, _left(held, moved))
        return redirect("members_of", held.organisation_id)
    about = {"member": held, "form": form, "things": things, "heirs": heirs, "needed": needed}
    return render(request, "manage/members_leave.html", {**about, "last": people.last_who_manages(held)})


def _left(held: Membership, moved: dict[str, Any]) -> str:
    count = sum(moved.values())
    if count:
        return _("%(name)s left; %(count)s pieces of work were handed over.") % {
            "name": held.user.name,
            "count": count,
        }
    return _("%(name)s left.") % {"name": held.user.name}


@needs(Right.MEMBERS)
@require_POST
def revoke(request: Signed, invitation: int) -> HttpResponseBase:
    """Withdraw an invitation."""
    found = get_object_or_404(
        Invitation.objects.filter(organisation__in=administered(request.actor), accepted=None, revoked=None),
        pk=invitation,
    )
    invitations.revoke(request.actor, found)
    messages.success(request, _("The invitation of %(email)s was withdrawn.") % {"email": found.email})
    return redirect("members_of", found.organisation_id)
