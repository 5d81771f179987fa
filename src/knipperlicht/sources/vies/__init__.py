"""VIES: whether a VAT number was valid on the day somebody asked; a service that was down is no answer."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Source
from knipperlicht.sources.vies.answers import ANSWER
from knipperlicht.sources.vies.load import deliver, recognises

SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(ANSWER,),
    recognises=recognises,
    deliver=deliver,
)
