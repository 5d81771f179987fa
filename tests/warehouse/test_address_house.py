"""House numbers and boxes as they are written in the register."""

from __future__ import annotations

import ibis
import pyarrow as pa
import pytest

from knipperlicht.warehouse.address_house import box_dictionary, house_dictionary

HOUSES: dict[str, tuple[str | None, str]] = {
    "17": ("17", ""),
    "17A": ("17a", ""),
    "17 a": ("17a", ""),
    "17-A": ("17a", ""),
    "007": ("7", ""),
    "1251": ("1251", ""),
    "12-14": ("12", ""),
    "12 - 14": ("12", ""),
    "12+14": ("12", ""),
    "12bis": ("12bis", ""),
    "12 bis": ("12bis", ""),
    "12 bus 3": ("12", "3"),
    "12/3": ("12", "3"),
    "12 b 3": ("12", "3"),
    "12b3": ("12", "3"),
    "12 B.03": ("12", "3"),
    "12 bte 3": ("12", "3"),
    "12, boîte 3": ("12", "3"),
    "12A/3": ("12a", "3"),
    "12A bus 3": ("12a", "3"),
    "12a3": ("12a", "3"),
    "12 b": ("12b", ""),
    "12/A": ("12", "a"),
    "12-14/3": ("12", "3"),
    "nr. 12": ("12", ""),
    "n° 12": ("12", ""),
    "No 12A": ("12a", ""),
    "12 1e verd": ("12", ""),
    "0": (None, ""),
    "00": (None, ""),
    "ZN": (None, ""),
    "z/n": (None, ""),
    "S/N": (None, ""),
    "-": (None, ""),
    "Blok 3": ("blok3", ""),
    "KM 17.5": ("km175", ""),
}
BOXES = {
    "/": "",
    "-": "",
    "0": "",
    "0000": "",
    "3": "3",
    "003": "3",
    "bus 3": "3",
    "b3": "3",
    "bte 3": "3",
    "Boîte 12": "12",
    "bus A": "a",
    "LM": "lm",
    "D000": "d000",
    "2ét": "2et",
    "b": "b",
    "B 001": "1",
    "A/3": "a3",
    "nr 4": "4",
}


@pytest.fixture(scope="module")
def houses() -> dict[str, tuple[str | None, str]]:
    table = ibis.memtable(pa.table({"house_number": list(HOUSES)}))
    rows = house_dictionary(table).to_pyarrow().to_pylist()
    return {row["house_number"]: (row["house_key"], row["embedded_box"]) for row in rows}


@pytest.fixture(scope="module")
def boxes() -> dict[str, str]:
    rows = box_dictionary(ibis.memtable(pa.table({"box": list(BOXES)}))).to_pyarrow().to_pylist()
    return {row["box"]: row["box_key"] for row in rows}


@pytest.mark.parametrize("written", HOUSES)
def test_house_number(houses: dict[str, tuple[str | None, str]], written: str) -> None:
    assert houses[written] == HOUSES[written]


@pytest.mark.parametrize("written", BOXES)
def test_box(boxes: dict[str, str], written: str) -> None:
    assert boxes[written] == BOXES[written]
