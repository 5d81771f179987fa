"""Every indicator against its golden cases and the demonstration of its page, and every indicator has them.

Both stand here since they ask nearly the same questions, and a question is planned once in a worker.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knipperlicht.indicators.registry import indicators
from tests.indicators.harness import golden_files, load, mistakes, outcomes, outcomes_of
from tests.indicators.pages import demonstration, page, sections


@pytest.mark.parametrize("path", golden_files(), ids=lambda p: p.stem)
def test_golden_cases(path: Path) -> None:
    wrong = mistakes(load(path), outcomes(path))
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


@pytest.mark.parametrize("slug", indicators())
def test_demonstration_runs_and_holds(slug: str) -> None:
    data = demonstration(sections(page(slug))["Demonstration"])
    assert data["indicator"] == slug
    expected = [value for case in data["cases"] for value in case["expect"].values()]
    assert any(isinstance(value, dict) and "hit" in value for value in expected), "show at least one hit"
    wrong = mistakes(data, outcomes_of(data))
    assert not wrong, "\n".join(wrong)
