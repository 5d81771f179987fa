"""The page of an indicator, taken apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

PAGES = Path(__file__).parents[2] / "docs" / "indicators"


def page(slug: str) -> str:
    """The page's text; its absence fails the test."""
    path = PAGES / f"{slug}.md"
    assert path.exists(), f"{slug} has no page docs/indicators/{slug}.md"
    return path.read_text("utf-8")


def sections(page: str) -> dict[str, str]:
    """Heading -> text of the level-two sections, in the page's order."""
    parts = page.split("\n## ")[1:]
    return {head.strip(): body.strip() for head, _, body in (part.partition("\n") for part in parts)}


def demonstration(body: str) -> dict[str, Any]:
    """The one YAML block of the last section."""
    start, _, rest = body.partition("```yaml\n")
    block, _, end = rest.partition("\n```")
    assert block and "```" not in start + end, "one YAML block is needed"
    data: dict[str, Any] = yaml.safe_load(block)
    return data
