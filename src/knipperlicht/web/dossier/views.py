"""The dossier of one enterprise: the page, its print, its pin, and the door from outside the territory."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knipperlicht.bridge import register
from knipperlicht.cases.dossiers.service import pin, remember, unpin
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.core.numbers import format_number
from knipperlicht.web.access import needs
from knipperlicht.web.dossier.door import allow_outside, open_dossier
from knipperlicht.web.dossier.forms import OutsideForm
from knipperlicht.web.dossier.page import explained_of, page_of, summary_of
from knipperlicht.web.dossier.refusals import answered, outside_page
from knipperlicht.web.requests import Signed


@needs(Right.LOOK, purpose=True)
@require_safe
@answered
def dossier(request: Signed, number: str) -> HttpResponseBase:
    """Everything about one enterprise; an establishment's number opens its enterprise with that unit in view."""
    opened = open_dossier(request, number)
    context = page_of(request, opened)
    remember(request.actor, enterprise=opened.enterprise, name=context["name"])
    return render(request, "dossier/dossier.html", context)


@needs(Right.EXPORT, purpose=True)
@require_safe
@answered
def print_view(request: Signed, number: str) -> HttpResponseBase:
    """A sheet for the file: for what purpose and by whom it was printed, on which data."""
    opened = open_dossier(request, number, event="dossier.print")
    context = summary_of(request, opened, explained_of(request, opened))
    return render(request, "dossier/print.html", context)


@needs(Right.WRITE, purpose=True)
@require_POST
@answered
def set_pin(request: Signed, number: str) -> HttpResponseBase:
    """Pin (`pinned=1`) or unpin."""
    opened = open_dossier(request, number, quiet=True)
    if request.POST.get("pinned") == "1":
        name = explained_of(request, opened)["name"] or opened.number
        pin(request.actor, enterprise=opened.enterprise, name=name, work=request.work)
        messages.success(request, _("Pinned: you find this dossier on the start page."))
    else:
        unpin(request.actor, enterprise=opened.enterprise, work=request.work)
        messages.success(request, _("No longer pinned."))
    return redirect("dossier", number=opened.number)


@needs(Right.OUTSIDE, purpose=True)
@require_POST
@answered
def open_outside(request: Signed, number: str) -> HttpResponseBase:
    """A written reason opens one dossier outside the territory while this piece of work runs."""
    enterprise, _establishment = register.enterprise_of(number)
    if request.actor.sees(register.places_of(enterprise)):
        return redirect("dossier", number=format_number(enterprise))
    form = OutsideForm(request.POST)
    if not form.is_valid():
        return outside_page(request, enterprise, form, status=422)
    allow_outside(request, enterprise, form.cleaned_data["reason"])
    return redirect("dossier", number=number)
