"""Street names as words that compare: abbreviations written one way, the suffix in brackets set apart.

KBO writes `Kortrijkstraat(Z)` or `Karel Hofmanstraat (STG)`: the bracket names the former municipality
and is needed only where one postcode has two streets of that name (see `address_keys`).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.address_text import fold_expression

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
    ("res", "residence"), ("pass", "passage"), ("dreve", "dreve"),
)  # fmt: skip


def _first_word(text: ir.StringValue) -> ir.StringValue:
    """Write out an abbreviation that opens the (padded) text."""
    word = text.re_extract(r"^ ([a-z]+) ", 1)
    cases = [
        (word == short, ibis.literal(f" {long} ") + text.substr(len(short) + 2)) for short, long in OPENINGS
    ]
    return ibis.cases(*cases, else_=text)


def street_words(text: ir.StringValue) -> ir.StringValue:
    """A street name without its bracket: folded, abbreviations unified, spaces removed.

    Spaces go because hyphen, space and nothing are used at random (`Oud-Strijdersstraat`).
    """
    padded = ibis.literal(" ") + fold_expression(text.re_replace(_SUFFIX, "")) + ibis.literal(" ")
    padded = _first_word(padded)
    for short, long in (*ENDINGS, *TITLES):
        padded = padded.replace(short, long)
    return padded.replace(" pl ", " plein ").replace(" ", "")


def street_suffix(text: ir.StringValue) -> ir.StringValue:
    """The text in brackets at the end, folded without spaces; '' when there is none."""
    return fold_expression(text.re_extract(_SUFFIX, 1)).replace(" ", "")
