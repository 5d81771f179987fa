"""The prior risk analysis: figures of the register an activity, and what the municipality wrote with them."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knipperlicht.bridge.scope import data_day
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.policies.service import RiskAnalysis, activities, figures, write_analysis
from knipperlicht.web.access import needs
from knipperlicht.web.policy.forms import AnalysisForm
from knipperlicht.web.policy.page import choices_of, may_keep, show
from knipperlicht.web.requests import Signed

NAMES = ("establishments", "operators", "median_age", "under_1", "under_3", "under_10", "older")


@needs(Right.CASES)
@require_safe
def risk(request: Signed) -> HttpResponseBase:
    """The figures of today, and every analysis."""
    if request.actor.organisation.kind != Kind.MUNICIPALITY:
        return show(request, "elsewhere", here="policy_risk")
    rows = figures(request.actor.organisation)
    return show(
        request, "risk", here="policy_risk", rows=[_row(row) for row in rows if row["counts"] is not None], years=_years(rows),
        without=sum(row["counts"] is None for row in rows), as_of=data_day(), analyses=RiskAnalysis.objects.of(request.actor),
        may_export=request.actor.may(Right.EXPORT),
    )  # fmt: skip


@needs(Right.CASES)
@require_safe
def one(request: Signed, pk: int) -> HttpResponseBase:
    """One analysis, with its figures as they stood."""
    held = get_object_or_404(RiskAnalysis.objects.of(request.actor), pk=pk)
    known = dict(choices_of(activities(request.actor.organisation), request))
    return show(
        request, "analysis", here="policy_risk", held=held, rows=[_row(row) for row in held.figures if row["counts"] is not None],
        years=_years(held.figures), named=[known[str(number)] for number in held.activities],
        without=sum(row["counts"] is None for row in held.figures),
    )  # fmt: skip


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def new(request: Signed) -> HttpResponseBase:
    """Write an analysis."""
    if not may_keep(request):
        raise Http404
    form = AnalysisForm(
        request.POST or None, choices=choices_of(activities(request.actor.organisation), request)
    )
    if request.method == "POST" and form.is_valid():
        made = write_analysis(request.actor, work=request.work, **form.cleaned_data)
        messages.success(request, _("The analysis is kept with the figures of today."))
        return redirect("policy_risk_one", made.pk)
    return show(request, "form", here="policy_risk", form=form, title=_("New risk analysis"),
                lead=_("The council decides on the basis of this analysis. It is kept as it is written; a later one is a new one."),
                note=_("No royal decree on its minimum content was found (art. 119ter § 17): an open question."),
                back=reverse("policy_risk"), status=422 if form.errors else 200)  # fmt: skip


@needs(Right.EXPORT)
@require_safe
def figures_csv(request: Signed) -> HttpResponseBase:
    """The figures of today as a file: counts only."""
    if request.actor.organisation.kind != Kind.MUNICIPALITY:
        raise Http404
    rows = figures(request.actor.organisation)
    years, text = _years(rows), io.StringIO()
    write = csv.writer(text, delimiter=";").writerow
    write(["number", "nl", "fr", "sector", *NAMES, *(f"opened_{year}" for year in years), *(f"new_operators_{year}" for year in years)])  # fmt: skip
    for row in rows:
        counts = row["counts"] or {}
        series = [dict(map(tuple, counts.get(name, []))) for name in ("opened", "new_operators")]
        write([
            row["number"], row["nl"], row["fr"], row["sector"], *(counts.get(name, "") for name in NAMES),
            *(one.get(year, "") for one in series for year in years),
        ])  # fmt: skip
    log(request.actor, "list.export", work=request.work, subject=_("figures of the risk analysis"), detail={"rows": len(rows)})  # fmt: skip
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="risk-{data_day():%Y-%m-%d}.csv"'
    return answer


def _years(rows: list[dict[str, Any]]) -> list[int]:
    """The years that the figures count."""
    return next((([year for year, _n in row["counts"]["opened"]]) for row in rows if row["counts"] and "opened" in row["counts"]), [])  # fmt: skip


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its series side by side: opened and new operators a year."""
    counts = row["counts"]
    pairs = zip(counts.get("opened", []), counts.get("new_operators", []), strict=True)
    return row | {"years": [{"year": opened[0], "opened": opened[1], "new": new[1]} for opened, new in pairs]}
