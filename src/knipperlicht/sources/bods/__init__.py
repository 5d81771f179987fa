"""Ownership statements after the Beneficial Ownership Data Standard v0.4: foreign parents and their interests."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.bods.load import TABLES, deliver, recognises
from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Source

SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=TABLES,
    recognises=recognises,
    deliver=deliver,
)
