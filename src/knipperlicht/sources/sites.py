"""Web addresses as keys, written as the warehouse writes the contacts of the register (`contact.value_key`)."""

from __future__ import annotations

import re


def site_key(text: str) -> str:
    """`https://www.Voorbeeld.be/` becomes `voorbeeld.be`; empty stays empty."""
    bare = re.sub(r"^https?://", "", text.strip().lower())
    return re.sub(r"^www[.]", "", bare).rstrip("/")
