"""What happened when, by year, newest first; `?kind=` keeps one kind, `?all=1` shows everything."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knipperlicht.bridge import dossier as register
from knipperlicht.bridge.dossier import ScoreState
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.core.clock import Language
from knipperlicht.web.dossier.door import Opened
from knipperlicht.web.dossier.source_events import source_events
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed

READ, SHOWN = 2000, 15
KINDS = {
    "founded": "register", "first_seen": "register", "left_register": "register", "form_change": "register",
    "situation_change": "register", "seat_move": "address", "address_struck_off": "address", "name_change": "name",
    "main_activity_change": "activity", "establishment_opened": "unit", "establishment_left": "unit",
}  # fmt: skip
"""Kind of event in the read model -> kind in the filter."""
ICONS = {
    "register": "document",
    "address": "truck",
    "name": "pencil",
    "activity": "list",
    "unit": "building",
    "score": "scale",
}


def timeline_of(request: Signed, opened: Opened, *, natural: bool) -> dict[str, Any]:
    """The parameters of dossier/parts/timeline.html."""
    language = language_of(request)
    events = [
        _of_register(event) for event in register.events(opened.enterprise, language, limit=READ)["items"]
    ]
    if not natural:
        states = register.score_changes(opened.enterprise, flags_only=flags_only())
        events += [_of_score(state, language) for state in reversed(states)]
        events += source_events(opened.enterprise, language)
    events.sort(key=lambda event: str(event["day"]), reverse=True)
    present = {event["kind"] for event in events}
    chosen = request.GET.get("kind", "")
    chosen = chosen if chosen in present else ""
    kept = [event for event in events if not chosen or event["kind"] == chosen]
    everything = request.GET.get("all") == "1"
    shown = kept if everything else kept[:SHOWN]
    years = [
        {"year": year, "events": list(group)}
        for year, group in groupby(shown, key=lambda event: str(event["day"])[:4])
    ]
    return {
        "timeline_count": len(events),
        "years": years,
        "timeline_kinds": _filters(opened, present, chosen),
        "timeline_left": len(kept) - len(shown),
        "timeline_all": _address(opened, chosen, everything=True),
        "timeline_from": None if natural else register.score_history_from(),
    }


def _of_register(event: dict[str, Any]) -> dict[str, Any]:
    kind, source = KINDS.get(event["kind"], "register"), event["source"]
    return {
        "day": event["day"], "title": event["sentence"], "kind": kind, "icon": ICONS[kind],
        "source": f"{source['source']}, {source['key']}, {source['field']}",
    }  # fmt: skip


def _of_score(state: ScoreState, language: Language) -> dict[str, Any]:
    """A change of the score, with the signs that came and went, and why when it was not the register."""
    bands = register.band_names(language)
    told = "" if state.score is None else f"{state.score:.1f}".replace(".", "." if language == "en" else ",")
    if state.score is not None:
        title = _("Score %(score)s (%(band)s)") % {
            "score": told,
            "band": bands.get(state.band or "", state.band),
        }
    elif flags_only():
        title = _("Signs changed")
    else:
        title = _("No longer scored")
    if state.first:
        title += ", " + _("where the history of scores begins")
    parts = [
        words % {"signs": ", ".join(register.indicator_name(slug, language) for slug in slugs)}
        for words, slugs in ((_("came: %(signs)s"), state.added), (_("went: %(signs)s"), state.removed))
        if slugs
    ]
    if state.cause in ("scorecard", "code"):
        parts.append(_("the method changed, not the company"))
    elif state.cause == "mixed":
        parts.append(_("both the register and the method changed"))
    text = "; ".join(parts)
    return {
        "day": state.day.isoformat(),
        "title": title,
        "text": text[:1].upper() + text[1:],
        "kind": "score",
        "icon": ICONS["score"],
    }


def _filters(opened: Opened, present: set[str], chosen: str) -> list[dict[str, Any]]:
    labels = {
        "": _("everything"),
        "register": _("form and status"),
        "address": _("addresses"),
        "name": _("names"),
        "activity": _("activities"),
        "unit": _("establishments"),
        "score": _("signs") if flags_only() else _("score"),
        "accounts": _("annual accounts"),
        "publication": _("publications"),
        "court": _("courts"),
        "visit": _("visits"),
    }
    return [
        {
            "label": label,
            "current": kind == chosen,
            "url": _address(opened, kind),
            "page": f"?kind={kind}#timeline" if kind else "?#timeline",
        }
        for kind, label in labels.items()
        if not kind or kind in present
    ]


def _address(opened: Opened, kind: str, *, everything: bool = False) -> str:
    asked = "&".join(part for part in (f"kind={kind}" if kind else "", "all=1" if everything else "") if part)
    return f"{reverse('dossier_timeline', args=[opened.number])}" + (f"?{asked}" if asked else "")
