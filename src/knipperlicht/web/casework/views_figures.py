"""Figures on case files, and the same as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web import charts
from knipperlicht.web.access import needs
from knipperlicht.web.casework.figures import Figures, Line, figures_of
from knipperlicht.web.casework.journal import log_once
from knipperlicht.web.requests import Signed

FIRST_YEAR = 2024
"""The Act entered into force on 17 February 2024."""


@needs(Right.CASES)
@require_safe
def figures(request: Signed) -> HttpResponseBase:
    """Of one year."""
    found = _found(request)
    log_once(request, "case.figures", "figures", year=found.year)
    names = [str(MONTHS_3[month]) for month in range(1, 13)]
    chart = charts.bars(names, [list(found.opened), list(found.closed)])
    rows = [
        {"label": name, "values": [opened, closed]}
        for name, opened, closed in zip(names, found.opened, found.closed, strict=True)
    ]
    return render(request, "casework/figures.html", {
        "found": found, "heads": _heads(), "years": range(timezone.localdate().year, FIRST_YEAR - 1, -1), "chart": chart,
        "names": [_("files opened"), _("files closed")], "table": {"heads": [_("Month"), _("files opened"), _("files closed")], "rows": rows},
        "sums": [{"name": _("files opened"), "value": sum(found.opened)}, {"name": _("files closed"), "value": sum(found.closed)},
                 {"name": _("open now"), "value": sum(line.values[0] for line in found.states)},
                 {"name": _("terms missed"), "value": sum(line.values[1] for line in found.terms)}],
    })  # fmt: skip


@needs(Right.CASES)
@require_safe
def figures_csv(request: Signed) -> HttpResponseBase:
    """The same, with semicolons, as spreadsheets here read them."""
    found = _found(request)
    log(
        request.actor,
        "case.figures_export",
        subject="figures",
        work=request.work,
        detail={"year": found.year},
    )
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="figures-{found.year}.csv"'
    writer = csv.writer(answer, delimiter=";")
    writer.writerow(
        [_("part"), _("procedure"), _("what"), _("number"), _("median days or missed"), _("longest, in days")]
    )
    for part, lines in _parts(found):
        for line in lines:
            writer.writerow([part, str(line.procedure), str(line.name), *line.values])
    return answer


def _heads() -> dict[str, list[str]]:
    """Heads of the tables, after the procedure."""
    state, files = _("Stage"), _("files")
    return {
        "states": [state, files],
        "durations": [state, _("times"), _("median"), _("longest")],
        "terms": [_("Term"), _("came to an end"), _("missed")],
        "outcomes": [_("Ended as"), files],
    }


def _parts(found: Figures) -> Iterator[tuple[str, list[Line]]]:
    yield _("open now"), found.states
    yield _("how long a state took"), found.durations
    yield _("terms"), found.terms
    yield _("outcomes"), found.outcomes


def _found(request: Signed) -> Figures:
    today = timezone.localdate()
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return figures_of(request.actor, year=max(year, FIRST_YEAR), today=today)
