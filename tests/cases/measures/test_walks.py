"""Random walks: whatever people try and whenever they look, a measure is never in effect beyond the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.engine import offered, perform, refusals, terms
from knipperlicht.cases.procedures.mayor_measures.bases import CLOSURES
from knipperlicht.cases.procedures.registry import all_procedures, procedure_of
from knipperlicht.cases.procedures.steps import Field, Kind, Office

OWN = ("mayor_closure", "place_ban", "sealing", "penalty", "gas", "gas_sanction", "permit", "flemish_decree")
FACTS = {"measure_in_force": True, "closure_in_force": True, "flemish_decree": True, "sealed": False}
START = date(2026, 1, 5)


def values(field: Field, today: date) -> st.SearchStrategy:
    """A value of the field's kind; days are near, so that guards are met from both sides."""
    days = st.integers(-20, 200).map(lambda n: (today + timedelta(days=n)).isoformat())
    return {
        Kind.LINE: st.just("x"), Kind.TEXT: st.sampled_from(["", "x"]), Kind.LINES: st.lists(st.sampled_from("AB"), min_size=1, max_size=2),
        Kind.DAY: days, Kind.NUMBER: st.integers(0, 4), Kind.MONEY: st.sampled_from(["0.00", "100.00", "500.00"]), Kind.YES: st.booleans(),
        Kind.CHOICE: st.sampled_from([code for code, _name in field.choices] or ["x"]),
        Kind.CHOICES: st.just([code for code, _name in field.choices]), Kind.PEOPLE: st.just([{"name": "Voorbeeld"}]),
        Kind.DOCUMENT: st.just(1),
    }[field.kind]  # fmt: skip


class Walk(RuleBasedStateMachine):
    """One case of one of our procedures; days go by, somebody tries a step, the law follows in the night."""

    case: Case
    today: date

    @initialize(kind=st.sampled_from(OWN), data=st.data())
    def open(self, kind, data):
        about = {
            "basis": data.draw(st.sampled_from([basis.key for basis in CLOSURES])), "public_place": True, "permit": True, "regulation": "R",
            "transition_until": "2026-09-01", "decision_days": 30,
        }  # fmt: skip
        self.today, self.case = START, Case(kind=kind, state="", about=about)
        self.tried(procedure_of(kind).opening, data)

    def tried(self, step, data) -> None:
        on = self.today - timedelta(days=data.draw(st.sampled_from([0, 0, 0, 1, 5])))
        given = {field.name: data.draw(values(field, self.today)) for field in step.fields}
        act = Proposed(step=step.key, on=on, data=given)
        if not refusals(procedure_of(self.case.kind), self.case, act, self.around):
            self.case = perform(procedure_of(self.case.kind), self.case, act, self.around)
            event(f"{self.case.kind} {self.case.state}")

    @property
    def around(self) -> Around:
        return Around(today=self.today, facts=FACTS)

    @rule(data=st.data())
    def act(self, data):
        steps = (
            offered(procedure_of(self.case.kind), self.case)
            if self.case.acts
            else [procedure_of(self.case.kind).opening]
        )
        if steps:
            self.tried(data.draw(st.sampled_from(steps)), data)

    @rule(days=st.sampled_from([1, 1, 2, 7, 30, 100, 370]))
    def days_go_by(self, days):
        for _day in range(days):
            self.today += timedelta(days=1)
            automatic = procedure_of(self.case.kind).automatic
            for _step in range(10):
                due = automatic(self.case, self.around) if automatic and self.case.acts else None
                if due is None:
                    break
                self.case = perform(procedure_of(self.case.kind), self.case, due, self.around)
            else:
                raise AssertionError("does not come to rest")

    @invariant()
    def every_state_has_a_name_and_every_term_its_days(self):
        if self.case.acts:
            procedure = procedure_of(self.case.kind)
            assert self.case.state in dict(procedure.states)
            assert all(
                term.days.first <= term.days.last or term.rule.until(self.case)
                for term in terms(procedure, self.case)
            )


Walk.TestCase.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)
TestWalk = Walk.TestCase


@pytest.mark.parametrize("kind", OWN)
def test_a_table_is_whole(kind):
    """Every state is named and, unless it ends the case, left; keys are used once."""
    procedure = all_procedures()[kind]
    named = {state for state, _name in procedure.states}
    assert {state for step in procedure.steps for state in step.sources} <= named
    left = {state for step in procedure.steps for state in step.sources}
    assert named - procedure.ended <= left and procedure.ended <= named
    keys = [step.key for step in procedure.steps]
    assert len(keys) == len(set(keys)) and sum(step.first for step in procedure.steps) == 1
    assert procedure.college_steps <= set(keys)


@pytest.mark.parametrize("kind", OWN)
def test_every_row_names_its_article_and_says_when_it_is_no_law(kind):
    for step in all_procedures()[kind].steps:
        assert step.article and str(step.name) and str(step.done)
        assert len({field.name for field in step.fields}) == len(step.fields)
    for rule_ in all_procedures()[kind].terms:
        assert rule_.article and str(rule_.name)
    assert all(len(str(question)) > 20 for question in all_procedures()[kind].open_questions)


@pytest.mark.parametrize("kind", OWN)
def test_no_field_asks_for_a_score(kind):
    text = " ".join(
        f"{field.name} {field.label}" for step in all_procedures()[kind].steps for field in step.fields
    )
    assert not {"score", "indicator", "band", "risk"} & set(text.lower().split())


def test_nobody_takes_what_follows_by_law():
    system = {
        (kind, step.key)
        for kind in OWN
        for step in all_procedures()[kind].steps
        if step.office is Office.SYSTEM
    }
    assert system >= {
        ("mayor_closure", "lapse"),
        ("place_ban", "expire"),
        ("penalty", "prescribe"),
        ("permit", "lapse"),
    }
