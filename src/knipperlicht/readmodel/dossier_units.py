"""Establishments and activities of an enterprise."""

from __future__ import annotations

from datetime import date
from typing import Any

from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import format_number
from knipperlicht.readmodel.dossier import MOST, addresses_of, names
from knipperlicht.readmodel.dossier_codes import coded
from knipperlicht.readmodel.facts import plain
from knipperlicht.readmodel.reader import Reader
from knipperlicht.warehouse.snapshot import quoted

PAGE = 25


def establishments(
    reader: Reader, enterprise: int, *, language: Language = "nl", offset: int = 0, limit: int = PAGE
) -> dict[str, Any]:
    """One page, standing ones by number, then past ones: standing, past (counts), offset, items."""
    standing, past = reader.of("establishment"), reader.of("establishment_past")
    n_standing, n_past = standing.count(enterprise), past.count(enterprise)
    rows = standing.rows(enterprise, offset=offset, limit=limit)
    if len(rows) < limit:
        rows += past.rows(enterprise, offset=max(0, offset - n_standing), limit=limit - len(rows))
    items = [establishment(reader, row, language=language) for row in rows]
    return {"standing": n_standing, "past": n_past, "offset": offset, "items": items}


def focus(
    reader: Reader, enterprise: int, number: int, *, language: Language = "nl"
) -> dict[str, Any] | None:
    """The establishment a dossier was opened with, however far down the pages it stands; None when it is another's."""
    for table in ("establishment", "establishment_past"):
        for batch in reader.of(table).arrow(enterprise, enterprise):
            wanted = batch.filter(batch.column("establishment").to_numpy() == number)
            if len(wanted):
                return establishment(reader, wanted.to_pylist()[-1], language=language)
    return None


def establishment(reader: Reader, row: dict[str, Any], *, language: Language) -> dict[str, Any]:
    """number, start_date, valid_from, valid_to, names and addresses (past ones too)."""
    number = row["establishment"]
    return {
        "number": format_number(number), "start_date": plain(row["start_date"]),
        "valid_from": plain(row["valid_from"]), "valid_to": plain(row.get("valid_to")),
        "names": names(reader, number, language=language),
        "addresses": addresses_of(reader, number, language=language),
    }  # fmt: skip


def activities(reader: Reader, entity: int, *, language: Language = "nl") -> list[dict[str, Any]]:
    """Activities of an enterprise or establishment, main ones first, then past main ones; at most 200.

    A snapshot keeps past rows only of main activities on the VAT and the employers' list.
    """
    standing = sorted(_standing(reader, entity), key=_main_first)
    past = [
        row | {"classification": "MAIN"} for row in reader.of("main_activity_past").rows(entity, limit=MOST)
    ]
    past.sort(key=lambda row: row["valid_to"], reverse=True)
    return [
        {
            "nace_version": row["nace_version"],
            "nace": coded(reader, f"Nace{row['nace_version']}", row["nace_code"], language),
            "classification": coded(reader, "Classification", row["classification"], language),
            "group": coded(reader, "ActivityGroup", row["activity_group"], language),
            "valid_from": plain(row["valid_from"]), "valid_to": plain(row.get("valid_to")),
        }
        for row in (*standing, *past)[:MOST]
    ]  # fmt: skip


def _main_first(row: dict[str, Any]) -> tuple[bool, str, int, str]:
    return row["classification"] != "MAIN", row["activity_group"], -int(row["nace_version"]), row["nace_code"]


def _standing(reader: Reader, entity: int) -> list[dict[str, Any]]:
    """Rows of `register_activity`. Too many for a sorted file; asked of the register's own file without its view."""
    if reader.of("activity_touched").count(entity):
        return reader.of("activity_overlay").rows(entity)
    base = reader.register_file("activity")
    if base is None:
        return reader.rows("SELECT * FROM register_activity WHERE entity = ?", entity)
    first = date.fromisoformat(reader.snapshot.manifest["first_day"])
    rows = reader.rows(f"SELECT * FROM read_parquet({quoted(base)}) WHERE entity = ?", entity)
    return [row | {"valid_from": first} for row in rows]
