"""CSV lines of contact.csv.

Telephone numbers start their subscriber part with 0, which no real Belgian number does, and mobile ones are
in the unused 0400 block; e-mail and web addresses are on reserved `.example` domains.
"""

from __future__ import annotations

import numpy as np

from .hashing import Bools, Ints, draw, keys, pick
from .lines import enterprise_numbers, establishment_numbers
from .names import vocabulary
from .registers import World
from .text import Column, choose, integers, join, lower, merge, padded, take, words

_ZONES = [
    "051",
    "056",
    "050",
    "057",
    "059",
    "058",
    "09",
    "03",
    "02",
    "053",
    "016",
    "011",
    "04",
    "081",
    "071",
    "065",
]
_BOXES = ["info", "contact", "hallo", "boekhouding", "admin", "welkom", "office", "team"]
_EMPTY: Column = words([])


def enterprise_contacts(world: World, at: Ints) -> Column:
    """Contact lines of enterprises."""
    rows = world.enterprises
    return _lines(at, enterprise_numbers, world, "ENT", rows.tel[at], rows.mail[at], rows.web[at])


def establishment_contacts(world: World, at: Ints) -> Column:
    """Contact lines of establishments."""
    rows = world.establishments
    return _lines(at, establishment_numbers, world, "EST", rows.tel[at], rows.mail[at], rows.web[at])


def _lines(at: Ints, number: object, world: World, entity: str, tel: Ints, mail: Ints, web: Ints) -> Column:
    has = np.flatnonzero((tel != 0) | (mail != 0) | (web != 0))
    if not len(has):
        return _EMPTY
    assert callable(number)
    numbers = number(world, at[has])
    tel, mail, web = tel[has], mail[has], web[has]
    second = (mail != 0) & (draw("second mail", of=mail) < 0.12)
    third = (tel != 0) & (draw("second tel", of=tel) < 0.08)
    return merge([
        _kind(tel != 0, numbers, entity, "TEL", tel, telephone),
        _kind(third, numbers, entity, "TEL", tel + 7, telephone),
        _kind(mail != 0, numbers, entity, "EMAIL", mail, email),
        _kind(second, numbers, entity, "EMAIL", mail, second_email),
        _kind(web != 0, numbers, entity, "WEB", web, website),
    ])  # fmt: skip


def _kind(
    mask: Bools, numbers: Column, entity: str, kind: str, key: Ints, write: object
) -> tuple[Ints, Column]:
    at = np.flatnonzero(mask)
    assert callable(write)
    return at, join(take(numbers, at), f',"{entity}","{kind}","', write(key[at]), '"\n')


def telephone(key: Ints) -> Column:
    """A number that cannot be called, in one of the many ways people write them."""
    a, b = padded(pick("tel a", of=key, among=10), 1), padded(pick("tel b", of=key, among=100), 2)
    c = padded(pick("tel c", of=key, among=100), 2)
    zone = take(words(_ZONES), pick("zone", of=key, among=len(_ZONES)))
    bare = take(words([z[1:] for z in _ZONES]), pick("zone", of=key, among=len(_ZONES)))
    style = draw("tel style", of=key)
    mobile = join("0400/", b, ".", c, ".", a, "0")
    written = choose(
        style < 0.5, join(zone, "/0", a, ".", b, ".", c), join("+32 ", bare, " 0", a, " ", b, " ", c)
    )
    written = choose(
        style < 0.62, written, choose(style < 0.7, join(zone, " / 0", a, " ", b, " ", c), written)
    )
    return choose(style < 0.72, written, choose(style < 0.95, mobile, join("0400", b, c, a, "0")))


def _domain(key: Ints) -> Column:
    brand = vocabulary("brand")
    first = take(brand, (draw("domain", of=key) * len(brand)).astype(np.int64))
    return join(first, integers(keys("domain digits", of=key) % np.uint64(1000)), ".example")


def email(key: Ints) -> Column:
    """An e-mail address on an `.example` domain."""
    box = take(words(_BOXES), pick("mailbox", of=key, among=len(_BOXES)))
    return join(box, "@", lower(_domain(key)))


def second_email(key: Ints) -> Column:
    """A second e-mail address on the same domain."""
    return join("sales@", lower(_domain(key)))


def website(key: Ints) -> Column:
    """A web address on the same domain as the e-mail address of the key."""
    return join(choose(draw("https", of=key) < 0.15, "https://www.", "www."), lower(_domain(key)))
