"""Thresholds that an operator changed."""

from __future__ import annotations

import pytest

from knipperlicht.errors import KnipperlichtError
from knipperlicht.scoring.card import score_card
from knipperlicht.scoring.thresholds import WrongThresholds, card_with, checked, defaults, read, write

SLUG = "adres_massaregistratie"


def test_only_what_differs_is_kept_and_the_card_says_so():
    kept = checked({SLUG: {"mild": 12, "medium": 50}}, score_card())
    assert kept == {SLUG: {"mild": 12}}
    card = card_with(kept, "v1")
    assert card.version.startswith("v1+") and card.indicators[SLUG].settings == {"mild": 12}
    assert card_with({}, card.version).version == "v1"
    assert score_card(card.version).version == "v1"


def test_all_wrong_thresholds_are_told_together():
    with pytest.raises(WrongThresholds) as told:
        checked({SLUG: {"mild": "many", "colour": 3}, "no_such": {}, "zetel_verhuizingen": {}}, score_card())
    assert {(slug, name) for slug, name, _ in told.value.problems} == {
        (SLUG, "mild"),
        (SLUG, "colour"),
        ("no_such", ""),
    }
    with pytest.raises(WrongThresholds, match="below 0"):
        checked({SLUG: {"mild": -1}}, score_card())


def test_they_are_kept_beside_the_data(tmp_path):
    assert read(tmp_path) == {}
    write(tmp_path, {SLUG: {"high": 300}})
    assert read(tmp_path) == {SLUG: {"high": 300}} and defaults(SLUG, score_card())["high"] == 200
    (tmp_path / "thresholds.json").write_text("{")
    with pytest.raises(KnipperlichtError, match="damaged"):
        read(tmp_path)
