"""How often a sign was right, from the checked part of a random sample."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""Standard normal quantile of 97.5 %."""


@dataclass(frozen=True, kw_only=True)
class Precision:
    """`value` is the share confirmed of what was checked; `low` and `high` hold the true share in 95 of 100 samples."""

    confirmed: int
    checked: int
    value: float
    low: float
    high: float

    @property
    def percent(self) -> int:
        """Share confirmed, in whole per cent."""
        return round(100 * self.value)

    @property
    def low_percent(self) -> int:
        """Lower end, in whole per cent."""
        return round(100 * self.low)

    @property
    def high_percent(self) -> int:
        """Upper end, in whole per cent."""
        return round(100 * self.high)


def wilson(*, confirmed: int, checked: int) -> Precision | None:
    """Wilson's score interval at 95 %; None while nothing is checked.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (JASA 22, 1927).
    """
    if checked == 0:
        return None
    share = confirmed / checked
    width = 1 + Z95**2 / checked
    middle = (share + Z95**2 / (2 * checked)) / width
    half = Z95 * sqrt(share * (1 - share) / checked + Z95**2 / (4 * checked**2)) / width
    return Precision(
        confirmed=confirmed, checked=checked, value=share, low=max(0.0, middle - half),
        high=min(1.0, middle + half),
    )  # fmt: skip
