"""Thresholds an operator set: kept beside the data, validated like the indicators' own, named in every score.

They take effect at the next build. The score card is then `v1+a1b2c3`: the card, and a mark of what was changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knipperlicht.errors import KnipperlichtError
from knipperlicht.indicators.registry import indicators
from knipperlicht.scoring.card import Entry, ScoreCard, score_card

FILE = "thresholds.json"
MARK = "+"
Thresholds = dict[str, dict[str, Any]]
"""Indicator, then setting, then value; only what differs from the card."""


class WrongThresholds(KnipperlichtError):
    """One or more thresholds cannot be used. `problems`: indicator, setting, sentence."""

    def __init__(self, problems: list[tuple[str, str, str]]) -> None:
        self.problems = problems
        said = "; ".join(f"{slug}.{name}: {sentence}" for slug, name, sentence in problems)
        super().__init__(f"These thresholds cannot be used: {said}.")


def defaults(slug: str, card: ScoreCard) -> dict[str, Any]:
    """Settings of an indicator under the card as it ships; raises LookupError for an unknown one."""
    entry = card.indicators.get(slug)
    values: dict[str, Any] = (
        indicators()[slug].settings.model_validate(entry.settings if entry else {}).model_dump()
    )
    return values


def checked(wanted: Mapping[str, Mapping[str, Any]], card: ScoreCard) -> Thresholds:
    """What differs from the card, validated all at once; raises WrongThresholds."""
    problems: list[tuple[str, str, str]] = []
    kept: Thresholds = {}
    for slug, values in wanted.items():
        if slug not in card.indicators:
            problems.append((slug, "", "the score card has no such indicator"))
            continue
        shipped = defaults(slug, card)
        try:
            full = indicators()[slug].settings.model_validate(shipped | dict(values)).model_dump()
        except ValidationError as error:
            problems += [(slug, ".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()]
            continue
        problems += [
            (slug, name, "must not be below 0")
            for name, value in full.items()
            if isinstance(value, int | float) and value < 0 <= (shipped[name] or 0)
        ]
        if changed := {name: value for name, value in full.items() if value != shipped[name]}:
            kept[slug] = changed
    if problems:
        raise WrongThresholds(problems)
    return kept


def card_with(thresholds: Thresholds, version: str) -> ScoreCard:
    """The shipped card with these thresholds; its version says that they were changed."""
    base = score_card(version.split(MARK)[0])
    if not thresholds:
        return base
    text = json.dumps(thresholds, sort_keys=True)
    entries = dict(base.indicators)
    for slug, values in thresholds.items():
        old = entries.get(slug)
        if old is not None:
            entries[slug] = Entry.model_validate(
                old.model_dump(by_alias=True) | {"settings": dict(old.settings) | values}
            )
    mark = hashlib.sha256(text.encode()).hexdigest()[:6]
    return base.model_copy(update={"indicators": entries, "version": f"{base.version}{MARK}{mark}"})


def read(root: Path) -> Thresholds:
    """What the operator set for this data directory; raises KnipperlichtError when the file is damaged."""
    path = root / FILE
    if not path.exists():
        return {}
    try:
        return checked(json.loads(path.read_text("utf-8")), score_card())
    except (ValueError, AttributeError, TypeError) as error:
        raise KnipperlichtError(
            f"{path} is damaged ({error}). Set the thresholds again or remove it."
        ) from error


def write(root: Path, thresholds: Thresholds) -> None:
    """Keep them for the next build, atomically."""
    path, fresh = root / FILE, root / f"{FILE}.new"
    fresh.write_text(json.dumps(thresholds, indent=1, sort_keys=True), "utf-8")
    fresh.replace(path)
