"""The overview: what binds, how far the duty to investigate all is fulfilled, what waits to be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knipperlicht.cases.organisations.roles import Kind, Right
from knipperlicht.cases.policies.service import (
    AMEND,
    POLICY,
    Coverage,
    Regulation,
    activities,
    coverage,
    in_force,
)
from knipperlicht.web.access import needs
from knipperlicht.web.policy.page import named, show
from knipperlicht.web.requests import Signed
from knipperlicht.web.tags import day as day_in_words


@needs(Right.CASES)
def overview(request: Signed) -> HttpResponseBase:
    """The regulation in force with the state of its duty, every other version, and the tasks."""
    organisation, today = request.actor.organisation, timezone.localdate()
    if organisation.kind != Kind.MUNICIPALITY:
        return show(request, "elsewhere", here="policy")
    binding = in_force(organisation, today)
    counted, known = coverage(organisation, today), activities(organisation)
    total = counted.pop(None)
    every = Regulation.objects.of(request.actor).select_related("replaces")
    return show(
        request, "overview", here="policy", binding=binding, total=total, figures=_figures(total),
        rows=[
            {"name": named(known[number], request), "number": number, "counts": counts, "late": counts.overdue}
            for number, counts in counted.items() if number is not None
        ],
        tasks=_tasks(request, list(every), total), regulations=[{"one": one, "state": POLICY.state_name(one.state)} for one in every],
    )  # fmt: skip


def _figures(total: Coverage) -> list[dict[str, Any]]:
    address = reverse("policy_scope")
    return [
        {"name": _("in scope"), "value": total.in_scope, "url": address},
        {"name": _("started"), "value": total.started, "url": ""},
        {"name": _("closed"), "value": total.closed, "url": ""},
        {"name": _("overdue"), "value": total.overdue, "url": f"{address}?progress=overdue"},
    ]


def _tasks(request: Signed, every: list[Regulation], total: Coverage) -> list[dict[str, str]]:
    """What waits, the gravest first."""
    found = []
    for one in every:
        if one.state != AMEND:
            continue
        act = one.acts.filter(step="must_amend").last()
        numbers = ", ".join(act.data["activities"]) if act else ""
        found.append({
            "tone": "error", "url": reverse("policy_regulation", args=[one.pk]), "link": _("Open the regulation"),
            "title": _("Amend as soon as possible"),
            "text": _("The royal decree no longer names activity %(numbers)s of “%(title)s”, since %(day)s. No investigation of it can start.")
            % {"numbers": numbers, "title": one.title, "day": day_in_words(act.on) if act else ""},
        })  # fmt: skip
    if total.overdue:
        text = ngettext("%(n)s establishment is past its reasonable term.", "%(n)s establishments are past their reasonable term.", total.overdue) % {"n": total.overdue}  # fmt: skip
        found.append({"tone": "error", "title": _("Term passed"), "text": text, "url": f"{reverse('policy_scope')}?progress=overdue", "link": _("Show them")})  # fmt: skip
    if total.to_judge:
        text = ngettext("%(n)s establishment waits for a look by people: is it open to the public, does it lie in the zone?", "%(n)s establishments wait for a look by people: are they open to the public, do they lie in the zone?", total.to_judge) % {"n": total.to_judge}  # fmt: skip
        found.append({"tone": "warning", "title": _("To judge"), "text": text, "url": f"{reverse('policy_scope')}?judge=open", "link": _("Show them")})  # fmt: skip
    return found
