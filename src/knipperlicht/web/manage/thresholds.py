"""The page of thresholds: every setting of every indicator that counts, as text fields, validated all together."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knipperlicht.bridge import catalogue
from knipperlicht.cases.operator.service import change_thresholds
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.account.confirm import confirmed_again
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed

SIMPLE = (int, float, str)
"""Kinds of settings that a text field can hold; lists and tables stay in the score card's file."""
UNITS = {
    "days": gettext_lazy("in days"), "months": gettext_lazy("in months"), "years": gettext_lazy("in years"), "hours": gettext_lazy("in hours"),
    "severity": gettext_lazy("from 0 to 1"), "share": gettext_lazy("from 0 to 1"), "euro": gettext_lazy("in euros"),
}  # fmt: skip
"""Last word of a setting's name -> its unit."""


def _rows(language: Any, given: dict[str, str], problems: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Indicators with their fields: what is set, what ships, what is wrong with what was typed."""
    held = catalogue.thresholds(settings.DATA)
    wrong = {(slug, name): sentence for slug, name, sentence in problems}
    rows = []
    for indicator in catalogue.threshold_defaults(language):
        slug = indicator["slug"]
        fields = [
            {
                "key": f"{slug}.{name}",
                "name": name.replace("_", " "),
                "unit": UNITS.get(name.rpartition("_")[2], ""),
                "shipped": shipped,
                "value": given.get(f"{slug}.{name}", held.get(slug, {}).get(name, shipped)),
                "changed": name in held.get(slug, {}),
                "error": wrong.get((slug, name)),
            }
            for name, shipped in indicator["settings"].items()
            if isinstance(shipped, SIMPLE) and not isinstance(shipped, bool)
        ]
        if fields:
            rows.append(indicator | {"fields": fields, "error": wrong.get((slug, ""))})
    families = list(dict.fromkeys(row["family"] for row in rows))
    return sorted(rows, key=lambda row: families.index(row["family"]))


def _families(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What components/section_nav.html lists, in the order of the score card."""
    counted = Counter((row["family"], row["family_name"]) for row in rows)
    return [{"id": slug, "label": name, "count": many} for (slug, name), many in counted.items()]


def _wanted(given: dict[str, str], language: Any) -> catalogue.Thresholds:
    """What was typed, by indicator; an empty field is the shipped value."""
    wanted: catalogue.Thresholds = {}
    for indicator in catalogue.threshold_defaults(language):
        for name, shipped in indicator["settings"].items():
            typed = given.get(f"{indicator['slug']}.{name}", "").strip().replace(",", ".")
            if typed and typed != str(shipped):
                wanted.setdefault(indicator["slug"], {})[name] = typed
    return wanted


@needs(Right.OPERATE)
@confirmed_again
def thresholds(request: Signed) -> HttpResponseBase:
    """Show and change; what is changed takes effect at the next build."""
    language, problems = language_of(request), list[tuple[str, str, str]]()
    given = request.POST.dict() if request.method == "POST" else {}
    if request.method == "POST":
        try:
            change_thresholds(request.actor, _wanted(given, language))
        except catalogue.WrongThresholds as error:
            problems = error.problems
        else:
            messages.success(
                request, _("Kept. They hold from the next build on, and the score card will say so.")
            )
            return redirect("manage_thresholds")
    rows = _rows(language, given, problems)
    context = {
        "rows": rows,
        "families": _families(rows),
        "problems": problems,
        "now": catalogue.card().version,
    }
    return render(request, "manage/thresholds.html", context, status=422 if problems else 200)
