"""What a score card may say: every mistake is named, and all of them at once."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from knipperlicht.errors import KnipperlichtError
from knipperlicht.indicators.registry import indicators
from knipperlicht.scoring.card import ScoreCard, score_card
from knipperlicht.scoring.combine import require_fitting
from tests.scoring.sums import changed, known_card


def written() -> dict[str, Any]:
    text = files("knipperlicht.scoring").joinpath("scorecards", "v1.yml").read_text("utf-8")
    card: dict[str, Any] = yaml.safe_load(text)
    return card


def problems(card: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        ScoreCard.model_validate(card)
    return "\n".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in caught.value.errors())


def test_the_card_that_ships_is_valid_and_says_what_the_catalogue_says() -> None:
    card = score_card()
    assert card.classes == {"X": 40, "A": 30, "B": 20, "C": 12, "D": 6, "K": 2}
    assert card.diminishing == [1, 0.6, 0.4, 0.25, 0.15] and card.protective_floor == -40
    assert dict(card.anchors) == {
        0: 0,
        10: 1,
        20: 2,
        30: 3,
        40: 4,
        55: 5,
        70: 6,
        85: 7,
        105: 8,
        130: 9,
        160: 10,
    }
    caps = {
        "insolventie": 60, "netwerk": 45, "lokaal": 45, "bestuur": 40, "adres": 35, "levensloop": 35, "financieel": 35,
        "neerlegging": 30, "activiteit": 20,
    }  # fmt: skip
    assert {name: family.cap for name, family in card.families.items()} == caps
    assert {g.code: (g.max, g.min) for g in card.gates} == {
        "one_family": (4.9, None), "no_strong_sign": (4.9, None), "few_families": (6.9, None),
        "only_vulnerable": (4.9, None), "only_accounts": (4.9, None), "hard_fact": (None, 6.0),
    }  # fmt: skip


def test_an_unknown_score_card_is_a_sentence() -> None:
    with pytest.raises(KnipperlichtError, match="There is no score card v99"):
        score_card("v99")


@pytest.mark.parametrize(
    "where",
    [
        (),
        ("families", "adres"),
        ("indicators", "adres_besmet"),
        ("confidence",),
        ("gates", 0),
        ("gates", 0, "when"),
        ("bands", 0),
    ],
)
def test_an_unknown_key_is_an_error_at_every_level(where: tuple[Any, ...]) -> None:
    card = written()
    part = card
    for step in where:
        part = part[step]
    part["wieght"] = 1
    assert "wieght" in problems(card) and "Extra inputs" in problems(card)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("anchors", [[0, 0], [20, 2], [10, 3]], "must rise from"),
        ("anchors", [[0, 0], [10, 5], [20, 3]], "must rise from"),
        ("anchors", [[0, 0], [10, 1], [10, 2]], "must rise from"),
        ("anchors", [[1, 0], [10, 1]], "must rise from"),
        ("anchors", [], "must rise from"),
        ("anchors", [[0, 0], [10, 11]], "must not go above 10"),
        ("diminishing", [1, 0.4, 0.6], "must fall from 1"),
        ("diminishing", [0.9, 0.6], "must fall from 1"),
        ("diminishing", [1, 0.6, -0.1], "must fall from 1"),
        ("diminishing", [], "must fall from 1"),
        ("diminishing", [1, 0.125], "whole percents"),
        ("bands", [], "must rise from 0"),
        ("protective", {"publiek_of_genoteerd": 5}, "must not be above 0"),
        ("protective_floor", 5, "less than or equal to 0"),
        ("classes", {"X": 40, "A": 30, "B": 20, "C": 12, "D": 6, "K": -2}, "K must be above 0"),
        ("classes", {"X": 40, "A": 30, "B": 20, "C": 12, "K": 2}, "class D has no points"),
        ("confidence", {"A": 0.5, "B": 0.75, "C": 0.5, "whole": 0.9, "ceiling": "B", "stale_after_days": 10}, "fall from A to C"),
    ],
)  # fmt: skip
def test_a_wrong_order_or_sign_is_refused(key: str, value: Any, message: str) -> None:
    assert message in problems(written() | {key: value})


def test_bands_out_of_order_are_refused() -> None:
    card = written()
    card["bands"].reverse()
    assert "bands: Value error, must rise from 0" in problems(card)


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        ({"max": 4.9, "when": {"any_class_of": ["K"]}}, "may not depend on any_class_of"),
        ({"min": 6.0, "when": {"families_below": 2}}, "may only depend on any_class_of"),
        ({"min": 6.0, "when": {"only_subscores": ["inactiviteit"]}}, "may only depend on any_class_of"),
        ({"min": 6.0, "when": {"only_families": ["adres"]}}, "may only depend on any_class_of"),
        ({"min": 6.0, "when": {"no_class_of": ["X"]}}, "may only depend on any_class_of"),
        ({"max": 4.9, "min": 1.0, "when": {"families_below": 2}}, "give max or min"),
        ({"when": {"families_below": 2}}, "give max or min"),
        ({"max": 11.0, "when": {"families_below": 2}}, "less than or equal to 10"),
    ],
)
def test_a_gate_by_which_evidence_could_lower_a_score_is_refused(gate: dict[str, Any], message: str) -> None:
    text = {"nl": "x", "fr": "x", "en": "x"}
    assert message in problems(written() | {"gates": [{"code": "odd", "text": text} | gate]})


def test_two_gates_of_one_code_are_refused() -> None:
    card = written()
    card["gates"].append(card["gates"][0])
    assert "gate one_family is there twice" in problems(card)


def test_all_mistakes_are_reported_together() -> None:
    card = written() | {"anchors": [[5, 0]], "diminishing": [0.5], "oops": 1}
    card["gates"][0] = card["gates"][0] | {"min": 3.0}
    card["families"] = card["families"] | {"adres": {"cap": 0, "name": {"nl": "x", "fr": "x", "en": "x"}}}
    found = problems(card)
    for place in ("anchors", "diminishing", "oops", "gates.0", "families.adres.cap"):
        assert re.search(rf"^{re.escape(place)}", found, re.MULTILINE), (place, found)


def test_a_wrong_card_reaches_people_as_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = written() | {"anchors": [[5, 0]], "oops": 1}
    monkeypatch.setattr("knipperlicht.scoring.card.yaml.safe_load", lambda text: broken)
    with pytest.raises(KnipperlichtError, match=r"Score card v1 is wrong: .*anchors.*oops") as caught:
        score_card()
    assert "\n" not in str(caught.value)


def test_a_card_must_fit_the_indicators_there_are() -> None:
    card = known_card()
    entry = {"class": "D", "subscore": "misbruiksignalen"}
    wrong = changed(
        card,
        indicators={"no_such": entry, "faillissement_status": entry, "adres_besmet": entry},
        protective={"adres_doorgehaald": -10},
        families={"insolventie": {"cap": 60, "name": {"nl": "x", "fr": "x", "en": "x"}}},
    )
    with pytest.raises(KnipperlichtError) as caught:
        require_fitting(wrong)
    for part in (
        "no indicator no_such", "faillissement_status is status", "adres_besmet is of family adres, which has no cap",
        "adres_doorgehaald is scored, the card counts it as protective",
    ):  # fmt: skip
        assert part in str(caught.value)


def test_the_status_of_a_bankruptcy_is_never_scored() -> None:
    assert indicators()["faillissement_status"].kind == "status"
    assert "faillissement_status" not in written()["indicators"]


def test_every_slug_of_the_card_is_an_indicator_or_is_still_to_come() -> None:
    """Slugs without a module are silently left out by the build: the list may only shrink."""
    missing = {
        slug for slug in (*score_card().indicators, *score_card().protective) if slug not in indicators()
    }
    assert missing <= {
        "adres_besmet", "fenikspatroon", "gedeelde_contactgegevens", "geen_vestiging_b2c", "massa_overname_adres",
        "pand_carrousel", "seriematige_oprichting", "slapend_art_iii42", "zetel_domiciliatie", "naamswissel_frequent",
    }  # fmt: skip
