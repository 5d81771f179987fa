"""Amounts in euro as text with two decimals (`Kind.MONEY`), reckoned in whole cents: exact, no floating point."""

from __future__ import annotations

import re

_MONEY = re.compile(r"(\d{1,9})\.(\d{2})")


class NotMoney(ValueError):
    """A text that is no amount. Carries `value`."""

    def __init__(self, value: str) -> None:
        self.value = value
        super().__init__(f"“{value}” is no amount in euro; write it with two decimals, as 250.00.")


def cents(text: str) -> int:
    """Cents of an amount as it is kept, `250.00` → 25000; raises NotMoney."""
    found = _MONEY.fullmatch(text)
    if not found:
        raise NotMoney(text)
    return int(found[1]) * 100 + int(found[2])


def euro(cents: int) -> str:
    """The amount as it is kept, 25000 → `250.00`; `cents` is 0 or more."""
    return f"{cents // 100}.{cents % 100:02d}"
