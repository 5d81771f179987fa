"""The invented people whom files and measures of the demonstration concern."""

from __future__ import annotations

from typing import Any

FIRST = ("Noor", "Milan", "Jules", "Lena", "Finn", "Nora", "Arthur", "Mila", "Louis", "Juna", "Vic", "Roos")
LAST = ("Verzonnen", "Denkbeeldig", "Bedacht", "Voorbeeldig", "Gefingeerd")


def operator(number: int) -> dict[str, Any]:
    """A natural person who operates; no date of birth or number, so that it can be nobody."""
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    return {"kind": "natural", "name": last, "first_names": f"{first} {number + 1}", "capacity": "uitbater"}
