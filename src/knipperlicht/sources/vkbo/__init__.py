"""VKBO: the register of enterprises as Flanders enriches it, with strike-offs, staff class and the address match.

Licence: Modellicentie gratis hergebruik v1.0. Credit: publieke KBO gegevens, verrijkt met adressen uit het Vlaamse
Adressenregister. See docs/sources/vkbo.md.
"""

from __future__ import annotations

from pathlib import Path

from knipperlicht.sources.card import record_card
from knipperlicht.sources.records import Source
from knipperlicht.sources.vkbo.features import ENTITY
from knipperlicht.sources.vkbo.load import deliver, recognises

SOURCE = Source(
    card=record_card(Path(__file__).parent),
    kind="records",
    tables=(ENTITY,),
    recognises=recognises,
    deliver=deliver,
)
