"""Grades A to D: the share of the card's points that could be asked, then what lowers it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from knipperlicht.scoring.card import ScoreCard
from tests.scoring.sums import AT, Hit, Subject, Sums, changed, known_card


def plain_card(**confidence: Any) -> ScoreCard:
    """Ten questions of equal weight, no ceiling below A unless asked."""
    card = known_card()
    entries = {slug: {"class": "D", "subscore": "misbruiksignalen"} for slug in list(card.indicators)[:10]}
    rules = {"A": 0.9, "B": 0.75, "C": 0.5, "ceiling": "A", "stale_after_days": 10} | confidence
    return changed(card, indicators=entries, protective={}, confidence=rules)


SLUGS = list(plain_card().indicators)


@cache
def plain() -> Sums:
    return Sums(plain_card())


@pytest.mark.parametrize(
    ("missing", "grade"), [(0, "A"), (1, "A"), (2, "B"), (3, "C"), (5, "C"), (6, "D"), (10, "D")]
)
def test_the_grade_follows_the_share_that_could_be_asked(missing: int, grade: str) -> None:
    (one,) = plain().of([Subject(unknown=SLUGS[:missing])])
    (other,) = plain().of([Subject()], unanswered=tuple(SLUGS[:missing]))
    assert one["confidence"] == other["confidence"] == grade
    assert one["computed"] == other["computed"] == pytest.approx(1 - missing / 10)


def test_a_question_that_hits_is_answered_even_when_most_cannot_be_asked() -> None:
    (bare, hit) = plain().of([Subject(), Subject([Hit(SLUGS[0])])], unanswered=tuple(SLUGS[:2]))
    assert (bare["confidence"], hit["confidence"]) == ("B", "A")


def test_a_question_that_is_unanswered_for_all_and_for_one_is_missing_once() -> None:
    (got,) = plain().of([Subject(unknown=[SLUGS[0]])], unanswered=(SLUGS[0],))
    assert got["computed"] == pytest.approx(0.9)


def test_a_question_outside_the_card_weighs_nothing() -> None:
    (got,) = plain().of([Subject(unknown=["faillissement_status"])], unanswered=("gevoelige_sector_context",))
    assert (got["confidence"], got["computed"]) == ("A", 1.0)


@pytest.mark.parametrize(("ceiling", "grade"), [("B", "B"), ("D", "D")])
def test_the_ceiling_of_the_card_holds(ceiling: str, grade: str) -> None:
    (full, poor) = Sums(plain_card(ceiling=ceiling)).of([Subject(), Subject(unknown=SLUGS)])
    assert full["confidence"] == grade and poor["confidence"] == "D"


def test_an_old_extract_and_missing_extracts_each_cost_one_grade() -> None:
    def grade(*, days: int, gaps: bool) -> str:
        (got,) = Sums(plain_card(), last_day=AT - timedelta(days=days), gaps=gaps).of([Subject()])
        return str(got["confidence"])

    assert grade(days=10, gaps=False) == "A"
    assert grade(days=11, gaps=False) == "B"
    assert grade(days=10, gaps=True) == "B"
    assert grade(days=11, gaps=True) == "C"


def test_nothing_is_worse_than_d() -> None:
    sums = Sums(plain_card(), last_day=AT - timedelta(days=400), gaps=True)
    (got,) = sums.of([Subject(unknown=SLUGS)])
    assert got["confidence"] == "D"


def test_missing_answers_change_no_score() -> None:
    hits = [Hit(slug) for slug in SLUGS[:3]]
    (asked, unasked) = plain().of([Subject(hits), Subject(hits, unknown=SLUGS[3:])])
    assert asked["score"] == unasked["score"] and asked["confidence"] != unasked["confidence"]
