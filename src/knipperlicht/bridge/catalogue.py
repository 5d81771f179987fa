"""How it works, for everyone: indicators, score card, sources, what is excluded. From the code and the snapshot."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.bridge.register import reader
from knipperlicht.bridge.served import NothingServed
from knipperlicht.core.clock import Language
from knipperlicht.errors import NothingFound
from knipperlicht.indicators.framework import Indicator
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.explain import readable
from knipperlicht.reference.excluded_inputs import excluded_inputs
from knipperlicht.scoring.card import ScoreCard, score_card
from knipperlicht.scoring.thresholds import (
    Thresholds,
    WrongThresholds,
    card_with,
    checked,
    defaults,
    read,
    write,
)
from knipperlicht.sources.card import Card
from knipperlicht.sources.cards import source_cards

__all__ = [
    "BASE",
    "Thresholds", "WrongThresholds", "card", "excluded", "indicator", "indicator_list", "keep_thresholds",
    "source_title", "sources", "threshold_defaults", "thresholds",
]  # fmt: skip

BASE = "kbo_opendata"
"""The source without which there is nothing."""


def card() -> ScoreCard:
    """The score card of the snapshot that is served; before the first build, the one that ships."""
    try:
        return reader().card
    except NothingServed:
        return score_card()


def indicator_list(language: Language) -> list[dict[str, Any]]:
    """Every indicator: slug, name, family, kind, class, points, sub-score, half-life; by family and weight, protective last."""
    used = card()
    found = [_short(i, used, language) for i in indicators().values()]
    return sorted(
        found,
        key=lambda i: (
            i["kind"] == "protective",
            i["family_name"],
            i["kind"] != "scored",
            -i["points"],
            i["name"],
        ),
    )


def _short(indicator: Indicator, used: ScoreCard, language: Language) -> dict[str, Any]:
    entry = used.indicators.get(indicator.slug)
    family = used.families.get(indicator.family)
    return {
        "slug": indicator.slug,
        "name": indicator.texts[language].name,
        "family": indicator.family,
        "family_name": family.name[language] if family else indicator.family,
        "kind": indicator.kind,
        "class": entry.weight if entry else None,
        "points": used.points(indicator.slug) if entry else used.protective.get(indicator.slug, 0),
        "subscore": entry.subscore if entry else None,
        "half_life": entry.half_life if entry else None,
    }


def indicator(slug: str, language: Language) -> dict[str, Any]:
    """One indicator in full, with its settings and how many it marks now; raises NothingFound."""
    found = indicators().get(slug)
    if found is None:
        raise NothingFound(f"There is no indicator {slug}.")
    used = card()
    entry = used.indicators.get(slug)
    settings = found.settings.model_validate(entry.settings if entry else {}).model_dump()
    texts = found.texts[language]
    method = (found.settings.__doc__ or "").strip()
    return _short(found, used, language) | {
        "threshold": texts.threshold.format(**readable(settings, language)),
        "innocent": texts.innocent,
        "clears": texts.clears.format(**readable(settings, language)),
        "settings": settings,
        "settings_meaning": method,
        "counts": _counts(slug),
    }


def _counts(slug: str) -> dict[str, int] | None:
    """Legal persons that are hit, not computable and clear; None before the first build."""
    try:
        rows = reader().rows(
            "SELECT (SELECT count(*) FROM subject) AS total, (SELECT count(*) FROM hit WHERE indicator = ?) AS hit, "
            "(SELECT count(*) FROM unknown WHERE indicator = ?) AS unknown, "
            "(SELECT count(*) FROM unanswered WHERE indicator = ?) AS general",
            slug, slug, slug,
        )  # fmt: skip
    except NothingServed:
        return None
    row = rows[0]
    unknown = row["total"] - row["hit"] if row["general"] else row["unknown"]
    return {
        "total": row["total"],
        "hit": row["hit"],
        "unknown": unknown,
        "clear": row["total"] - row["hit"] - unknown,
    }


def sources(today: date, language: Language) -> list[dict[str, Any]]:
    """Every source there is: title, publisher, licence, rhythm, last day, age in days, whether stale.

    Those in use first; `last_day` is None for one that was never taken in here.
    """
    try:
        manifest = reader().snapshot.manifest
        held = [*manifest["sources"], *manifest.get("records", [])]
    except NothingServed:
        held = []
    days: dict[str, list[date]] = {}
    for one in held:
        days.setdefault(one["source"], []).append(date.fromisoformat(one["day"]))
    found = [_source(about, days.get(name, []), today, language) for name, about in source_cards().items()]
    return sorted(found, key=lambda source: source["last_day"] is None)


def _source(about: Card, days: list[date], today: date, language: Language) -> dict[str, Any]:
    last = max(days, default=None)
    age = (today - last).days if last else None
    return {
        "name": about.name,
        "title": about.title[language],
        "publisher": about.publisher[language],
        "licence": about.licence[language],
        "address": about.address,
        "rhythm": about.rhythm[language],
        "stale_after": about.stale_after_days,
        "holds": [text[language] for text in about.holds],
        "lacks": [text[language] for text in about.lacks],
        "entitled": about.entitled,
        "last_day": last,
        "age": age,
        "extracts": len(days),
        "stale": age is not None and age > about.stale_after_days,
    }


def source_title(name: str, language: Language) -> str:
    """A source as people know it; the name itself for one that is no longer in use."""
    about = source_cards().get(name)
    return about.title[language] if about else name


def excluded(language: Language) -> list[dict[str, str]]:
    """What never counts, and why."""
    return excluded_inputs(language)


def thresholds(root: Path) -> Thresholds:
    """What the operator set for the next build."""
    return read(root)


def threshold_defaults(language: Language) -> list[dict[str, Any]]:
    """Every indicator of the score card with its settings as shipped, and when it fires, in a sentence."""
    shipped = score_card()
    found = []
    for slug in (slug for slug in shipped.indicators if slug in indicators()):
        settings = defaults(slug, shipped)
        said = indicators()[slug].texts[language].threshold.format(**readable(settings, language))
        short = _short(indicators()[slug], shipped, language)
        found.append(short | {"settings": settings, "threshold": said})
    return found


def keep_thresholds(root: Path, wanted: Thresholds) -> Thresholds:
    """Validate and keep; raises WrongThresholds. Gives what differs from the card."""
    kept = checked(wanted, score_card())
    card_with(kept, score_card().version)
    write(root, kept)
    return kept
