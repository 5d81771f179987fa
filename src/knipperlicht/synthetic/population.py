"""The register at the first extract, and each later block of new entities, drawn from the ratios."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from . import ratios
from .days import day
from .forms import CODES, FORM_AT, FORMS, SITUATION_AT, SITUATION_SHARES
from .geography import Geography
from .hashing import Bools, Floats, Ints, chance, draw, identity, pick
from .nace import V2003, V2008, V2025
from .names import ASSOCIATION, COMPANY
from .numbers import enterprise_bands, spread, with_check
from .registers import Enterprises
from .sectors import main_activity

NAME_KINDS = np.array([FORMS[code][2] for code in CODES])
FOREIGN = FORM_AT["030"]


def first_enterprises(*, seed: int, geo: Geography, count: int, snapshot: int) -> Enterprises:
    """All enterprises of the first extract, numbers rising."""
    numbers, starts = [], []
    at = 0
    for size, (low, high, _, since, until) in enterprise_bands(count):
        numbers.append(spread(count=size, low=low, high=high, purpose=(seed, "number", low)))
        share = (np.arange(size) + 0.5) / max(size, 1)
        noise = draw(seed, "start", of=np.arange(at, at + size)) * 0.06 - 0.03
        years = since + np.clip(share + noise, 0, 1) * (until - since)
        starts.append(((years - 1970) * 365.25).astype(np.int64))
        at += size
    start = np.minimum(np.concatenate(starts), snapshot - 1)
    made = enterprises(seed=seed, geo=geo, first=0, number=with_check(np.concatenate(numbers)), start=start)
    legal = made.kind == 2
    roll = draw(seed, "first situation", of=np.arange(count))
    edge = 0.0
    for code, share_of in SITUATION_SHARES.items():
        made.situation[legal & (roll >= edge) & (roll < edge + share_of)] = SITUATION_AT[code]
        edge += share_of
    return made


def enterprises(*, seed: int, geo: Geography, first: int, number: Ints, start: Ints) -> Enterprises:
    """New enterprises at positions first, first + 1, ...; `number` with check digits, `start` in days."""
    of = np.arange(first, first + len(number))
    legal = ~chance(seed, "natural", of=of, rate=ratios.NATURAL_PERSONS / ratios.ENTERPRISES)
    form = _forms(seed, of, start, legal)
    place = geo.somewhere(seed, of=of)
    building = geo.building(seed, "seat", of=of, place=place)
    building = np.where(form == FOREIGN, -1 - pick(seed, "abroad", of=of, among=5), building)
    company = legal & (NAME_KINDS[form] == COMPANY)
    club = legal & (NAME_KINDS[form] == ASSOCIATION)
    main = _mains(seed, of, legal, club)
    vat = draw(seed, "vat", of=of) < np.where(
        ~legal, 0.767, np.where(company, 0.688, np.where(club, 0.115, 0.03))
    )
    employs = draw(seed, "employer", of=of) < np.where(company, 0.268, np.where(legal, 0.08, 0.05))
    tel, mail, web = contacts(seed, "enterprise", of=of, rate=_contact_rate(start, legal))
    struck = chance(seed, "struck", of=of, rate=0.0015) & legal & (building >= 0)
    return Enterprises(
        number=number,
        kind=np.where(legal, 2, 1).astype(np.int8),
        form=form.astype(np.int16),
        situation=np.zeros(len(of), dtype=np.int16),
        start=start.astype(np.int32),
        gone=np.zeros(len(of), dtype=bool),
        scripted=np.zeros(len(of), dtype=bool),
        place=place.astype(np.int32),
        building=building,
        box=geo.box(seed, "seat", of=of, building=building).astype(np.int16),
        struck=np.where(struck, np.maximum(start + 200, day_2015()), 0).astype(np.int32),
        name=identity(seed, "name", of=of),
        spoken=geo.language[place].astype(np.int8),
        main=main.astype(np.int16),
        count=np.where(vat, vat_count(seed, of), 0).astype(np.int16),
        stride=strides(seed, of),
        employer=employs,
        versions=nace_versions(seed, of, start),
        tel=tel,
        mail=mail,
        web=web,
    )


def day_2015() -> int:
    """Day number of 2015-01-01; no seat in the synthetic register was struck off before."""
    return (2015 - 1970) * 365 + 11


def _forms(seed: int, of: Ints, start: Ints, legal: Bools) -> Ints:
    old = np.cumsum([FORMS[code][3] for code in CODES])
    new = np.cumsum([FORMS[code][4] for code in CODES])
    roll = draw(seed, "form", of=of)
    reform = (2019.35 - 1970) * 365.25  # the new companies code
    recent = start > (2023 - 1970) * 365
    last = len(CODES) - 1
    form = np.where(
        recent,
        np.minimum(np.searchsorted(new, roll * new[-1], side="right"), last),
        np.minimum(np.searchsorted(old, roll * old[-1], side="right"), last),
    )
    for before, after in (("015", "610"), ("012", "612"), ("008", "706")):
        form = np.where((form == FORM_AT[before]) & (start > reform), FORM_AT[after], form)
    return np.where(legal, form, 0)


def _mains(seed: int, of: Ints, legal: Bools, club: Bools) -> Ints:
    company = main_activity(seed, "company", of=of, profile="company")
    person = main_activity(seed, "person", of=of, profile="person")
    association = main_activity(seed, "club", of=of, profile="association")
    return np.where(club, association, np.where(legal, company, person))


def _contact_rate(start: Ints, legal: Bools) -> NDArray[np.float64]:
    recent = start > (2018 - 1970) * 365
    return np.where(legal, np.where(recent, 0.282, 0.098), np.where(recent, 0.080, 0.0235))


def contacts(
    seed: int, kind: str, *, of: NDArray[np.integer], rate: NDArray[np.float64] | float
) -> tuple[Ints, Ints, Ints]:
    """Contact keys (telephone, e-mail, web) for each entity; a share `rate` has any at all."""
    key = identity(seed, kind, "contact", of=of)
    some = draw(seed, kind, "has contact", of=of) < rate
    tel = some & chance(seed, kind, "tel", of=of, rate=0.70)
    mail = some & (chance(seed, kind, "mail", of=of, rate=0.85) | ~tel)
    web = some & chance(seed, kind, "web", of=of, rate=0.45)
    return np.where(tel, key, 0), np.where(mail, key, 0), np.where(web, key, 0)


def vat_count(seed: int, of: NDArray[np.integer]) -> Ints:
    """VAT activities of an entity that has any: one for a third, then a falling tail up to 40."""
    roll = 1.0 - draw(seed, "vat count", of=of)
    counts: Ints = np.clip(np.floor(1 + np.log(roll) / np.log(1 - 1 / ratios.VAT_MEAN)), 1, 40).astype(
        np.int64
    )
    return counts


def list_count(seed: int, of: NDArray[np.integer]) -> Ints:
    """Activities on the main list of an establishment: lognormal with a long tail."""
    middle = _list_median()
    normal = _normal(draw(seed, "list count", of=of))
    return np.clip(np.rint(middle * np.exp(ratios.LIST_SPREAD * normal)), 1, ratios.LIST_LIMIT).astype(
        np.int64
    )


@cache
def _list_median() -> float:
    normal = _normal((np.arange(200_000) + 0.5) / 200_000)
    low, high = 0.5, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        counts = np.clip(np.rint(middle * np.exp(ratios.LIST_SPREAD * normal)), 1, ratios.LIST_LIMIT)
        low, high = (middle, high) if counts.mean() < ratios.LIST_MEAN else (low, middle)
    return low


def _normal(uniform: Floats) -> Floats:
    """Standard normal values for uniform ones (Acklam-like rational form, error below 0.0005)."""
    p = np.clip(np.minimum(uniform, 1 - uniform), 1e-9, 0.5)
    t = np.sqrt(-2 * np.log(p))
    tail = t - (2.515517 + 0.802853 * t + 0.010328 * t**2) / (
        1 + 1.432788 * t + 0.189269 * t**2 + 0.001308 * t**3
    )
    normal: Floats = np.where(uniform < 0.5, -tail, tail)
    return normal


def strides(seed: int, of: NDArray[np.integer]) -> NDArray[np.int16]:
    """Step between an entity's activities on the list: mostly neighbours, sometimes wider."""
    roll = draw(seed, "stride", of=of)
    return np.where(roll < 0.6, 1, np.where(roll < 0.85, 2, np.where(roll < 0.96, 3, 17))).astype(np.int16)


def nace_versions(seed: int, of: NDArray[np.integer], start: Ints) -> NDArray[np.uint8]:
    """In which NACE versions an entity's activities stand; new ones only in 2025, old ones also in 2003."""
    new = start >= day_2025()
    old = (start < (2008 - 1970) * 365) & chance(seed, "nace 2003", of=of, rate=0.427)
    lagging = chance(seed, "nace lagging", of=of, rate=0.012) & ~new
    new = new | (chance(seed, "nace renewed", of=of, rate=0.05) & ~old & ~lagging)
    bits = np.where(new, V2025, np.where(lagging, V2008, V2008 | V2025)) | np.where(old & ~lagging, V2003, 0)
    return bits.astype(np.uint8)


def day_2025() -> int:
    """Day number of 2025-01-01, the start of NACE-BEL 2025."""
    return day(date(2025, 1, 1))
