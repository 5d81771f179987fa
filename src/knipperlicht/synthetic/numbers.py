"""KBO numbers: eight digits and a check of two, 97 - (first eight mod 97); and how they are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .hashing import Ints, draw

Band = tuple[int, int, float, int, int]

# first eight digits from, to; share of the register; years in which they were handed out (approximate)
ENTERPRISE_BANDS: tuple[Band, ...] = (
    (2_000_000, 2_999_999, 0.006, 1925, 1968),
    (3_000_000, 3_999_999, 0.004, 1950, 1975),
    (4_000_000, 4_999_999, 0.270, 1968, 2003),
    (5_000_000, 5_999_999, 0.070, 2012, 2015),
    (6_000_000, 6_999_999, 0.120, 2015, 2018),
    (7_000_000, 7_999_999, 0.235, 2018, 2023),
    (8_000_000, 8_999_999, 0.205, 2003, 2012),
    (10_000_000, 10_280_000, 0.090, 2023, 2025),
)
LAST_ENTERPRISE = 10_290_000
ESTABLISHMENTS = (20_000_100, 23_780_000)
BRANCHES = (90_000_100, 90_400_000)


def with_check(first_eight: Ints) -> Ints:
    """The whole ten-digit numbers for their first eight digits."""
    return first_eight * 100 + (97 - first_eight % 97)


def spread(*, count: int, low: int, high: int, purpose: Sequence[object]) -> Ints:
    """`count` different rising numbers over [low, high], unevenly spaced; needs count <= high - low."""
    at = np.arange(count, dtype=np.int64)
    step = (high - low) / max(count, 1)
    jitter = (draw(*purpose, of=at) * np.floor(step)).astype(np.int64)
    numbers: Ints = low + np.floor(at * step).astype(np.int64) + jitter
    return numbers


def enterprise_bands(count: int) -> list[tuple[int, Band]]:
    """How many of `count` enterprises fall in each band of numbers, adding up to `count`."""
    edges = np.round(np.cumsum([band[2] for band in ENTERPRISE_BANDS]) * count).astype(int)
    sizes = np.diff(np.concatenate([[0], edges]))
    return [(int(size), band) for size, band in zip(sizes, ENTERPRISE_BANDS, strict=True)]


def digits(numbers: Ints, *, establishment: bool) -> NDArray[np.uint8]:
    """Quoted ASCII text, one row a number: "0123.456.789" (n, 14) or "2.123.456.789" (n, 15)."""
    groups = (1, 3, 3, 3) if establishment else (4, 3, 3)
    width = 10 + len(groups) + 1
    text = np.full((len(numbers), width), ord("."), dtype=np.uint8)
    text[:, 0] = text[:, -1] = ord('"')
    rest = numbers.copy()
    for column in reversed(_digit_columns(groups)):
        text[:, column] = (rest % 10 + ord("0")).astype(np.uint8)
        rest //= 10
    return text


def _digit_columns(groups: tuple[int, ...]) -> list[int]:
    columns: list[int] = []
    at = 1
    for size in groups:
        columns += range(at, at + size)
        at += size + 1
    return columns
