"""Invented names, put together from syllables and trade words; none is taken from a real register.

A name is a 62-bit key; its text follows from the key and the kind of entity, so a rename is a new key.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from .hashing import Bools, Ints, Keys, draw, keys
from .text import Column, choose, join, take, upper, words

PERSON, COMPANY, ASSOCIATION, OWNERS, PUBLIC = range(5)

_GLUES = [" ", " & ", "-", " ", " ", " "]


@cache
def _words() -> dict[str, list[str]]:
    lines = files(__package__).joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" = ", 1) for line in lines if not line.startswith("#")]
    return {key: found.split("|") for key, found in pairs}


def _combined(first: str, last: str) -> list[str]:
    return [a + b for a in _words()[first] for b in _words()[last]]


@cache
def _surnames() -> list[str]:
    w = _words()
    bare = [head + middle + tail for head in w["head"] for middle in w["middle"] for tail in w["tail"]]
    return [f"{lead}{name}" for lead in ("", "", "Van ", "De ", "Van der ") for name in bare]


@cache
def vocabulary(which: str) -> Column:
    """A list of words or word parts by its name."""
    lists = {
        "surname": _surnames(),
        "first": _combined("first start", "first end"),
        "brand": _combined("brand", "brand end"),
        "trade2": _words()["trade nl"],
        "trade1": _words()["trade fr"],
        "club2": _words()["club nl"],
        "club1": _words()["club fr"],
        "house": [
            f"{house} {head}{tail}"
            for house in _words()["house"]
            for head in _words()["head"]
            for tail in ("a", "e", "hof")
        ],
        "glue": _GLUES,
        "ending": [
            ending.replace('"', '""') for ending in _words()["ending"]
        ],  # as it must stand in a quoted field
    }
    return words(lists[which])


def _word(which: str, key: Keys, purpose: str) -> Column:
    column = vocabulary(which)
    return take(column, (draw("name", purpose, of=key) * len(column)).astype(np.int64))


def name_column(key: Ints, kind: Ints, french: Bools) -> Column:
    """Names for name keys (n,), kinds of entity (n,) and language, escaped for a quoted CSV field."""
    k = key.astype(np.uint64)
    surname = _word("surname", k, "surname")
    person = join(surname, ", ", _word("first", k, "first"))
    owners = join(choose(french, "ACP Résidence ", "VME Residentie "), _word("house", k, "house"))
    club = join(choose(french, _word("club1", k, "club"), _word("club2", k, "club")), " ", surname)
    public = join(choose(french, "Service public ", "Openbaar bestuur "), _word("house", k, "house"))
    company = _company(k, surname, french)
    return choose(
        kind == PERSON,
        person,
        choose(
            kind == COMPANY,
            company,
            choose(kind == ASSOCIATION, club, choose(kind == OWNERS, owners, public)),
        ),
    )


def _company(k: Keys, surname: Column, french: Bools) -> Column:
    brand = _word("brand", k, "brand")
    trade = choose(french, _word("trade1", k, "trade"), _word("trade2", k, "trade"))
    pattern = draw("name", "pattern", of=k)
    lead = choose(pattern < 0.45, brand, choose(pattern < 0.7, surname, trade))
    follow = choose(pattern < 0.25, "", choose(pattern < 0.7, trade, surname))
    glue = choose(pattern < 0.25, "", _word("glue", k, "glue"))
    name = join(lead, glue, follow, choose(pattern < 0.25, "", _word("ending", k, "ending")))
    return choose(draw("name", "capitals", of=k) < 0.35, upper(name), name)


def brand_column(key: Ints) -> Column:
    """A trade name (of a shop or branch) for each name key."""
    k = key.astype(np.uint64)
    pattern = draw("brand", "pattern", of=k)
    shop = join(
        choose(pattern < 0.3, "Huis ", choose(pattern < 0.5, "Café ", "")), _word("surname", k, "shop")
    )
    return choose(pattern < 0.5, shop, _word("brand", k, "shop brand"))


def abbreviation_column(key: Ints) -> Column:
    """A short form of three to five letters, some with points."""
    letters = [chr(65 + n) for n in range(26)]
    parts = [
        take(words(letters), (keys("abbr", n, of=key) % np.uint64(26)).astype(np.int64)) for n in range(4)
    ]
    dotted = draw("abbr dots", of=key) < 0.2
    dot = choose(dotted, ".", "")
    return join(
        parts[0], dot, parts[1], dot, parts[2], dot, choose(draw("abbr4", of=key) < 0.4, parts[3], "")
    )
