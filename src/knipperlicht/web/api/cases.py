"""Case files as JSON, as the description names their parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from knipperlicht.cases.casefiles.service import CaseFile, case_of, may_act
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Field, Refusal
from knipperlicht.core.numbers import format_number
from knipperlicht.web.casework.acts import Shown, timeline_of
from knipperlicht.web.casework.next_steps import Choice, choices_of
from knipperlicht.web.casework.terms import Shown as ShownTerm
from knipperlicht.web.casework.terms import drawing_of


def summary_of(file: CaseFile) -> dict[str, Any]:
    """A file as it stands in a list."""
    procedure = procedure_of(file.kind)
    return {
        "id": file.pk,
        "number": file.number,
        "procedure": file.kind,
        "state": file.state,
        "state_name": str(procedure.state_name(file.state)),
        "version": file.version,
        "title": file.title,
        "address": file.address,
        "enterprise_number": format_number(file.enterprise) if file.enterprise else None,
        "establishment_number": format_number(file.establishment) if file.establishment else None,
        "opened": file.opened.isoformat(),
        "closed": _day(file.closed),
        "next_term": file.next_term or None,
        "next_day": _day(file.next_day),
    }


def detail_of(actor: Actor, file: CaseFile, today: date) -> dict[str, Any]:
    """A file with its acts, terms and steps; steps only for who may take them."""
    procedure, case = procedure_of(file.kind), case_of(file, criminal=True)
    shown = drawing_of(procedure, case, today=today, closed=file.closed)
    choices = choices_of(actor, file, case) if may_act(actor, file) else []
    return summary_of(file) | {
        "acts": [_act(act) for act in reversed(timeline_of(file))],
        "terms": [_term(term) for term in shown.terms],
        "steps": [_step(choice) for choice in choices],
    }


def refusals_of(found: Iterable[Refusal]) -> list[dict[str, str]]:
    """Refusals with rule, article and sentence."""
    return [{"rule": one.rule, "article": one.article, "sentence": str(one.sentence)} for one in found]


def _act(act: Shown) -> dict[str, Any]:
    row = act.row
    return {
        "number": row.number,
        "step": row.step,
        "done": str(act.step.done),
        "article": act.step.article,
        "on": row.on.isoformat(),
        "recorded": row.recorded.isoformat(),
        "by": row.by_name,
        "signed_by": row.signed_by or None,
        "reference": row.reference or None,
        "before": row.before,
        "after": row.after,
        "data": row.data,
        "has_sealed_data": act.sealed,
    }


def _term(shown: ShownTerm) -> dict[str, Any]:
    term = shown.term
    return {
        "rule": term.rule.key,
        "name": str(term.rule.name),
        "article": term.rule.article,
        "event": term.event.isoformat(),
        "first": term.days.first.isoformat(),
        "last": term.days.last.isoformat(),
        "met": _day(term.met),
        "state": shown.state,
    }


def _step(choice: Choice) -> dict[str, Any]:
    step = choice.step
    return {
        "key": step.key,
        "name": str(step.name),
        "office": step.office.value,
        "article": step.article,
        "by_itself": choice.by_itself,
        "refusals": refusals_of(choice.refusals),
        "fields": [_field(field) for field in step.fields],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": str(field.label),
        "kind": field.kind.value,
        "required": field.required,
        "choices": [code for code, _name in field.choices],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
