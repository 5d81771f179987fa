"""Grades A to D: the share of what the sources can answer, then what lowers it; the share of the whole beside it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from knipperlicht.scoring.card import ScoreCard
from tests.scoring.sums import AT, Hit, Subject, Sums, changed, known_card

REGISTER = (
    "recent_opgericht", "naamswissel_frequent", "adres_doorgehaald", "vestigingen_explosie", "geen_contactspoor",
    "adres_besmet",
)  # fmt: skip
ACCOUNTS = ("negatief_eigen_vermogen", "nuljaarrekening")
VISITS = ("post_retour", "vastgestelde_inbreuk")
SLUGS = [*REGISTER, *ACCOUNTS, *VISITS]


def plain_card(**confidence: Any) -> ScoreCard:
    """Ten questions of equal weight: six on the register, two on accounts, two on visits."""
    card = known_card()
    entries = {slug: {"class": "D", "subscore": "misbruiksignalen"} for slug in SLUGS}
    rules = {"A": 0.9, "B": 0.75, "C": 0.5, "whole": 0.9, "ceiling": "B", "stale_after_days": 10} | confidence
    return changed(card, indicators=entries, protective={}, confidence=rules)


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
    for row in (one, other):
        assert row["answered_here"] == row["answered_whole"] == pytest.approx(1 - missing / 10)


def test_a_question_that_hits_is_answered_even_when_most_cannot_be_asked() -> None:
    (bare, hit) = plain().of([Subject(), Subject([Hit(SLUGS[0])])], unanswered=tuple(SLUGS[:2]))
    assert (bare["confidence"], hit["confidence"]) == ("B", "A")


def test_a_question_that_is_unanswered_for_all_and_for_one_is_missing_once() -> None:
    (got,) = plain().of([Subject(unknown=[SLUGS[0]])], unanswered=(SLUGS[0],))
    assert got["answered_here"] == pytest.approx(0.9)


def test_a_question_outside_the_card_weighs_nothing() -> None:
    (got,) = plain().of([Subject(unknown=["faillissement_status"])], unanswered=("gevoelige_sector_context",))
    assert (got["confidence"], got["answered_here"]) == ("A", 1.0)


@pytest.mark.parametrize(
    ("ceiling", "whole", "grade"), [("B", 0.9, "B"), ("D", 0.9, "D"), ("B", 0.8, "A"), ("C", 0.81, "C")]
)
def test_the_ceiling_holds_where_the_sources_reach_too_little(ceiling: str, whole: float, grade: str) -> None:
    """Register and accounts: eight of the ten questions."""
    card = plain_card(ceiling=ceiling, whole=whole)
    (full, poor) = Sums(card, sources=frozenset({"nbb"})).of([Subject(), Subject(unknown=list(REGISTER))])
    assert (full["confidence"], full["answered_here"], full["answered_whole"]) == (grade, 1.0, 0.8)
    assert (poor["confidence"], poor["answered_here"], poor["answered_whole"]) == ("D", 0.25, 0.2)


def test_one_register_alone_still_tells_companies_apart() -> None:
    """What has no source here is in no way a fault of a company; the share of the whole says that it is missing."""
    lacking = tuple(ACCOUNTS + VISITS)
    subjects = [Subject(unknown=list(REGISTER[:n])) for n in (0, 1, 2, 3, 4)]
    found = Sums(plain_card(), sources=frozenset()).of(subjects, unanswered=lacking)
    assert [row["confidence"] for row in found] == ["B", "B", "C", "C", "D"]
    assert [row["answered_here"] for row in found] == pytest.approx([1, 5 / 6, 4 / 6, 3 / 6, 2 / 6])
    assert [row["answered_whole"] for row in found] == pytest.approx([0.6, 0.5, 0.4, 0.3, 0.2])


def test_a_source_that_says_nothing_of_a_company_counts_against_its_grade_once_it_is_there() -> None:
    subjects = [Subject(), Subject(unknown=list(ACCOUNTS))]
    before = Sums(plain_card(), sources=frozenset()).of([Subject()], unanswered=tuple(ACCOUNTS + VISITS))
    after = Sums(plain_card(), sources=frozenset({"nbb"})).of(subjects, unanswered=VISITS)
    assert [row["answered_here"] for row in (*before, *after)] == [1.0, 1.0, 0.75]
    assert [row["answered_whole"] for row in (*before, *after)] == [0.6, 0.8, 0.6]


def test_card_v1_gives_an_a_with_all_sources_only() -> None:
    (everything,) = Sums(known_card()).of([Subject()])
    (register,) = Sums(known_card(), sources=frozenset()).of([Subject()])
    assert (everything["confidence"], everything["answered_whole"]) == ("A", 1.0)
    assert (register["confidence"], register["answered_here"]) == ("B", 1.0)
    assert register["answered_whole"] < 0.5


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
