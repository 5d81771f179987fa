"""The cards of all sources."""

from __future__ import annotations

from functools import cache

from knipperlicht.sources.card import Card
from knipperlicht.sources.kbo_opendata.card import card as kbo_opendata
from knipperlicht.sources.records import record_sources


@cache
def source_cards() -> dict[str, Card]:
    """By name: KBO Open Data, then the others in the order of their names."""
    return {kbo_opendata().name: kbo_opendata()} | {
        name: source.card for name, source in record_sources().items()
    }
