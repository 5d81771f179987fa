"""Every indicator has a page with fixed sections, whose settings and demonstration hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knipperlicht.indicators.registry import indicators
from tests.indicators.harness import golden_files, mistakes, outcomes_of

PAGES = Path(__file__).parents[2] / "docs" / "indicators"
SECTIONS = [
    "Question", "Method", "Evidence", "Why it matters", "Usual innocent explanation", "What clears it",
    "How to check by hand", "Legal basis and source", "Settings", "Demonstration",
]  # fmt: skip


def sections(page: str) -> dict[str, str]:
    """Heading -> text of the level-two sections, in the page's order."""
    parts = page.split("\n## ")[1:]
    return {head.strip(): body.strip() for head, _, body in (part.partition("\n") for part in parts)}


def settings_table(body: str) -> dict[str, str]:
    """Name -> default as the page writes them; a lone row `none` stands for no settings."""
    lines = [line for line in body.splitlines() if line.startswith("|")]
    assert lines[:2] == ["| setting | default | meaning |", "|---|---|---|"]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    assert all(len(row) == 3 and row[2] for row in cells), "every setting needs its meaning"
    return {name: default for name, default, _ in cells if (name, default) != ("none", "")}


def written(default: Any) -> str:
    """A default as pages write it: lists with commas, nothing as `none`."""
    if default is None or default == "" or default == ():
        return "none"
    if isinstance(default, tuple | list | set | frozenset):
        return ", ".join(str(item) for item in default)
    return str(default)


def demonstration(body: str) -> dict[str, Any]:
    """The one YAML block of the last section."""
    start, _, rest = body.partition("```yaml\n")
    block, _, end = rest.partition("\n```")
    assert block and "```" not in start + end, "one YAML block is needed"
    data: dict[str, Any] = yaml.safe_load(block)
    return data


def page(slug: str) -> str:
    """The page's text; its absence fails the test."""
    path = PAGES / f"{slug}.md"
    assert path.exists(), f"{slug} has no page docs/indicators/{slug}.md"
    return path.read_text("utf-8")


@pytest.mark.parametrize("slug", indicators())
def test_page_has_the_ten_sections_in_order(slug: str) -> None:
    text = page(slug)
    title = text.splitlines()[0]
    assert title.startswith("# ") and title.endswith(f" (`{slug}`)")
    assert f"Family: {indicators()[slug].family}. Kind: {indicators()[slug].kind}" in text
    found = sections(text)
    assert list(found) == SECTIONS
    assert all(found.values()), "no section may be empty"


@pytest.mark.parametrize("slug", indicators())
def test_page_names_exactly_the_settings_with_their_defaults(slug: str) -> None:
    shown = settings_table(sections(page(slug))["Settings"])
    fields = indicators()[slug].settings.model_fields
    assert shown == {
        name: written(field.get_default(call_default_factory=True)) for name, field in fields.items()
    }


@pytest.mark.parametrize("slug", indicators())
def test_demonstration_runs_and_holds(slug: str) -> None:
    data = demonstration(sections(page(slug))["Demonstration"])
    assert data["indicator"] == slug
    expected = [value for case in data["cases"] for value in case["expect"].values()]
    assert any(isinstance(value, dict) and "hit" in value for value in expected), "show at least one hit"
    wrong = mistakes(data, outcomes_of(data))
    assert not wrong, "\n".join(wrong)


def test_every_page_and_golden_file_belongs_to_an_indicator() -> None:
    slugs = set(indicators())
    assert {path.stem for path in PAGES.glob("*.md")} - {"index"} <= slugs
    assert {path.stem for path in golden_files()} <= slugs
