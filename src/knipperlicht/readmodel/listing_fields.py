"""The parts of a filter as they stand in a URL: one line each with how it is read, written and named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from knipperlicht.core.clock import Language, parse_day
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.listing_filter import Activity, At, Change, canonical_ring
from knipperlicht.readmodel.listing_sectors import is_sector
from knipperlicht.reference.geography import Ring, police_zone_by_id
from knipperlicht.reference.legal_forms import legal_form_group_by_code, legal_form_groups
from knipperlicht.reference.places import municipality_names
from knipperlicht.scoring.card import score_card

MOST_CORNERS = 200
MOST_VALUES = 1000
Named = dict[Language, str]
_BUILDING = re.compile(r"[^|]{1,20}\|[^|]{1,120}\|[^|]{1,20}")


@dataclass(frozen=True, kw_only=True)
class Field:
    """`key` in the URL, `part` of the filter; `read` raises ValueError; `many`: the key may stand there often."""

    key: str
    part: str
    read: Callable[[str], Any]
    name: Named
    write: Callable[[Any], str] = str
    many: bool = False


def one_of(allowed: Callable[[], Any]) -> Callable[[str], str]:
    """Reads a text that must be among `allowed()`."""

    def read(text: str) -> str:
        if text not in allowed():
            raise ValueError(text)
        return text

    return read


def matching(pattern: str) -> Callable[[str], str]:
    """Reads a text that must match the whole pattern."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text, flags=re.ASCII):
            raise ValueError(text)
        return text

    return read


def between(low: float, high: float, kind: Callable[[str], Any]) -> Callable[[str], Any]:
    """Reads a number from low to high; a comma is a point."""

    def read(text: str) -> Any:
        plain = text.replace(",", ".")
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", plain, flags=re.ASCII):
            raise ValueError(text)
        value = kind(plain)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return read


def read_area(text: str) -> Ring:
    """One ring, `lon,lat lon,lat …`, in Belgium's neighbourhood; three corners at least."""
    corners = [tuple(float(part) for part in pair.split(",")) for pair in text.split()]
    if not 3 <= len(corners) <= MOST_CORNERS + 1:
        raise ValueError(text)
    if any(len(pair) != 2 or not (1 <= pair[0] <= 8 and 48 <= pair[1] <= 53) for pair in corners):
        raise ValueError(text)
    ring = canonical_ring(tuple((pair[0], pair[1]) for pair in corners))
    if len(ring) < 3:
        raise ValueError(text)
    return ring


def write_area(ring: Ring) -> str:
    """The writing that `read_area` reads."""
    return " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat in ring)


def is_building(text: str) -> str:
    """A building key, `8500|kortrijkstraat|12`."""
    if not _BUILDING.fullmatch(text):
        raise ValueError(text)
    return text


def is_form(text: str) -> str:
    """A code of a legal form or the name of a group of them."""
    if text not in legal_form_group_by_code() and text not in {g.group for g in legal_form_groups()}:
        raise ValueError(text)
    return text


def _sector(text: str) -> str:
    if not is_sector(text):
        raise ValueError(text)
    return text


@cache
def bands() -> dict[str, Named]:
    """Code of a band -> its name, of the score card that ships."""
    return {band.code: band.name for band in score_card().bands}


def _yes(text: str) -> bool:
    if text != "yes":
        raise ValueError(text)
    return True


def _named(nl: str, fr: str, en: str) -> Named:
    return {"nl": nl, "fr": fr, "en": en}


def plain(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:g}"


_INDICATOR = one_of(indicators)
FIELDS: tuple[Field, ...] = (
    Field(key="municipality", part="municipalities", many=True, read=one_of(lambda: municipality_names("nl")), name=_named("gemeente", "commune", "municipality")),
    Field(key="zone", part="zones", many=True, read=one_of(police_zone_by_id), name=_named("politiezone", "zone de police", "police zone")),
    Field(key="postcode", part="postcode", read=matching("[1-9][0-9]{3}"), name=_named("postcode", "code postal", "postcode")),
    Field(key="street", part="street", read=lambda text: text[:120], name=_named("straat", "rue", "street")),
    Field(key="house_from", part="house_from", read=between(1, 99999, int), name=_named("huisnummer van", "numéro à partir de", "house number from")),
    Field(key="house_to", part="house_to", read=between(1, 99999, int), name=_named("huisnummer tot", "numéro jusqu'à", "house number up to")),
    Field(key="building", part="building", read=is_building, name=_named("gebouw", "bâtiment", "building")),
    Field(key="area", part="area", many=True, read=read_area, write=write_area, name=_named("getekend gebied", "zone dessinée", "drawn area")),
    Field(key="at", part="at", read=one_of(lambda: get_args(At)), name=_named("plaats van", "lieu", "place of")),
    Field(key="sector", part="sectors", many=True, read=_sector, name=_named("sector", "secteur", "sector")),
    Field(key="activity", part="activity", read=one_of(lambda: get_args(Activity)), name=_named("activiteit", "activité", "activity")),
    Field(key="form", part="forms", many=True, read=is_form, name=_named("rechtsvorm", "forme juridique", "legal form")),
    Field(key="indicator", part="indicators_any", many=True, read=_INDICATOR, name=_named("knipperlicht", "signal", "indicator")),
    Field(key="indicator_all", part="indicators_all", many=True, read=_INDICATOR, name=_named("alle knipperlichten", "tous les signaux", "all indicators")),
    Field(key="silent", part="silent", read=_yes, write=lambda _: "yes", name=_named("stille knipperlichten", "signaux muets", "silent indicators")),
    Field(key="band", part="bands", many=True, read=one_of(bands), name=_named("klasse", "niveau", "band")),
    Field(key="score_min", part="score_min", read=between(0, 10, float), write=plain, name=_named("score vanaf", "score à partir de", "score from")),
    Field(key="score_max", part="score_max", read=between(0, 10, float), write=plain, name=_named("score tot", "score jusqu'à", "score up to")),
    Field(key="confidence", part="confidence", many=True, read=one_of(lambda: ("A", "B", "C", "D")), name=_named("zekerheid", "fiabilité", "confidence")),
    Field(key="changed_since", part="changed_since", read=parse_day, name=_named("veranderd sinds", "modifié depuis", "changed since")),
    Field(key="change", part="changes", many=True, read=one_of(lambda: get_args(Change)), name=_named("verandering van", "modification de", "change of")),
    Field(key="started_since", part="started_since", read=parse_day, name=_named("gestart sinds", "début depuis", "started since")),
    Field(key="started_before", part="started_before", read=parse_day, name=_named("gestart voor", "début avant", "started before")),
    Field(key="establishments_min", part="establishments_min", read=between(0, 99999, int), name=_named("vestigingen vanaf", "établissements à partir de", "establishments from")),
    Field(key="establishments_max", part="establishments_max", read=between(0, 99999, int), name=_named("vestigingen tot", "établissements jusqu'à", "establishments up to")),
    Field(key="sample", part="sample", read=between(0.1, 100, float), write=plain, name=_named("steekproef", "échantillon", "random sample")),
    Field(key="seed", part="seed", read=matching("[A-Za-z0-9_-]{1,40}"), name=_named("trekking", "tirage", "draw")),
)  # fmt: skip
FIELD_BY_KEY = {field.key: field for field in FIELDS}
FIELD_BY_PART = {field.part: field for field in FIELDS}
