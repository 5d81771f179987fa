"""Answering an invitation: with a new password, with the government identity, or with the account one has."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from knipperlicht.cases.organisations import invitations
from knipperlicht.cases.organisations.models import User
from knipperlicht.web.access import public, signed_in
from knipperlicht.web.account.forms import JoinForm
from knipperlicht.web.account.government import configured
from knipperlicht.web.account.linking import INVITATION
from knipperlicht.web.middleware import ORGANISATION
from knipperlicht.web.requests import Request


@public
@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: Request, token: str) -> HttpResponseBase:
    """The page behind the link of the mail."""
    found = invitations.find(token)
    if found is None:
        return render(request, "account/invitation_gone.html", {"permalink": ""}, status=410)
    if not request.user.is_authenticated and "language" not in request.GET:
        translation.activate(found.language)
    held = invitations.account_of(found)
    about = {"invitation": found, "token": token, "permalink": "", "government": configured()}
    if held is not None and held.is_active:
        return render(request, "account/invitation_member.html", {**about, "mine": request.user == held})
    given = User(email=found.email, name=found.name)
    form = JoinForm(request.POST or None, user=given, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        user = invitations.accept(
            found, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
        if request.user.is_authenticated:
            get_adapter().logout(request)
        record_authentication(request, user, method="password")
        answer: HttpResponseBase = perform_login(request, Login(user=user, redirect_url="/"))
        return answer
    return render(request, "account/invitation.html", {**about, "form": form})


@public
@require_POST
def invitation_government(request: Request, token: str) -> HttpResponseBase:
    """Go on with the government identity: the invitation waits in the session."""
    if not configured() or invitations.find(token) is None:
        return redirect("account_invitation", token)
    request.session[INVITATION] = token
    return redirect("government_login")


@signed_in
@require_POST
def invitation_accept(request: Request, token: str) -> HttpResponseBase:
    """Join with the account one is signed in with."""
    found = invitations.find(token)
    if found is None:
        return redirect("account_invitation", token)
    invitations.accept(found, user=request.user)  # type: ignore[arg-type]
    request.session[ORGANISATION] = found.organisation_id
    messages.success(
        request, _("You now work for %(organisation)s.") % {"organisation": found.organisation.name}
    )
    return redirect("home")
