"""What the figures about planted stories mean, on registers small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.evaluation.stories import Planted, Report, Role, Scores, auc, evaluate, markdown, read_truth


def scored(*amounts: float, total: tuple[float, ...] | None = None) -> Scores:
    return Scores(
        enterprise=np.arange(1, len(amounts) + 1, dtype=np.int64),
        score=np.array(amounts, dtype=np.float64),
        total=np.array(total or [0.0] * len(amounts), dtype=np.float64),
    )


def planted(enterprise: int, story: str = "ghost", role: Role = "story", instance: int = 1) -> Planted:
    return Planted(enterprise=enterprise, story=story, role=role, instance=instance)


def group(report: Report, name: str):  # type: ignore[no-untyped-def]
    return next(found for found in report.groups if found.name == name)


def test_a_story_above_everyone_has_auc_one_and_below_everyone_zero() -> None:
    assert evaluate(scored(9, 1, 2), [planted(1)]).auc == 1
    assert evaluate(scored(0, 1, 2), [planted(1)]).auc == 0


def test_a_tie_counts_half() -> None:
    assert evaluate(scored(2, 2, 2), [planted(1)]).auc == 0.5


def test_other_stories_are_no_rivals_and_look_alikes_are() -> None:
    truth = [planted(1), planted(2, "ring"), planted(3, "mall", "lookalike")]
    report = evaluate(scored(5, 9, 6, 1), truth)
    assert group(report, "ghost").auc == 0.5
    assert group(report, "ring").auc == 1
    assert group(report, "mall").auc is None


def test_precision_counts_story_companies_among_the_first() -> None:
    assert evaluate(scored(9, 8, 7, 1), [planted(1), planted(3)], top=2).precision == 0.5


def test_total_of_points_orders_equal_scores() -> None:
    report = evaluate(scored(5, 5, 1, total=(60, 70, 0)), [planted(2)], top=1)
    assert report.precision == 1


def test_equals_at_the_cut_count_by_their_chance() -> None:
    report = evaluate(scored(9, 5, 5, 5, 5), [planted(2)], top=3)
    assert report.precision == pytest.approx(0.5 / 3)
    assert group(report, "ghost").in_top == pytest.approx(0.5)


def test_shares_are_of_scored_companies_and_the_unscored_are_shown() -> None:
    report = evaluate(scored(3, 5, 1), [planted(1), planted(2), planted(3), planted(99, instance=2)])
    ghost = group(report, "ghost")
    assert (ghost.instances, ghost.companies, ghost.scored) == (2, 4, 3)
    assert ghost.notable == pytest.approx(2 / 3)
    assert ghost.high == pytest.approx(1 / 3)


def test_a_story_of_which_nobody_is_scored_is_reported_without_figures() -> None:
    report = evaluate(scored(1, 2), [planted(99)])
    assert group(report, "ghost").auc is None
    assert "| ghost | 1 | 1 (0) | – |" in markdown(report)


def test_a_company_in_a_story_is_not_counted_as_its_look_alike() -> None:
    report = evaluate(
        scored(9, 1), [planted(1), planted(1, "mall", "lookalike"), planted(2, "mall", "lookalike")]
    )
    assert group(report, "mall").high == 0


def test_what_fires_is_named_by_the_share_of_companies_it_hits() -> None:
    hits = {"adres": np.array([1, 2]), "naam": np.array([1]), "elders": np.array([3])}
    report = evaluate(scored(3, 2, 1), [planted(1), planted(2)], hits=hits)
    assert group(report, "ghost").fired == (("adres", 1.0), ("naam", 0.5))
    assert "adres 100 %, naam 50 %" in markdown(report)


def test_the_rest_leaves_out_all_that_was_planted() -> None:
    report = evaluate(scored(9, 9, 5, 0), [planted(1), planted(2, "mall", "lookalike")])
    assert (report.rest_notable, report.rest_high) == (0.5, 0.5)


def test_every_planted_story_has_a_line_in_the_table() -> None:
    truth = [planted(1), planted(2, "ring"), planted(3, "mall", "lookalike")]
    table = markdown(evaluate(scored(5, 0, 6), truth))
    assert all(f"| {name} |" in table for name in ("ghost", "ring", "mall"))


def test_truth_is_read_with_dotted_numbers(tmp_path: Path) -> None:
    path = tmp_path / "ground_truth.csv"
    path.write_text(
        "enterprise_number,story,role,instance,first_month\n0223.340.916,ghost,story,2,0\n", "utf-8"
    )
    assert read_truth(path) == [planted(223340916, instance=2)]


def test_an_unknown_role_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "ground_truth.csv"
    path.write_text(
        "enterprise_number,story,role,instance,first_month\n0223.340.916,ghost,hero,2,0\n", "utf-8"
    )
    with pytest.raises(ValueError, match="hero"):
        read_truth(path)


amounts = st.lists(st.integers(0, 10).map(float), min_size=1, max_size=30)


@given(amounts, amounts)
def test_auc_is_the_count_of_all_pairs(own: list[float], others: list[float]) -> None:
    pairs = [(mine > other) + (mine == other) / 2 for mine in own for other in others]
    found = auc(np.array(own), np.sort(np.array(others)))
    assert found == pytest.approx(sum(pairs) / len(pairs))


@given(amounts, st.integers(1, 40))
def test_chances_to_be_in_the_top_add_up_to_its_size(values: list[float], top: int) -> None:
    report = evaluate(scored(*values), [planted(number + 1) for number in range(len(values))], top=top)
    assert report.precision == pytest.approx(1.0)
