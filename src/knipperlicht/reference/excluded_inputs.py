"""What never counts in a score, and why, in three languages (`excluded_inputs.yml`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from knipperlicht.core.clock import Language


@cache
def _rows() -> list[dict[str, dict[Language, str]]]:
    text = files(__package__).joinpath("excluded_inputs.yml").read_text("utf-8")
    rows: list[dict[str, dict[Language, str]]] = yaml.safe_load(text)
    return rows


def excluded_inputs(language: Language) -> list[dict[str, str]]:
    """Rows `what`, `why`."""
    return [{"what": row["what"][language], "why": row["why"][language]} for row in _rows()]
