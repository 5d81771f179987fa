"""Every indicator against its golden cases, and every indicator has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knipperlicht.indicators.registry import indicators
from tests.indicators.harness import golden_files, load, outcomes


@pytest.mark.parametrize("path", golden_files(), ids=lambda p: p.stem)
def test_golden_cases(path: Path) -> None:
    found = outcomes(path)
    wrong = []
    for case in load(path)["cases"]:
        for symbol, expected in case["expect"].items():
            outcome = found[case["name"], symbol]
            if expected == "not a subject":
                good = outcome is None
            elif outcome is None:
                good = False
            elif expected == "clear":
                good = outcome.severity is None and outcome.reason is None
            elif "not_computable" in expected:
                good = outcome.severity is None and (outcome.reason or "").split(":")[0] == expected["not_computable"]
            else:
                facts = json.loads(outcome.facts or "{}")
                good = (
                    outcome.severity == pytest.approx(expected["hit"], abs=0.01)
                    and outcome.evidence >= 1
                    and all(facts.get(key) == value for key, value in expected.get("facts", {}).items())
                )
            if not good:
                wrong.append(f"{case['name']} / {symbol}: expected {expected}, got {outcome}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("slug", indicators())
def test_every_indicator_has_cases_for_each_outcome(slug: str) -> None:
    data = load(Path(__file__).parent / f"{slug}.yml")
    expected = [value for case in data["cases"] for value in case["expect"].values()]
    assert data["indicator"] == slug
    assert any(isinstance(value, dict) and "hit" in value for value in expected)
    assert "clear" in expected
    if indicators()[slug].unknown or indicators()[slug].history_months:
        assert any(isinstance(value, dict) and "not_computable" in value for value in expected)


@pytest.mark.parametrize("slug", indicators())
def test_facts_fill_the_sentences(slug: str) -> None:
    """Every placeholder of the texts is a fact of a hit or a setting."""
    indicator = indicators()[slug]
    found = [o for o in outcomes(Path(__file__).parent / f"{slug}.yml").values() if o and o.facts]
    settings = indicator.settings().model_dump()
    for text in indicator.texts.values():
        for outcome in found:
            assert "{" not in text.fact.format(**json.loads(outcome.facts or "{}"))
        assert "{" not in text.threshold.format(**settings)
        assert "{" not in text.clears.format(**settings)
