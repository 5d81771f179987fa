"""Numbers that look random but follow from (seed, purpose, entity): the same call gives the same draw.

Every choice of the generator goes through `draw`, so no generator state has to be kept and a world can be
rebuilt at any month from its parameters alone.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]
Bools = NDArray[np.bool_]

_GOLD = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)


def salt(*parts: object) -> np.uint64:
    """A 64-bit constant for a purpose, e.g. `salt(seed, "seat move", month)`."""
    text = "\x1f".join(str(part) for part in parts).encode()
    return np.uint64(int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big"))


def keys(*purpose: object, of: NDArray[np.integer]) -> Keys:
    """One 64-bit key per entity in `of` (SplitMix64 finaliser, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        x = of.astype(np.uint64) * _GOLD + salt(*purpose)
        x = (x ^ (x >> np.uint64(30))) * _M1
        x = (x ^ (x >> np.uint64(27))) * _M2
        mixed: Keys = x ^ (x >> np.uint64(31))
    return mixed


def draw(*purpose: object, of: NDArray[np.integer]) -> Floats:
    """One number in [0, 1) per entity in `of`."""
    return (keys(*purpose, of=of) >> np.uint64(11)).astype(np.float64) * (1.0 / (1 << 53))


def pick(*purpose: object, of: NDArray[np.integer], among: int) -> Ints:
    """One index in [0, among) per entity in `of`, all equally likely."""
    return (draw(*purpose, of=of) * among).astype(np.int64)


def chance(*purpose: object, of: NDArray[np.integer], rate: float) -> Bools:
    """True for about `rate` of the entities in `of`."""
    hit: Bools = draw(*purpose, of=of) < rate
    return hit


def identity(*purpose: object, of: NDArray[np.integer]) -> Ints:
    """A positive 62-bit key per entity, for use as a name key or contact key (0 is kept for "none")."""
    return (keys(*purpose, of=of) >> np.uint64(2)).astype(np.int64) + 1
