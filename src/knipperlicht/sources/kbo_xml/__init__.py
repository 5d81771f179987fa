"""KBO data for reuse as XML: functions, legal situations with history, financial years, links, ex officio acts.

See docs/sources/kbo_xml.md.
"""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.card import record_card
from knipperlicht.sources.kbo_xml.delivering import deliver
from knipperlicht.sources.kbo_xml.opening import recognises
from knipperlicht.sources.kbo_xml.tables import TABLES
from knipperlicht.sources.records import Source

SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=TABLES,
    recognises=recognises,
    deliver=deliver,
)
