"""Signs that no text of a register holds: a file that brings them is damaged, and a spreadsheet refuses them."""

from __future__ import annotations

import re

LONGEST = 2000
"""Signs that a text which is kept may have; names in the registers have some hundreds at most."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""NUL and its like, but tabs and the ends of lines; and half characters, which no file can hold."""


def has_control(text: str) -> bool:
    """Whether a text holds one of these; quick where all of it can be printed."""
    return not text.isprintable() and CONTROL.search(text) is not None
