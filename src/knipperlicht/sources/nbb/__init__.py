"""Annual accounts deposited with the Central Balance Sheet Office of the National Bank of Belgium."""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.card import record_card
from knipperlicht.sources.nbb.archive import recognises
from knipperlicht.sources.nbb.delivery import deliver
from knipperlicht.sources.nbb.layout import TABLES
from knipperlicht.sources.records import Source

SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=TABLES,
    recognises=recognises,
    deliver=deliver,
)
