"""CSV lines of denomination.csv: every enterprise and branch has a name, some establishments a trade name."""

from __future__ import annotations

import numpy as np

from . import ratios
from .geography import PLACE_BITS
from .hashing import Bools, Ints, draw
from .lines import branch_numbers, enterprise_numbers, establishment_numbers
from .names import COMPANY, PERSON, abbreviation_column, brand_column, name_column
from .population import FOREIGN, NAME_KINDS
from .registers import World
from .text import Column, join, merge, patch, take, words

_LANGUAGES = words([f',"{n}",' for n in range(5)])


def enterprise_names(world: World, at: Ints) -> Column:
    """The name of each enterprise, and for some an abbreviation, a trade name or a second language."""
    rows = world.enterprises
    legal = rows.kind[at] == 2
    key = rows.name[at]
    kind = np.where(legal, NAME_KINDS[rows.form[at]], PERSON)
    spoken = rows.spoken[at]
    french = np.where(spoken == 0, draw("french", of=key) < 0.55, spoken == 1)
    names = _fixed(world.fixed_names, at, name_column(key, kind, french))
    numbers = enterprise_numbers(world, at)
    language = np.where(legal, np.where(french, 1, 2), 0)
    language = np.where(legal & (draw("no language", of=key) < 0.02), 0, language)
    parts = [_part(np.arange(len(at)), numbers, language, "001", names)]
    short = legal & (draw("abbreviated", of=key) < ratios.ABBREVIATIONS) & (kind != 3)
    parts.append(_some(short, numbers, language, "002", key, abbreviation_column))
    trade = legal & (kind == COMPANY) & (draw("trade name", of=key) < ratios.TRADE_NAMES / 0.75)
    parts.append(_some(trade, numbers, language, "003", key, brand_column))
    second = (
        legal & (spoken == 0) & (rows.form[at] != FOREIGN) & (draw("second", of=key) < ratios.SECOND_NAMES)
    )
    other = np.flatnonzero(second)
    if len(other):
        translated = name_column(key[other], kind[other], ~french[other])
        translated = _fixed(world.fixed_names, at[other], translated)
        parts.append(_part(other, take(numbers, other), np.where(french, 2, 1)[other], "001", translated))
    return merge(parts)


def establishment_names(world: World, at: Ints) -> Column:
    """The trade names of establishments that have one."""
    rows = world.establishments
    at = at[rows.name[at] != 0]
    key = rows.name[at]
    language = _language(rows.spoken[at], key)
    names = _fixed(world.fixed_shops, at, brand_column(key))
    return _part(np.arange(len(at)), establishment_numbers(world, at), language, "003", names)[1]


def branch_names(world: World, at: Ints) -> Column:
    """The name of each branch."""
    rows = world.branches
    spoken = world.geo.language[rows.building[at] >> PLACE_BITS]
    language = _language(spoken, rows.name[at])
    return _part(np.arange(len(at)), branch_numbers(world, at), language, "004", brand_column(rows.name[at]))[
        1
    ]


def _language(spoken: Ints, key: Ints) -> Ints:
    language = np.where(spoken == 0, np.where(draw("shop french", of=key) < 0.55, 1, 2), spoken)
    return np.where(draw("shop english", of=key) < 0.02, 4, language).astype(np.int64)


def _fixed(given: dict[int, str], at: Ints, names: Column) -> Column:
    """Put names that a script gave in the place of drawn ones."""
    if not given:
        return names
    hit = np.flatnonzero(np.isin(at, np.fromiter(given, dtype=np.int64)))
    return patch(names, hit, [given[int(at[k])].replace('"', '""') for k in hit]) if len(hit) else names


def _some(
    mask: Bools, numbers: Column, language: Ints, kind: str, key: Ints, make: object
) -> tuple[Ints, Column]:
    at = np.flatnonzero(mask)
    assert callable(make)
    return _part(at, take(numbers, at), language[at], kind, make(key[at]))


def _part(at: Ints, numbers: Column, language: Ints, kind: str, names: Column) -> tuple[Ints, Column]:
    return at, join(numbers, take(_LANGUAGES, language), f'"{kind}","', names, '"\n')
