"""Fold text for searching and matching: lower case, no accents, no punctuation, single spaces.

`FOLD_LIGATURES`, `FOLD_FROM` and `FOLD_TO` are the whole rule; `warehouse.address_text.fold_expression`
uses the same tables, so a search query and a stored column fold alike.
"""

from __future__ import annotations

import re
import unicodedata

FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"
"""How a text begins that a spreadsheet would run; also the wide signs of East Asian keyboards."""
FOLD_LIGATURES: tuple[tuple[str, str], ...] = (
    ("ß", "ss"), ("œ", "oe"), ("æ", "ae"), ("ĳ", "ij"), ("þ", "th"),
)  # fmt: skip
_STROKED = {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ð": "d", "\u0131": "i"}
_LATIN = (*range(0x00DF, 0x0250), *range(0x1E00, 0x1F00))


def _base_letter(letter: str) -> str:
    """The ASCII letter under the accents, or '' when the letter is no accented ASCII letter."""
    if letter in _STROKED:
        return _STROKED[letter]
    parts = unicodedata.normalize("NFD", letter)
    first = parts[0]
    accented = len(parts) > 1 and all(unicodedata.combining(mark) for mark in parts[1:])
    return first if accented and first.isascii() and first.islower() else ""


_BASES = {chr(code): base for code in _LATIN if (base := _base_letter(chr(code)))}
FOLD_FROM = "".join(_BASES)
FOLD_TO = "".join(_BASES.values())
# The accents of Dutch, French and German: an engine can try these first and keep the long table for the rest.
COMMON_FROM = "àáâäçèéêëìíîïñòóôöùúûüÿ"
COMMON_TO = "aaaaceeeeiiiinoooouuuuy"
_TABLE = str.maketrans(FOLD_FROM, FOLD_TO)


def fold(text: str) -> str:
    """Fold one text: `"Café de l'Œuvre (B&B)"` becomes `"cafe de l oeuvre b b"`.

    Letters of other scripts stay; combining marks vanish; everything else is a space.
    """
    lowered = text.lower()
    for ligature, letters in FOLD_LIGATURES:
        lowered = lowered.replace(ligature, letters)
    plain = lowered.translate(_TABLE)
    marked = (mark for mark in plain if unicodedata.category(mark) != "Mn")
    kept = "".join(mark if unicodedata.category(mark)[0] in "LN" else " " for mark in marked)
    return " ".join(kept.split())


def plain_text(value: str) -> str:
    """A text as a CSV cell: an apostrophe in front of what a spreadsheet would run."""
    return f"'{value}" if re.match(FORMULA, value) else value
