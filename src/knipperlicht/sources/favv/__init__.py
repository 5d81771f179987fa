"""The Food Agency's list of active operators (CC BY 4.0, credit with date): who registered which food activity, where."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.card import record_card
from knipperlicht.sources.favv.load import deliver, recognises
from knipperlicht.sources.favv.rows import ACTIVITY, OPERATOR
from knipperlicht.sources.records import Source

SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="list",
    tables=(OPERATOR, ACTIVITY),
    recognises=recognises,
    deliver=deliver,
)
