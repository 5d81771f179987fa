"""From a street as people type it to the street keys that building keys are made of.

The same tables as `warehouse/address_street.py`; a test holds the two writings together.
"""

from __future__ import annotations

import re

from knipperlicht.core.text import fold
from knipperlicht.readmodel.reader import Reader
from knipperlicht.warehouse.address_street import ENDINGS, OPENINGS, TITLES

_BRACKET = re.compile(r"\(([^()]*)\)?\s*$")


def street_words_of(text: str) -> str:
    """One street name without its bracket as words that compare: `warehouse.address_street.street_words`."""
    padded = f"^ {fold(_BRACKET.sub('', text))} "
    for short, long in OPENINGS:
        padded = padded.replace(f"^ {short} ", f"^ {long} ")
    for short, long in (*ENDINGS, *TITLES, (" pl ", " plein ")):
        padded = padded.replace(short, long)
    return padded.replace("^", "").replace(" ", "")


def street_keys(reader: Reader, *, postcode: str, street: str) -> list[str]:
    """Keys of the streets of a postcode that `street` may mean, sorted; empty when the postcode has none such.

    A street is meant when its name as written is the same, or else when its words are: then twin streets of
    merged municipalities (`Kerkstraat (HEU)`, `Kerkstraat (BIS)`) are all meant.
    """
    rows = reader.rows(
        "SELECT DISTINCT street_key, place_street_nl AS nl, place_street_fr AS fr FROM street_key "
        "WHERE locality = ? AND street_key IS NOT NULL",
        postcode,
    )
    asked = fold(street)
    exact = {row["street_key"] for row in rows if asked in (fold(row["nl"]), fold(row["fr"]))}
    words = street_words_of(street)
    near = {row["street_key"] for row in rows if row["street_key"].split("(")[0] == words}
    near |= {
        row["street_key"] for row in rows if words in (street_words_of(row["nl"]), street_words_of(row["fr"]))
    }
    return sorted(exact or near) if words else []


def streets(reader: Reader, *, postcode: str) -> list[str]:
    """Names of the streets of a postcode as the register writes them most, for a list to choose from."""
    rows = reader.rows(
        "SELECT min(coalesce(nullif(place_street_nl, ''), place_street_fr)) AS name FROM street_key "
        "WHERE locality = ? AND street_key IS NOT NULL GROUP BY street_key ORDER BY name",
        postcode,
    )
    return [row["name"] for row in rows]
