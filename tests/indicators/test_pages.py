"""Every indicator has a page with fixed sections, whose settings hold; its demonstration runs in `test_golden.py`."""

from __future__ import annotations

from typing import Any

import pytest

from knipperlicht.indicators.registry import indicators
from tests.indicators.harness import golden_files
from tests.indicators.pages import PAGES, page, sections

SECTIONS = [
    "Question", "Method", "Evidence", "Why it matters", "Usual innocent explanation", "What clears it",
    "How to check by hand", "Legal basis and source", "Settings", "Demonstration",
]  # fmt: skip


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


def test_every_page_and_golden_file_belongs_to_an_indicator() -> None:
    slugs = set(indicators())
    assert {path.stem for path in PAGES.glob("*.md")} - {"index"} <= slugs
    assert {path.stem for path in golden_files()} <= slugs
