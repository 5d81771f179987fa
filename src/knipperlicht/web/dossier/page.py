"""Everything that stands on the page of one dossier."""

from __future__ import annotations

from typing import Any

from knipperlicht.bridge import register
from knipperlicht.bridge.dossier import connected
from knipperlicht.cases.casefiles.service import may_open
from knipperlicht.cases.dossiers.service import Status, contests_of, is_pinned, may_change, notes_of
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.service import watched
from knipperlicht.web.dossier import words
from knipperlicht.web.dossier.door import Opened
from knipperlicht.web.dossier.facts import facts_of, is_natural, legal_form, status_of
from knipperlicht.web.dossier.forms import NoteForm
from knipperlicht.web.dossier.sections import parts_of
from knipperlicht.web.dossier.why import score_card_of, signs_of, sum_of, unanswered_of
from knipperlicht.web.language import language_of
from knipperlicht.web.requests import Signed


def explained_of(request: Signed, opened: Opened) -> dict[str, Any]:
    """The explanation in the language of the user."""
    return register.explain(opened.number, language=language_of(request), flags_only=flags_only())


def summary_of(request: Signed, opened: Opened, explained: dict[str, Any]) -> dict[str, Any]:
    """Head, facts, score, signs and sum: what the page and its print share."""
    language = language_of(request)
    contests = list(contests_of(request.actor, opened.enterprise))
    may_write = request.actor.may(Right.WRITE)
    natural = is_natural(explained)
    return {
        "e": explained,
        "opened": opened,
        "number": opened.number,
        "name": explained["name"] or opened.number,
        "natural": natural,
        "gone": explained["facts"]["valid_to"],
        "flags_only": flags_only(),
        "legal_form": legal_form(explained, language),
        "status": status_of(explained, language),
        "facts": facts_of(explained, language),
        "score": None if natural or flags_only() else score_card_of(explained),
        "signs": signs_of(explained, language=language, contests=contests, may_write=may_write),
        "sum": None if flags_only() else sum_of(opened.enterprise, language),
        "unanswered": unanswered_of(explained, language),
        "contests": contests,
        "contested": [contest for contest in contests if contest.status == Status.OPEN],
        "may_write": may_write,
        "may_print": request.actor.may(Right.EXPORT),
    }


def page_of(request: Signed, opened: Opened) -> dict[str, Any]:
    """The context of dossier/dossier.html."""
    explained = explained_of(request, opened)
    notes = [
        {"note": note, "may_change": may_change(request.actor, note)}
        for note in notes_of(request.actor, opened.enterprise)
    ]
    context = summary_of(request, opened, explained)
    context |= parts_of(request, opened, explained)
    return context | {
        "notes": notes,
        "note_form": NoteForm(),
        "is_watched": bool(watched(request.actor, [opened.enterprise])),
        "pinned": is_pinned(request.actor, opened.enterprise),
        "may_open_case": may_open(request.actor) and not opened.outside,
        "may_see_people": request.actor.may(Right.PEOPLE),
        "missing": words.missing(connected()),
    }
