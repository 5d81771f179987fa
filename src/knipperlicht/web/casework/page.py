"""Everything that stands on the page of one file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from knipperlicht.cases.casefiles.service import CaseFile, case_of, may_act, may_read_criminal
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.web.casework.acts import people_of, sources_of, timeline_of
from knipperlicht.web.casework.facts import facts_of
from knipperlicht.web.casework.next_steps import choices_of
from knipperlicht.web.casework.sections import sections_of
from knipperlicht.web.casework.team import team_of
from knipperlicht.web.casework.terms import drawing_of, questions_of, safe_days_of


def page_of(actor: Actor, file: CaseFile, *, offences: bool, today: date) -> dict[str, Any]:
    """The context of casework/file.html; `offences`: with the sealed data, which the caller allowed and logged."""
    procedure, case = procedure_of(file.kind), case_of(file, criminal=True)
    timeline, acts = timeline_of(file, offences=offences), may_act(actor, file)
    choices = choices_of(actor, file, case) if acts else []
    said: dict[str, Any] = {
        "file": file,
        "procedure": procedure,
        "state": procedure.state_name(file.state),
        "facts": facts_of(file, procedure),
        "may_act": acts,
        "ready": [choice for choice in choices if choice.ready],
        "blocked": [choice for choice in choices if choice.refusals and not choice.by_itself],
        "by_itself": [choice for choice in choices if choice.by_itself],
        "timeline": timeline,
        "people": people_of(timeline),
        "sources": sources_of(timeline),
        "terms": drawing_of(procedure, case, today=today, closed=file.closed),
        "safe_days": safe_days_of(case, today, closed=file.closed is not None),
        "questions": questions_of(procedure, case),
        "offences": offences,
        "may_open_offences": may_read_criminal(actor, file) and any(act.sealed for act in timeline),
        "team": team_of(actor, file),
        "sections": sections_of(actor, file),
        "children": list(CaseFile.objects.of(actor).filter(parent=file)),
        "parent": CaseFile.objects.of(actor).filter(pk=file.parent_id).first() if file.parent_id else None,
        "today": today,
    }
    return said | {"nav": _nav(said)}


def _nav(said: dict[str, Any]) -> list[dict[str, Any]]:
    """For components/section_nav.html: parts that stand on this page."""
    parts = [
        ("next", _("Next step"), said["ready"] or said["blocked"]),
        ("terms", _("Terms"), said["terms"].terms),
        ("about", _("About"), True),
        ("people", _("Persons"), said["people"]),
        ("sources", _("Sources consulted"), said["sources"]),
        *((section.key, section.name, True) for section in said["sections"]),
        ("timeline", _("Time line"), True),
        ("team", _("Team"), True),
        ("questions", _("Open questions of the law"), said["questions"]),
    ]
    return [{"id": key, "label": label} for key, label, there in parts if there]
