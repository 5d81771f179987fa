"""Street names as words that compare: abbreviations written one way, the suffix in brackets set apart.

KBO writes `Voorbeeldstraat(Z)` or `Testlaan (STG)`: the bracket names the former municipality
and is needed only where one postcode has two streets of that name (see `address_keys`).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.address_text import fold_expression, keep_apart

_SUFFIX = r"\(([^()]*)\)?\s*$"

# Applied in this order on folded text with one space at both ends. A pair that starts with a space matches
# whole words; one that starts with a letter matches the end of a word, for Dutch compounds (`kerkstr`).
ENDINGS: tuple[tuple[str, str], ...] = (
    ("str ", "straat "), ("stwg ", "steenweg "), ("stw ", "steenweg "), ("stnwg ", "steenweg "),
    ("steenw ", "steenweg "), ("ln ", "laan "), ("wg ", "weg "), ("pln ", "plein "), ("drf ", "dreef "),
)  # fmt: skip
TITLES: tuple[tuple[str, str], ...] = (
    (" sint ", " st "), (" saint ", " st "), (" sainte ", " ste "),
    (" onze lieve vrouw", " olvrouw"), (" o l vrouw", " olvrouw"), (" o l v ", " olvrouw "),
    (" olv ", " olvrouw "), (" n d ", " notre dame "), (" nd ", " notre dame "),
    (" dokter ", " dr "), (" doctor ", " dr "), (" docteur ", " dr "), (" doct ", " dr "),
    (" professor ", " prof "), (" professeur ", " prof "),
    (" burgemeester ", " burg "), (" burgem ", " burg "), (" bourgmestre ", " bgm "), (" bourgm ", " bgm "),
    (" pastoor ", " past "), (" kanunnik ", " kan "), (" chanoine ", " chan "),
    (" generaal ", " gen "), (" general ", " gen "), (" gal ", " gen "),
    (" luitenant ", " lt "), (" lieutenant ", " lt "), (" kolonel ", " kol "), (" colonel ", " col "),
    (" kapitein ", " kapt "), (" capitaine ", " cap "), (" commandant ", " cdt "),
    (" maarschalk ", " maarsch "), (" marechal ", " mal "), (" president ", " pres "),
    (" monseigneur ", " mgr "), (" minister ", " min "), (" ministre ", " min "),
    (" boul ", " boulevard "), (" bld ", " boulevard "), (" blvd ", " boulevard "), (" bd ", " boulevard "),
    (" bvd ", " boulevard "), (" sq ", " square "), (" gd ", " grand "), (" gde ", " grande "),
)  # fmt: skip
# Only as the first word: elsewhere `pl` may be a Dutch plein, `ch` or `r` an initial.
OPENINGS: tuple[tuple[str, str], ...] = (
    ("av", "avenue"), ("ave", "avenue"), ("aven", "avenue"), ("r", "rue"), ("pl", "place"),
    ("ch", "chaussee"), ("chee", "chaussee"), ("chauss", "chaussee"), ("chssee", "chaussee"),
    ("chem", "chemin"), ("rte", "route"), ("imp", "impasse"), ("all", "allee"), ("fbg", "faubourg"),
    ("res", "residence"), ("pass", "passage"),
)  # fmt: skip


def street_texts(texts: ir.Table) -> ir.Table:
    """Distinct street texts (column text) -> text, words (NULL when nothing is left), suffix ('' : none)."""
    parts = keep_apart(
        texts.select(
            "text",
            name=texts.text.re_replace(_SUFFIX, ""),
            bracket=texts.text.re_extract(_SUFFIX, 1),
        )
    )
    return keep_apart(
        parts.select(
            "text",
            words=street_words(parts.name).nullif(""),
            suffix=fold_expression(parts.bracket).replace(" ", ""),
        )
    )


def street_words(name: ir.StringValue) -> ir.StringValue:
    """A street name without its bracket: folded, abbreviations unified, spaces removed.

    Spaces go because hyphen, space and nothing are used at random (`Oud-Voorbeeldstraat`).
    """
    padded = ibis.literal("^ ") + fold_expression(name) + ibis.literal(" ")
    for short, long in OPENINGS:
        padded = padded.replace(f"^ {short} ", f"^ {long} ")
    for short, long in (*ENDINGS, *TITLES, (" pl ", " plein ")):
        padded = padded.replace(short, long)
    return padded.replace("^", "").replace(" ", "")
