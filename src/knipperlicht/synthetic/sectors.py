"""Who does what: the weight of each main activity for companies and for natural persons (own estimates)."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .hashing import Ints, draw
from .nace import _pairs, nace, shuffled_rank

_COMPANY = {
    "01": 2.6, "10": 1.1, "11": 0.2, "18": 0.5, "25": 1.0, "31": 0.4, "33": 0.6, "35": 0.3, "38": 0.3,
    "41": 5.0,
    "42": 0.6, "43": 8.5, "45": 3.5, "46": 8.5, "47": 8.0, "49": 2.6, "52": 0.8, "53": 0.8, "55": 1.0,
    "56": 6.5,
    "58": 0.8, "59": 0.8, "61": 0.3, "62": 5.5, "63": 0.5, "64": 7.0, "66": 2.2, "68": 9.0, "69": 3.2,
    "70": 10.5,
    "71": 4.0, "73": 2.2, "74": 2.3, "77": 1.2, "78": 0.5, "79": 0.5, "80": 0.2, "81": 2.6, "82": 2.2,
    "85": 1.6,
    "86": 3.2, "87": 0.4, "88": 0.8, "90": 1.2, "92": 0.1, "93": 2.2, "94": 1.0, "95": 0.5, "96": 2.4,
}  # fmt: skip
_PERSON = {
    "01": 5.0, "10": 0.8, "43": 11.0, "45": 2.0, "46": 3.0, "47": 9.0, "49": 1.5, "53": 1.2, "55": 1.0,
    "56": 5.5,
    "59": 1.0, "62": 4.5, "66": 1.5, "68": 1.0, "69": 3.0, "70": 7.0, "71": 3.0, "73": 2.0, "74": 6.0,
    "77": 0.6,
    "81": 3.0, "82": 2.0, "85": 5.0, "86": 11.0, "88": 1.0, "90": 5.0, "93": 3.0, "95": 0.8, "96": 9.0,
}  # fmt: skip
_ASSOCIATION = {"94": 30.0, "93": 30.0, "90": 12.0, "85": 8.0, "88": 10.0, "91": 4.0, "86": 3.0, "55": 1.0}
_COMMON = {"47111", "56101", "56102", "56301", "70220", "64200", "68201", "68203", "43320", "43390", "41201",
           "62020", "96021", "86210", "45113", "46190", "81210", "49410", "74103", "69201"}  # fmt: skip
_PROFILES = {"company": _COMPANY, "person": _PERSON, "association": _ASSOCIATION}


@cache
def _cumulative(profile: str) -> NDArray[np.float64]:
    divisions = _PROFILES[profile]
    codes = [old for old, _ in _pairs()]
    rank = shuffled_rank(len(codes), "code rank")
    weight = np.zeros(len(codes))
    for division, share in divisions.items():
        inside = [at for at, code in enumerate(codes) if code.startswith(division)]
        order = sorted(inside, key=lambda at: (codes[at] not in _COMMON, rank[at]))
        pull = np.array([1.0 / (1 + place) for place in range(len(order))])
        weight[order] = share * pull / pull.sum()
    return np.cumsum(weight / weight.sum())


def main_activity(*purpose: object, of: NDArray[np.integer], profile: str) -> Ints:
    """A position on the FIVE list of NACE concepts for each entity, by the weights of the profile."""
    at = np.searchsorted(_cumulative(profile), draw(*purpose, "main", of=of), side="right")
    return np.minimum(at, len(nace().five) - 1).astype(np.int64)


def positions(*prefixes: str) -> list[int]:
    """Positions on the FIVE list of all 2008 codes with one of these beginnings."""
    return [at for at, (old, _) in enumerate(_pairs()) if old.startswith(prefixes)]
