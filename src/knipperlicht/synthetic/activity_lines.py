"""CSV lines of activity.csv, the largest table by far: about twelve lines an entity.

Enterprises carry VAT activities (group 001: one MAIN, the rest SECO) and, as employers, group 006.
Establishments carry the main list (group 003: nearly all MAIN, recent ones partly SECO) and group 006.
Every activity is written once for each NACE version of its entity.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .hashing import Ints
from .lines import enterprise_numbers, establishment_numbers
from .nace import line_end, line_ends, nace
from .registers import World
from .text import Column, join, take

_VAT, _LIST, _SOCIAL = 0, 1, 2  # positions in nace.GROUPS
_MAIN, _SECO = 0, 1
_RECENT = (2024 - 1970) * 365 + 13  # 2024-01-01; since then the counters register secondary activities too

# For each set of version bits (0..7): how many versions, and the nth of them, newest first.
_SETS = [[version for version in (2, 1, 0) if bits & (1 << version)] for bits in range(8)]
_VERSION_COUNT = np.array([len(versions) for versions in _SETS])
_NTH_VERSION = np.array([[*versions, 0, 0, 0][:3] for versions in _SETS])


def enterprise_activities(world: World, at: Ints) -> Column:
    """Activity lines of enterprises."""
    rows = world.enterprises
    five = nace().five
    entity, nth, group = _expand(rows.count[at], rows.employer[at], rows.versions[at], _VAT)
    position = (rows.main[at][entity].astype(np.int64) + nth.activity * rows.stride[at][entity]) % len(five)
    kind = np.where((nth.activity == 0) | (group == _SOCIAL), _MAIN, _SECO)
    ends = line_end(group, nth.version, five[position], kind)
    return join(take(enterprise_numbers(world, at), entity), take(line_ends(), ends))


def establishment_activities(world: World, at: Ints) -> Column:
    """Activity lines of establishments."""
    rows = world.establishments
    size = len(nace().codes[0])
    entity, nth, group = _expand(rows.count[at], rows.employer[at], rows.versions[at], _LIST)
    position = (rows.main[at][entity].astype(np.int64) + nth.activity * rows.stride[at][entity]) % size
    recent = rows.start[at][entity] >= _RECENT
    kind = np.where(recent & (nth.activity % 2 == 1) & (group == _LIST), _SECO, _MAIN)
    ends = line_end(group, nth.version, position, kind)
    return join(take(establishment_numbers(world, at), entity), take(line_ends(), ends))


class _Nth:
    """For every line: the position of its NACE version and the rank of its activity."""

    def __init__(self, version: Ints, activity: Ints) -> None:
        self.version = version
        self.activity = activity


def _expand(
    count: NDArray[np.int16], employer: NDArray[np.bool_], versions: NDArray[np.uint8], own: int
) -> tuple[Ints, _Nth, Ints]:
    """Which entity, version, activity and group each line is about; employers' lines come first."""
    each = _VERSION_COUNT[versions]
    activities = count.astype(np.int64)
    lines = each * (activities + employer)
    entity = np.repeat(np.arange(len(count)), lines)
    rank = np.arange(len(entity)) - np.repeat(np.cumsum(lines) - lines, lines)
    social = np.where(employer, each, 0)[entity]
    is_social = rank < social
    rest = rank - social
    per = np.maximum(activities, 1)[entity]
    turn = np.where(is_social, rank, rest // per)
    activity = np.where(is_social, 0, rest % per)
    version = _NTH_VERSION[versions[entity], turn]
    return entity, _Nth(version, activity), np.where(is_social, _SOCIAL, own).astype(np.int64)
