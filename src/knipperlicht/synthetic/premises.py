"""Establishments and branches: how many an enterprise has, and where they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import ratios
from .geography import PLACE_BITS
from .hashing import Ints, chance, draw, identity, keys
from .nace import nace
from .names import COMPANY
from .numbers import BRANCHES, ESTABLISHMENTS, spread, with_check
from .population import FOREIGN, NAME_KINDS, contacts, list_count, nace_versions, strides
from .registers import Branches, Enterprises, Establishments, World


def first_establishments(*, world: World, snapshot: int) -> Establishments:
    """All establishments of the first extract, in order of their start, as their numbers are."""
    of = np.arange(len(world.enterprises))
    counts = establishment_counts(world.seed, world.enterprises, of)
    wanted = round(world.size * ratios.ESTABLISHMENTS / ratios.ENTERPRISES)
    counts = _exactly(counts, wanted, world.seed)
    parent = np.repeat(of, counts)
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    nth = np.arange(len(parent)) - np.repeat(first, counts)
    begun = world.enterprises.start[parent].astype(np.int64)
    wait = draw(world.seed, "establishment start", of=np.arange(len(parent)))
    age = np.maximum(snapshot - begun, 1)
    start = begun + np.where(nth == 0, age * wait**6, age * wait).astype(np.int64)
    order = np.lexsort((parent, start))
    low, high = ESTABLISHMENTS
    number = with_check(spread(count=len(parent), low=low, high=high, purpose=(world.seed, "establishment")))
    return establishments(
        world=world, first=0, number=number, parent=parent[order], start=start[order], nth=nth[order]
    )


def establishment_counts(seed: int, enterprises: Enterprises, of: Ints) -> Ints:
    """How many establishments the enterprises at positions `of` have."""
    roll, tail = draw(seed, "establishments", of=of), draw(seed, "more establishments", of=of)
    company = (enterprises.kind[of] == 2) & (NAME_KINDS[enterprises.form[of]] == COMPANY)
    company &= enterprises.form[of] != FOREIGN
    legal = enterprises.kind[of] == 2
    many = np.minimum(3 + (0.9 / np.maximum(1 - tail, 1e-6) ** 0.62).astype(np.int64), 400)
    for_company = np.select([roll < 0.30, roll < 0.845, roll < 0.935], [0, 1, 2], many)
    for_person = np.select([roll < 0.215, roll < 0.96], [0, 1], 2)
    for_other = np.select([roll < 0.62, roll < 0.95], [0, 1], 2)
    counts = np.where(company, for_company, np.where(legal, for_other, for_person))
    counts = np.where(legal & (NAME_KINDS[enterprises.form[of]] >= 3) & (roll < 0.97), 0, counts)
    return counts.astype(np.int64)


def _exactly(counts: Ints, wanted: int, seed: int) -> Ints:
    """The counts with single steps up or down on random enterprises, so that they add up to `wanted`."""
    able = np.flatnonzero(counts == 1)
    able = able[np.argsort(keys(seed, "exactly", of=able), kind="stable")]
    missing = wanted - int(counts.sum())
    step = 1 if missing > 0 else -1
    for begin in range(0, abs(missing), max(len(able), 1)):
        counts[able[: abs(missing) - begin]] += step
    return counts


def establishments(
    *, world: World, first: int, number: Ints, parent: Ints, start: Ints, nth: Ints
) -> Establishments:
    """New establishments at positions first, first + 1, ...; `nth` is their rank within their enterprise."""
    seed, geo, owner = world.seed, world.geo, world.enterprises
    of = np.arange(first, first + len(number))
    legal = owner.kind[parent] == 2
    at_seat = legal & (owner.building[parent] >= 0)
    at_seat &= draw(seed, "at seat", of=of) < np.where(nth == 0, 0.80, 0.03)
    near = np.where(
        chance(seed, "near", of=of, rate=0.75), owner.place[parent], geo.somewhere(seed, "est", of=of)
    )
    own = geo.building(seed, "establishment", of=of, place=near)
    building = np.where(at_seat, owner.building[parent], own)
    box = np.where(at_seat, owner.box[parent], geo.box(seed, "establishment", of=of, building=own))
    named = draw(seed, "shop name", of=of) < ratios.SHOP_NAMES
    listed = draw(seed, "listed", of=of) < ratios.WITH_LIST
    tel, mail, web = contacts(seed, "establishment", of=of, rate=0.053)
    employs = owner.employer[parent] & (draw(seed, "employs", of=of) < 0.93)
    employs |= draw(seed, "employs anyway", of=of) < 0.015
    return Establishments(
        number=number,
        parent=parent.astype(np.int32),
        start=start.astype(np.int32),
        gone=np.zeros(len(of), dtype=bool),
        building=building,
        box=box.astype(np.int16),
        name=np.where(named, identity(seed, "shop", of=of), 0),
        spoken=geo.language[building >> PLACE_BITS].astype(np.int8),
        main=nace().five[owner.main[parent]].astype(np.int16),
        count=np.where(listed, list_count(seed, of), 0).astype(np.int16),
        stride=strides(seed, of + (1 << 40)),
        employer=employs,
        versions=nace_versions(seed, of + (1 << 40), start),
        tel=tel,
        mail=mail,
        web=web,
    )


def first_branches(*, world: World) -> Branches:
    """The Belgian branches of foreign enterprises."""
    wanted = round(world.size * ratios.BRANCHES / ratios.ENTERPRISES)
    foreign = np.flatnonzero((world.enterprises.kind == 2) & (world.enterprises.form == FOREIGN))
    order = foreign[np.argsort(keys(world.seed, "branch", of=foreign), kind="stable")]
    parent = np.resize(order, wanted) if len(order) else np.zeros(0, dtype=np.int64)
    of = np.arange(len(parent))
    place = world.geo.somewhere(world.seed, "branch", of=of)
    building = world.geo.building(world.seed, "branch", of=of, place=place)
    low, high = BRANCHES
    return Branches(
        number=with_check(spread(count=len(of), low=low, high=high, purpose=(world.seed, "branch"))),
        parent=parent.astype(np.int32),
        start=world.enterprises.start[parent].astype(np.int32),
        gone=np.zeros(len(of), dtype=bool),
        building=building,
        box=world.geo.box(world.seed, "branch", of=of, building=building).astype(np.int16),
        name=identity(world.seed, "branch name", of=of),
    )


def ordinals(parent: NDArray[np.integer]) -> Ints:
    """The rank of each row within its parent, for parents that stand together."""
    if not len(parent):
        return np.zeros(0, dtype=np.int64)
    new = np.concatenate([[True], parent[1:] != parent[:-1]])
    starts = np.flatnonzero(new)
    return np.arange(len(parent)) - np.repeat(starts, np.diff(np.append(starts, len(parent))))
