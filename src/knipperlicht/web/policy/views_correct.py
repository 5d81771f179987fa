"""Correcting the list by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.policies.service import NotCorrected, Place, activities, add, rows_of
from knipperlicht.web.access import needs
from knipperlicht.web.policy.add_form import AddRowForm
from knipperlicht.web.policy.corrections import BY_KEY, binding_numbers, carry_out, form_of
from knipperlicht.web.policy.page import choices_of, show
from knipperlicht.web.policy.views_scope import row_page
from knipperlicht.web.requests import Signed


@needs(Right.POLICY, purpose=True)
@require_POST
def correct(request: Signed, pk: int, what: str) -> HttpResponseBase:
    """Make one correction of one row."""
    held = get_object_or_404(rows_of(request.actor).select_related("regulation", "file"), pk=pk)
    one = BY_KEY.get(what)
    if one is None:
        raise Http404
    form = form_of(request, one, held, activities(request.actor.organisation), request.POST)
    if form.is_valid():
        try:
            carry_out(request.actor, one, held, form.cleaned_data, request.work)
        except NotCorrected as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept, with your reason."))
            return redirect("policy_row", pk)
    return row_page(request, held, refused=form, status=422)


@needs(Right.POLICY, purpose=True)
@require_http_methods(["GET", "POST"])
def add_row(request: Signed) -> HttpResponseBase:
    """Put an establishment on the list that the register does not bring."""
    known = activities(request.actor.organisation)
    choices = choices_of(known, request, binding_numbers(request.actor))
    form = AddRowForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        activity, reason = given.pop("activity"), given.pop("reason")
        try:
            row = add(request.actor, Place(**given), activity=activity, reason=reason, work=request.work)
        except NotCorrected as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The establishment is on the list."))
            return redirect("policy_row", row.pk)
    return show(request, "form", here="policy_scope", form=form, title=_("Add an establishment by hand"),
                lead=_("For what the register does not bring: a place under another code, or one that is not registered at all."),
                back=reverse("policy_scope"), status=422 if form.errors else 200)  # fmt: skip
