"""Small extracts with invented companies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.core.numbers import check_digits
from knipperlicht.synthetic.reuse_xml import codes, entity, extract

DAY = date(2026, 6, 1)
START = date(2015, 4, 1)
CODES = {
    "FunctionCodes": [
        {"code": "00001", "kind": "1", "nl": "Bestuurder", "fr": "Administrateur"},
        {"code": "00002", "kind": "1", "nl": "Commissaris", "fr": "Commissaire"},
        {"code": "00003", "kind": "1", "nl": "Vaste vertegenwoordiger", "fr": "Représentant permanent"},
    ],
    "LinkedEnterpriseCodes": [{"code": "001", "nl": "Vestiging van", "fr": "Unité de"}],
}


def number(index: int) -> int:
    """The index-th invented enterprise number."""
    return (3_000_000 + index) * 100 + check_digits(3_000_000 + index)


A, B, C, D = (number(index) for index in range(4))
DIRECTOR = {"function": "00001", "holder_name": "Voorbeeld, Ada", "start_date": START}
CORPORATE = {"function": "00001", "holder": B, "start_date": date(2020, 1, 1), "end_date": date(2025, 1, 1)}


def write(folder: Path, entities: list[str], *, day: date = DAY, full: bool = True, **more: Any) -> Path:
    """An extract under the publisher's name."""
    path = folder / f"D{day:%Y%m%d}{'' if full else '.wijzig'}.xml"
    path.write_text("".join(extract(entities, day=day, full=full, **more)), "utf-8")
    return path


def write_codes(folder: Path, *, day: date = DAY) -> Path:
    """A codes file under the publisher's name."""
    path = folder / f"D{day:%Y%m%d}.codes.xml"
    path.write_text(codes(CODES), "utf-8")
    return path


def company(enterprise: int, *functions: dict[str, Any], **more: Any) -> str:
    """A company with these functions and a normal situation."""
    normal = [{"code": "000", "start_date": START}]
    return entity(enterprise, start=START, functions=functions, situations=normal, **more)
