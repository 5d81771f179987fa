"""Who conducts investigations (D06), under which access category, and which ARIEC supports them."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import (
    Designation,
    Protocol,
    agree,
    designate,
    designations,
    end_designation,
)
from knipperlicht.cases.organisations.models import Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.web.access import needs
from knipperlicht.web.policy.page import may_keep, show
from knipperlicht.web.policy.staff_forms import AgreementForm, DesignationForm, EndForm
from knipperlicht.web.requests import Signed


@needs(Right.POLICY, Right.AUDIT)
@require_safe
def staff(request: Signed) -> HttpResponseBase:
    """Every designation, those that hold first."""
    today, found = timezone.localdate(), list(designations(request.actor))
    held = [one for one in found if _holds(one, today)]
    return show(request, "staff", here="policy_staff", held=held, past=[one for one in found if one not in held])  # fmt: skip


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def new_designation(request: Signed) -> HttpResponseBase:
    """Record a decision of the mayor."""
    if not may_keep(request):
        raise Http404
    users = User.objects.filter(memberships__organisation=request.actor.organisation, is_active=True).order_by("name")  # fmt: skip
    form = DesignationForm(request.POST or None, users=users, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        designate(request.actor, work=request.work, **form.cleaned_data)
        messages.success(request, _("The designation is recorded."))
        return redirect("policy_staff")
    return show(request, "form", here="policy_staff", form=form, title=_("Record a designation"),
                lead=_("The mayor decides who conducts integrity investigations; nobody else opens their files (art. 119ter § 3, 119quinquies § 4 NGW)."),
                back=reverse("policy_staff"), status=422 if form.errors else 200)  # fmt: skip


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def end(request: Signed, pk: int) -> HttpResponseBase:
    """Let a designation end."""
    held = get_object_or_404(designations(request.actor), pk=pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        end_designation(request.actor, held, on=form.cleaned_data["on"], work=request.work)
        messages.success(request, _("The designation ends on that day."))
        return redirect("policy_staff")
    return show(request, "form", here="policy_staff", form=form, title=_("End the designation of %(name)s") % {"name": held.user.name},
                lead=held.function, back=reverse("policy_staff"), status=422 if form.errors else 200)  # fmt: skip


@needs(Right.POLICY, Right.AUDIT)
@require_safe
def access_list(request: Signed) -> HttpResponseBase:
    """The list of access categories with their functions, at the disposal of the GBA (art. 119quater § 4 NGW): to print."""
    today = timezone.localdate()
    held = sorted((one for one in designations(request.actor) if _holds(one, today)), key=lambda one: (one.category, one.user.name))  # fmt: skip
    log(request.actor, "policy.access_list", work=request.work, detail={"designations": len(held)})
    categories = [{"name": name, "people": list(people)} for name, people in groupby(held, key=lambda one: one.category)]  # fmt: skip
    return show(request, "access_list", here="policy_staff", categories=categories, today=today)


@needs(Right.POLICY, Right.AUDIT)
@require_safe
def agreements(request: Signed) -> HttpResponseBase:
    """Agreements with ARIECs."""
    found = Protocol.objects.filter(municipality=request.actor.organisation).select_related("supporter")
    today = timezone.localdate()
    rows = [{"one": one, "holds": one.since <= today and (one.until is None or one.until >= today)} for one in found]  # fmt: skip
    return show(request, "agreements", here="policy_agreements", rows=rows)


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def new_agreement(request: Signed) -> HttpResponseBase:
    """Record a signed agreement."""
    if not may_keep(request):
        raise Http404
    form = AgreementForm(
        request.POST or None, supporters=_supporters(), initial={"since": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        agree(request.actor, work=request.work, **form.cleaned_data)
        messages.success(request, _("The agreement is recorded."))
        return redirect("policy_agreements")
    return show(request, "form", here="policy_agreements", form=form, title=_("Record an agreement with an ARIEC"),
                lead=_("Only under a valid agreement can a file be opened to an ARIEC, one file at a time."),
                back=reverse("policy_agreements"), status=422 if form.errors else 200)  # fmt: skip


def _supporters() -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind=Kind.ARIEC, active=True).order_by("name")


def _holds(one: Designation, day: date) -> bool:
    return one.since <= day and (one.until is None or one.until >= day)
