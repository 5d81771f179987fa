"""KBO Select: lists an authority makes itself, with a person number for the holder of a mandate.

See docs/sources/kbo_select.md.
"""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.card import record_card
from knipperlicht.sources.kbo_select.reading import ENTERPRISE, MANDATE, deliver, recognises
from knipperlicht.sources.records import Source

SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(ENTERPRISE, MANDATE),
    recognises=recognises,
    deliver=deliver,
)
