"""Plays a case through its procedure, as the site does: an act a line, the law's own acts as days go by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.engine import perform, refusals, terms
from knipperlicht.cases.procedures.registry import procedure_of

PERSON = [{"kind": "natural", "name": "Voorbeeld", "first_names": "Vera"}]
Line = tuple[str, str, Mapping[str, Any]]


def around(today: str | date, **facts: Any) -> Around:
    day = date.fromisoformat(today) if isinstance(today, str) else today
    meeting = facts.pop("next_meeting", None)
    return Around(today=day, next_meeting=date.fromisoformat(meeting) if meeting else None, facts=facts)


def proposed(step: str, on: str, data: Mapping[str, Any] | None = None) -> Proposed:
    return Proposed(step=step, on=date.fromisoformat(on), data=data or {})


def play(kind: str, lines: Iterable[Line], *, about: Mapping[str, Any] | None = None, **facts: Any) -> Case:
    """The case after these acts, each recorded on its own day, the law's own acts in between."""
    case = Case(kind=kind, state="", about=about or {})
    for step, on, data in lines:
        case = law(case, on, **facts)
        case = perform(procedure_of(kind), case, proposed(step, on, data), around(on, **facts))
    return case


def law(case: Case, today: str, **facts: Any) -> Case:
    """The case on a day, with what followed from the days alone."""
    procedure = procedure_of(case.kind)
    for _step in range(10):
        act = procedure.automatic(case, around(today, **facts)) if procedure.automatic and case.acts else None
        if act is None:
            return case
        case = perform(procedure, case, act, around(today, **facts))
    raise AssertionError("does not come to rest")


def why_not(case: Case, step: str, on: str, data: Mapping[str, Any] | None = None, *, today: str = "", **facts: Any) -> set[str]:  # fmt: skip
    """The rules that stand in the way of an act; empty when it may be done."""
    found = refusals(procedure_of(case.kind), case, proposed(step, on, data), around(today or on, **facts))
    assert all(str(refusal.sentence) for refusal in found)
    return {refusal.rule for refusal in found}


def term(case: Case, key: str) -> tuple[str, str | None] | None:
    """Last day and day on which it was met, of a term of the case; None where it does not run."""
    for one in terms(procedure_of(case.kind), case):
        if one.rule.key == key:
            return one.days.last.isoformat(), one.met.isoformat() if one.met else None
    return None
