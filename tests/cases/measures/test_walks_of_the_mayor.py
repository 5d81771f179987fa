"""Random walks through a mayor's measure from its decision on: never in effect beyond its longest, or after a missed meeting."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from knipperlicht.cases.procedures.case import Act, Case, Proposed
from knipperlicht.cases.procedures.engine import perform, refusals, terms
from knipperlicht.cases.procedures.mayor_measures.bases import CLOSURES, PLACE_BAN
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.core.clock import add_months
from tests.cases.measures.stage import PERSON, around
from tests.cases.measures.test_closures import DECISION, ready
from tests.cases.measures.test_place_ban import BAN, HEARD, INVITE, SIGNAL, play

BASES = {basis.key: basis for basis in (*CLOSURES, PLACE_BAN)}
RENEWABLE = sorted(key for key, basis in BASES.items() if basis.renewals) * 4
IN_FORCE = ("decided", "in_effect", "renewed")
MINUTES = {"minutes": "2026/CBS/1"}
SHIFT = st.sampled_from([0, 0, 0, 0, -1, 1, 3])


def iso(day: date) -> str:
    return day.isoformat()


class Measure(RuleBasedStateMachine):
    """`today` moves on; the law follows every night, as the nightly job does."""

    @initialize(
        key=st.sampled_from([*sorted(BASES), *RENEWABLE]), months=st.integers(1, 7), gap=st.integers(0, 9)
    )
    def decide(self, key, months, gap):
        self.basis, self.today = BASES[key], date(2026, 3, 6)
        ban = key == PLACE_BAN.key
        self.case: Case = play("place_ban", [SIGNAL, INVITE, HEARD]) if ban else ready(key)
        until = add_months(day=self.today, months=months) - timedelta(days=1)
        data = (BAN if ban else DECISION) | {
            "from_day": iso(self.today),
            "until_day": iso(until),
            "meeting": iso(self.today + timedelta(days=gap)),
        }
        if not self.tried("decide", self.today, data):
            longest = add_months(day=self.today, months=self.basis.months) - timedelta(days=1)
            assert until > longest
            assert self.tried("decide", self.today, data | {"until_day": iso(longest)})

    def tried(self, step: str, on: date, data: dict) -> bool:
        procedure, act = procedure_of(self.case.kind), Proposed(step=step, on=on, data=data)
        if step not in {row.key for row in procedure.steps} or refusals(
            procedure, self.case, act, around(self.today)
        ):
            return False
        self.case = perform(procedure, self.case, act, around(self.today))
        event(f"{step} → {self.case.state}")
        return True

    @property
    def decisions(self) -> list[Act]:
        return [act for act in self.case.acts if act.step in ("decide", "renew")]

    @property
    def meeting(self) -> date:
        named = [act for act in self.case.acts if act.step in ("decide", "renew", "meeting_moved")]
        return named[-1].day("meeting") or self.today

    @rule(
        shift=SHIFT,
        step=st.sampled_from(
            [
                "confirm",
                "confirm",
                "confirm",
                "confirm",
                "confirm_council",
                "not_confirmed",
                "confirmed_that_day",
            ]
        ),
    )
    def meets(self, shift, step):
        reason = {"reason": "x"} if step not in ("confirm", "confirm_council") else {}
        self.go_to(self.meeting)
        self.tried(step, self.meeting + timedelta(days=shift), MINUTES | reason)

    @rule(days=st.integers(-2, 14), late=st.integers(0, 2))
    def put_off(self, days, late):
        data = {"meeting": iso(self.meeting + timedelta(days=days)), "reason": "x"}
        self.tried("meeting_moved", self.today - timedelta(days=late), data)

    @rule(before=st.integers(0, 10), months=st.integers(1, 7), gap=st.integers(0, 7), shift=SHIFT)
    def renew(self, before, months, gap, shift):
        ends = [
            term.days.last
            for term in terms(procedure_of(self.case.kind), self.case)
            if term.rule.key == "END"
        ]
        if not ends:
            return
        self.go_to(ends[0] - timedelta(days=before))
        self.tried("consult", self.today, {"consulted": "parket", "outcome": "x"})
        self.tried("heard", self.today, {"heard_as": "spoken", "present": PERSON, "defence": "x"})
        first = ends[0] + timedelta(days=1 + shift)
        data = {"motivation": "x", "from_day": iso(first), "until_day": iso(add_months(day=first, months=months) - timedelta(days=1)),
                "meeting": iso(self.today + timedelta(days=gap))}  # fmt: skip
        self.tried("renew", self.today, data)

    @rule(step=st.sampled_from(["lift", "annul", "release", "breach"]))
    def ends(self, step):
        self.tried(
            step,
            self.today,
            {
                "lift": {"reason": "x"},
                "annul": MINUTES | {"reason": "x"},
                "release": {"source": "x", "found": "x"},
            }.get(step, {"facts": "x", "source": "x"}),
        )

    @rule(days=st.sampled_from([1, 2, 7, 30]))
    def days_go_by(self, days):
        self.go_to(self.today + timedelta(days=days))

    def go_to(self, day: date) -> None:
        automatic = procedure_of(self.case.kind).automatic
        while self.today < day:
            self.today += timedelta(days=1)
            while (due := automatic(self.case, around(self.today))) is not None:
                before = self.case
                assert self.tried(due.step, due.on, dict(due.data)), "what follows by law is never refused"
                assert self.case != before

    @invariant()
    def never_more_renewals_than_the_article_allows(self):
        assert len(self.decisions) <= 1 + self.basis.renewals

    @invariant()
    def never_in_force_beyond_the_longest(self):
        if self.case.state in IN_FORCE and self.basis.months:
            first = self.decisions[0].day("from_day")
            lasting = add_months(day=first, months=self.basis.months * len(self.decisions))
            assert self.today < lasting

    @invariant()
    def never_waiting_after_the_meeting(self):
        if self.case.state in ("decided", "renewed"):
            assert self.today <= self.meeting

    @invariant()
    def never_in_effect_without_the_confirmation_of_its_meeting(self):
        if self.case.state == "in_effect" and self.basis.confirmed_by:
            confirmed = [
                act
                for act in self.case.acts
                if act.step in ("confirm", "confirm_council", "confirmed_that_day")
            ]
            assert confirmed
            for act in confirmed:
                named = [
                    one
                    for one in self.case.acts
                    if one.number < act.number and one.step in ("decide", "renew", "meeting_moved")
                ]
                assert act.on <= named[-1].day("meeting")

    @invariant()
    def no_end_runs_of_what_lapsed(self):
        if self.case.state == "lapsed":
            running = [term for term in terms(procedure_of(self.case.kind), self.case) if term.runs]
            assert "END" not in {term.rule.key for term in running}


Measure.TestCase.settings = settings(max_examples=300, stateful_step_count=15, deadline=None)
TestMeasure = Measure.TestCase
