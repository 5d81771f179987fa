"""Invented names: words are put together from syllables and trade words; no name is taken from a real register.

A name is a 62-bit key; its text follows from the key and the kind of entity, so a rename is a new key.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .hashing import Bools, Ints, Keys, draw, keys
from .text import Column, choose, join, take, upper, words

PERSON, COMPANY, ASSOCIATION, OWNERS, PUBLIC = range(5)

_HEADS = [
    "Bra",
    "Bro",
    "Dal",
    "Der",
    "Dro",
    "Ell",
    "Fen",
    "Gal",
    "Gro",
    "Hal",
    "Hol",
    "Kal",
    "Ker",
    "Kle",
    "Lan",
    "Lom",
    "Mal",
    "Mer",
    "Mol",
    "Nor",
    "Oost",
    "Pel",
    "Ram",
    "Ros",
    "Sel",
    "Ster",
]
_MIDDLES = ["ba", "de", "ken", "li", "mer", "no", "ra", "sel", "ta", "ven", "wi", "zo"]
_TAILS = [
    "berg",
    "beke",
    "broek",
    "daal",
    "gem",
    "ghem",
    "hout",
    "lare",
    "man",
    "mans",
    "mont",
    "rode",
    "sel",
    "straete",
    "vliet",
    "voort",
]
_FIRST = (["Al", "Bre", "Ce", "Da", "El", "Fi", "Ga", "He", "Il", "Jo", "Ka", "Lo", "Ma", "Ni", "Or", "Pe", "Ra", "Si", "Ti", "Vi"],
          ["ana", "bert", "dine", "fien", "ger", "ine", "jan", "lie", "mira", "nore", "oud", "ric", "sel", "tian", "wen"])  # fmt: skip
_BRAND = [
    "Acta",
    "Alto",
    "Aqua",
    "Arvo",
    "Bela",
    "Bori",
    "Cala",
    "Cedo",
    "Civo",
    "Dexa",
    "Dura",
    "Elva",
    "Enzo",
    "Ferro",
    "Flexo",
    "Gala",
    "Hexa",
    "Inno",
    "Jura",
    "Kilo",
    "Lumo",
    "Mira",
    "Nexo",
    "Nova",
    "Opti",
    "Orca",
    "Pano",
    "Prisma",
    "Quad",
    "Riva",
    "Sanu",
    "Sola",
    "Tempo",
    "Terra",
    "Ultra",
    "Vela",
    "Vero",
    "Vita",
    "Xeno",
    "Zeno",
]
_BRAND_ENDS = [
    "bo",
    "co",
    "dex",
    "fix",
    "gis",
    "lab",
    "lex",
    "line",
    "mar",
    "mex",
    "nova",
    "nox",
    "ra",
    "rix",
    "sol",
    "tec",
    "tis",
    "tra",
    "vex",
    "via",
]
_TRADES_NL = [
    "Bouw",
    "Renovatie",
    "Projecten",
    "Interieur",
    "Transport",
    "Handelshuis",
    "Bakkerij",
    "Slagerij",
    "Kapsalon",
    "Garage",
    "Tuinen",
    "Drukkerij",
    "Techniek",
    "Schilderwerken",
    "Dakwerken",
    "Logistiek",
    "Vastgoed",
    "Consult",
    "Advies",
    "Studio",
    "Atelier",
    "Events",
    "Optiek",
    "Apotheek",
    "Elektro",
    "Sanitair",
    "Horeca",
    "Reizen",
    "Beheer",
    "Invest",
]
_TRADES_FR = [
    "Construction",
    "Rénovation",
    "Projets",
    "Intérieur",
    "Transports",
    "Boulangerie",
    "Boucherie",
    "Coiffure",
    "Garage",
    "Jardins",
    "Imprimerie",
    "Technique",
    "Peinture",
    "Toitures",
    "Logistique",
    "Immo",
    "Conseil",
    "Gestion",
    "Studio",
    "Atelier",
    "Optique",
    "Pharmacie",
    "Électro",
    "Sanitaire",
    "Traiteur",
    "Voyages",
    "Invest",
    "Patrimoine",
]
_CLUBS_NL = [
    "Vriendenkring",
    "Sportclub",
    "Harmonie",
    "Toneelgroep",
    "Wandelclub",
    "Jeugdhuis",
    "Heemkring",
    "Oudercomité",
    "Koor",
    "Buurtwerking",
]
_CLUBS_FR = [
    "Amicale",
    "Cercle",
    "Harmonie",
    "Troupe",
    "Maison des Jeunes",
    "Chorale",
    "Comité",
    "Les Amis de",
]
_HOUSES = [
    "Duinzicht",
    "De Linde",
    "Belvédère",
    "Parkhof",
    "Zonnelaan",
    "Ter Beke",
    "Riant",
    "Mirador",
    "Waterkant",
    "Hof ten Berg",
]
_GLUES = [" ", " & ", "-", " ", " ", " "]
_ENDINGS = [
    "",
    "",
    "",
    "",
    "",
    "",
    " BV",
    " & Zonen",
    " Groep",
    " België",
    ' "De Hoek"',
    " 2.0",
    " Plus",
    " BVBA",
]


@cache
def _surnames() -> list[str]:
    bare = [head + middle + tail for head in _HEADS for middle in _MIDDLES for tail in _TAILS]
    return [f"{lead}{name}" for lead in ("", "", "Van ", "De ", "Van der ") for name in bare]


@cache
def _vocabulary(which: str) -> Column:
    lists = {
        "surname": _surnames(),
        "first": [a + b for a in _FIRST[0] for b in _FIRST[1]],
        "brand": [a + b for a in _BRAND for b in _BRAND_ENDS],
        "trade2": _TRADES_NL,
        "trade1": _TRADES_FR,
        "club2": _CLUBS_NL,
        "club1": _CLUBS_FR,
        "house": [
            f"{house} {head}{tail}" for house in _HOUSES for head in _HEADS for tail in ("a", "e", "hof")
        ],
        "glue": _GLUES,
        "ending": [ending.replace('"', '""') for ending in _ENDINGS],  # as it must stand in a quoted field
    }
    return words(lists[which])


def _word(which: str, key: Keys, purpose: str) -> Column:
    column = _vocabulary(which)
    return take(column, (draw("name", purpose, of=key) * len(column)).astype(np.int64))


def name_column(key: Ints, kind: Ints, french: Bools) -> Column:
    """Names for name keys (n,), kinds of entity (n,) and language; escaped for a quoted CSV field, not quoted."""
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
