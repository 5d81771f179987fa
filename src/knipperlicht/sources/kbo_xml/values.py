"""Texts of the extract as numbers, days and cents. Each raises ValueError with a sentence that says what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from xml.etree.ElementTree import Element

from knipperlicht.core.clock import parse_day
from knipperlicht.core.marks import LONGEST
from knipperlicht.core.numbers import is_valid_number

NOT_KNOWN = date(1, 1, 1)


def text_of(element: Element | None) -> str | None:
    """The text of an element; nothing, or blanks only, is None."""
    text = None if element is None else element.text
    return text.strip() or None if text else None


def short(element: Element | None) -> str | None:
    """The text of an element that is kept; raises ValueError beyond what a text of the register can have."""
    text = text_of(element)
    if text is not None and len(text) > LONGEST:
        raise ValueError(f"a text of more than {LONGEST} characters")
    return text


def number(text: str | None) -> int:
    """An enterprise or establishment number, with or without dots."""
    digits = (text or "").replace(".", "").strip()
    if not (digits.isascii() and digits.isdigit()) or not is_valid_number(int(digits)):
        raise ValueError(f"the number {text!r} is no enterprise or establishment number (check digits)")
    return int(digits)


@lru_cache(maxsize=2**16)
def day(text: str | None) -> date | None:
    """A day as yyyy-mm-dd (a time or zone behind it is left), dd/mm/yyyy or dd.mm.yyyy; 01.01.0001 is not known."""
    if text is None:
        return None
    found = parse_day(text[:10])
    return None if found == NOT_KNOWN else found


def cents(text: str | None) -> int | None:
    """An amount with two decimals, in hundredths."""
    if text is None:
        return None
    try:
        amount = Decimal(text.replace(",", ".")) * 100
        exact = int(amount)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise ValueError(f"the amount {text!r} is no number") from error
    if exact != amount or not 0 <= exact < 10**17:
        raise ValueError(f"the amount {text!r} is not one of at most 15 digits and two decimals")
    return exact


def whole(text: str | None, *, least: int, most: int) -> int | None:
    """A whole number within bounds."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise ValueError(f"{text!r} is no number from {least} to {most}")
    return int(text)
