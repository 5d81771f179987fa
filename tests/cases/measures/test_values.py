"""A value that is not of its field's kind is refused in a sentence, before any guard reads it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.engine import refusals
from knipperlicht.cases.procedures.money import NotMoney, cents, euro
from knipperlicht.cases.procedures.steps import Field, Kind, Office, Procedure, Step
from knipperlicht.cases.procedures.values import LINE, problem

CHOICES = (("a", "A"), ("b", "B"))
GOOD = {
    Kind.LINE: ["x", "x" * LINE], Kind.TEXT: ["x" * 1000], Kind.LINES: [["a", "b"]], Kind.DAY: ["2026-02-28"],
    Kind.NUMBER: [0, 7], Kind.MONEY: ["0.00", "1250.50"], Kind.YES: [True, False], Kind.CHOICE: ["a"],
    Kind.CHOICES: [["a", "b"]], Kind.PEOPLE: [[{"name": "Voorbeeld", "kind": "legal"}]], Kind.DOCUMENT: [3, "3"],
}  # fmt: skip
BAD = {
    Kind.LINE: [3, "x" * (LINE + 1)], Kind.TEXT: [["x"], "x" * 50_000], Kind.LINES: ["a", [1]],
    Kind.DAY: ["2026-02-30", "20260228", "morgen", 7], Kind.NUMBER: ["7", True, 1.5], Kind.MONEY: ["1,00", "1", "-1.00", 5, "1.005"],
    Kind.YES: ["yes", 1], Kind.CHOICE: ["c", ["a"]], Kind.CHOICES: ["a", ["a", "c"]],
    Kind.PEOPLE: [[{"score": 5}], ["x"], "x"], Kind.DOCUMENT: [True, 1.5],
}  # fmt: skip


def field(kind: Kind) -> Field:
    return Field(name="f", label="Field", kind=kind, choices=CHOICES, required=False)


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, some in GOOD.items() for value in some])
def test_a_good_value_stands(kind, value):
    assert problem(field(kind), value) is None


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, some in BAD.items() for value in some])
def test_a_bad_value_is_named(kind, value):
    assert "Field" in str(problem(field(kind), value))


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_given_is_not_wrong(kind):
    assert problem(field(kind), None) is None and problem(field(kind), "") is None


def test_every_kind_is_tried():
    assert set(GOOD) == set(BAD) == set(Kind)


def test_the_engine_asks_no_guard_about_a_value_it_cannot_read():
    def guard(case, act, around):
        assert act.day("f")

    step = Step(
        key="s", name="s", done="s", office=Office.STAFF, article="art. 1", sources=frozenset(), first=True,
        fields=(field(Kind.DAY),), guards=(guard,),
    )  # fmt: skip
    table = Procedure(key="p", code="P", name="p", states=(), steps=(step,))
    act = Proposed(step="s", on=date(2026, 3, 2), data={"f": "soon"})
    found = refusals(table, Case(kind="p", state=""), act, Around(today=date(2026, 3, 2)))
    assert [refusal.rule for refusal in found] == ["field"]
    assert str(found[0].sentence) == str(problem(field(Kind.DAY), "soon"))


@given(st.integers(min_value=0, max_value=10**11 - 1))
def test_an_amount_survives_being_written_down(amount):
    assert cents(euro(amount)) == amount


def test_an_amount_that_is_none_says_what_was_given():
    with pytest.raises(NotMoney, match=r"12,50"):
        cents("12,50")
