"""House numbers and boxes as keys. A house number names the building, a box the unit inside it.

| written | house | box |
|---|---|---|
| `17A`, `17 a`, `17-A` | 17a | |
| `12-14`, `12+14` | 12 (the first of a range) | |
| `12 bus 3`, `12 b 3`, `12b3`, `12/3`, `12 bte 3` | 12 | 3 |
| `12A/3`, `12a3` | 12a | 3 |
| `12/A` | 12 (after a slash stands a box) | a |
| `12bis` | 12bis | |
| `0`, `ZN`, `S/N` | none | |
| `Blok 3` | blok3 | |
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.warehouse.address_text import fold_expression, keep_apart, strip_accents

_PREFIX = r"^n(?:r|o|um)?[ .:°º]+"
_NUMBER = r"^0*([1-9][0-9]*)"
_TAIL = r"^[0-9]+(.*)$"
_LETTER = r"^[ -]?(bis|ter|quater|[a-z])(?:[^a-z]|$)"
_BOX_AS_B = r"^ ?b[ .:]*[0-9]"
_EMBEDDED_BOX = r"(?:bus|bte|boite|box|/)[ .:]*([0-9a-z]+)"
_EMBEDDED_B = r"^ ?[a-z]? ?b[ .:]*([0-9][0-9a-z]*)"
_LETTER_THEN_BOX = r"^ ?[a-z] ?([0-9]+)$"
_BOX_MARKER = r"^(?:bus|bte|boite|box|b|nr|no)0*([0-9].*|[a-z])$"
NO_NUMBER = ("", "zn", "sn", "zondernummer", "sansnumero", "nvt", "nb")


def _or_none(text: ir.StringValue) -> ir.StringValue:
    return text.nullif("")


def house_dictionary(numbers: ir.Table) -> ir.Table:
    """Every distinct house number once: house_number -> house_key (NULL: none), embedded_box ('' : none)."""
    distinct = numbers.select("house_number").filter(lambda t: t.house_number.notnull()).distinct()
    plain = keep_apart(distinct.mutate(text=strip_accents(distinct.house_number).strip()))
    bare = keep_apart(plain.mutate(text=plain.text.re_replace(_PREFIX, "")))
    parts = keep_apart(
        bare.mutate(
            number=bare.text.re_extract(_NUMBER, 1),
            tail=bare.text.re_extract(_TAIL, 1),
            words=bare.text.re_replace(r"[^\p{L}\p{N}]+", ""),
        )
    )
    letter = ibis.ifelse(parts.tail.re_search(_BOX_AS_B), "", parts.tail.re_extract(_LETTER, 1))
    missing = parts.words.isin(NO_NUMBER) | parts.words.re_search("^0*$")
    box = ibis.coalesce(
        _or_none(parts.tail.re_extract(_EMBEDDED_BOX, 1)),
        _or_none(parts.tail.re_extract(_EMBEDDED_B, 1)),
        _or_none(parts.tail.re_extract(_LETTER_THEN_BOX, 1)),
        "",
    )
    return parts.select(
        "house_number",
        house_key=ibis.cases(
            (missing, ibis.null("string")), (parts.number != "", parts.number + letter), else_=parts.words
        ),
        embedded_box=box_words(ibis.ifelse(parts.number != "", box, "")),
    )


def box_dictionary(boxes: ir.Table) -> ir.Table:
    """Every distinct box once: box -> box_key ('' for `/`, `-`, `0`)."""
    distinct = boxes.select("box").filter(lambda t: t.box.notnull()).distinct()
    words = keep_apart(distinct.select("box", words=fold_expression(distinct.box).replace(" ", "")))
    return words.select("box", box_key=box_words(words.words))


def box_words(words: ir.StringValue) -> ir.StringValue:
    """A folded box text without its marker (`bus`, `bte`, `b` before a digit) and leading zeros."""
    bare = ibis.coalesce(_or_none(words.re_extract(_BOX_MARKER, 1)), words)
    return bare.re_replace(r"^0+", "")
