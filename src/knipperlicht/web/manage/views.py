"""Administration in the site's own pages: organisations, settings, thresholds, jobs, health."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knipperlicht.cases.jobs.service import JobRun, UnknownJob, kinds, recent_runs, start
from knipperlicht.cases.operator.service import change, site
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.account.confirm import confirmed_again
from knipperlicht.web.language import language_of
from knipperlicht.web.manage.forms import SettingsForm
from knipperlicht.web.manage.health import checks
from knipperlicht.web.requests import Signed

RUNS_PER_PAGE = 50


@needs(Right.OPERATE, Right.MEMBERS)
def index(request: Signed) -> HttpResponseBase:
    """Health for the operator; a manager of an organisation goes to its members."""
    if not request.actor.may(Right.OPERATE):
        return redirect("manage_members")
    return render(request, "manage/health.html", {"checks": checks(language_of(request))})


@needs(Right.OPERATE)
def organisations(request: Signed) -> HttpResponse:
    """Every organisation with its territory and number of members."""
    found = Organisation.objects.prefetch_related("memberships")
    return render(request, "manage/organisations.html", {"organisations": found})


@needs(Right.OPERATE)
@confirmed_again
def site_settings(request: Signed) -> HttpResponseBase:
    """Settings for everyone."""
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=site().model_dump())
    if request.method == "POST" and form.is_valid():
        change(request.actor, form.cleaned_data)
        messages.success(
            request, _("The settings were saved. Every part of the site uses them within a few seconds.")
        )
        return redirect("manage_settings")
    return render(request, "manage/settings.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Right.OPERATE)
def jobs(request: Signed) -> HttpResponse:
    """Kinds of jobs with their time, and the last runs."""
    page = Paginator(recent_runs(request.GET.get("kind") or None), RUNS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    known = [{"kind": job.kind, "name": job.name, "at": at, "by_hand": job.by_hand} for job, at in kinds()]
    return render(request, "manage/jobs.html", {"kinds": known, "page": page, "names": _names()})


@needs(Right.OPERATE)
@require_POST
def start_job(request: Signed) -> HttpResponseBase:
    """Put a job in the queue."""
    try:
        run = start(request.POST.get("kind", ""), request.actor)
    except UnknownJob:
        messages.error(request, _("There is no such job."))
        return redirect("manage_jobs")
    return redirect("manage_job", pk=run.pk)


@needs(Right.OPERATE)
def job(request: Signed, pk: int) -> HttpResponse:
    """One run with its log."""
    run = get_object_or_404(JobRun, pk=pk)
    return render(request, "manage/job.html", {"run": run, "name": _names().get(run.kind, run.kind)})


def _names() -> dict[str, str]:
    """Kind of job -> its name."""
    return {job.kind: str(job.name) for job, _at in kinds()}
