"""Choosing and ending a piece of work."""

from __future__ import annotations

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from knipperlicht.cases.audit.purposes import Purpose
from knipperlicht.cases.audit.service import end_work, start_work
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs, signed_in
from knipperlicht.web.middleware import ORGANISATION, WORK
from knipperlicht.web.requests import Request, Signed


class WorkForm(forms.Form):
    """Purpose and a reference or reason."""

    purpose = forms.ChoiceField(
        label=_("For what do you look?"), choices=Purpose.choices, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=_("Reference or reason"), max_length=200, min_length=3,
        help_text=_("A file number, or a few words. Without names of people."),
    )  # fmt: skip


def back_to(request: Request, fallback: str = "home") -> str:
    """The `next` address when it leads back into this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return reverse(fallback)


@needs(Right.LOOK)
def choose(request: Signed) -> HttpResponseBase:
    """Ask once for the purpose; all that is opened next is logged under it."""
    form = WorkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        work = start_work(request.actor, **form.cleaned_data)
        request.session[WORK] = work.pk
        return redirect(back_to(request))
    return render(request, "work/choose.html", {"form": form, "next": back_to(request)})


@needs(Right.LOOK)
@require_POST
def end(request: Signed) -> HttpResponseBase:
    """End the piece of work that runs."""
    if request.work is not None:
        end_work(request.actor, request.work)
    request.session.pop(WORK, None)
    return redirect("home")


@signed_in
@require_POST
def act_for(request: Request) -> HttpResponseBase:
    """Act for another of one's own organisations; the piece of work of the old one ends."""
    wanted = request.POST.get("organisation", "")
    if wanted.isdigit() and any(m.organisation_id == int(wanted) for m in request.memberships):
        if request.actor and request.work:
            end_work(request.actor, request.work)
        request.session.pop(WORK, None)
        request.session[ORGANISATION] = int(wanted)
    return redirect("home")
