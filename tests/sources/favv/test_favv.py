"""The Food Agency's list: names with blanks behind them, the agency's own numbers, days in either order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.favv import SOURCE
from knipperlicht.sources.favv.rows import COLUMNS
from knipperlicht.sources.records import source_of
from tests.sources.sheet_files import TODAY, invented, sample

SAMPLE = sample("favv", "inter_actieve_actoren_voorbeeld.csv")
UNIT, OWNER = invented(1, first=29_000_000), invented(1)


def listing(folder: Path, header: str | None = None, encoding: str = "cp1252", **changes: str) -> Path:
    cells = dict.fromkeys(COLUMNS, "") | {
        "OP Uniek Nr Id": str(UNIT), "LNO Uniek Nr": str(OWNER), "PAP Id": "502", "PC Postcode": "8500",
        "Datum vandaag": "28/09/2026",
    }  # fmt: skip
    good, changed = cells, cells | changes
    rows = [",".join(f'"{row[name]}"' for name in COLUMNS) for row in (changed, good | {"PAP Id": "1"})]
    first = header if header is not None else ",".join(f'"{name} "' for name in COLUMNS)
    path = folder / "list.csv"
    path.write_bytes("\r\n".join([first, *rows, ""]).encode(encoding))
    return path


def everything(path: Path) -> tuple[dict[str, list[dict[str, object]]], list[str]]:
    rows: dict[str, list[dict[str, object]]] = {"favv_operator": [], "favv_activity": []}
    refused: list[str] = []
    for batch in SOURCE.deliver(path, TODAY).batches:
        assert isinstance(batch.rows, list)
        rows[batch.table] += batch.rows
        refused += [f"{one.where}: {one.reason}" for one in batch.refused]
    return rows, refused


def test_the_sample_is_read_whole_with_its_codes() -> None:
    rows, refused = everything(SAMPLE)
    assert (len(rows["favv_operator"]), len(rows["favv_activity"]), refused) == (5, 4, [])
    assert source_of(SAMPLE) is SOURCE
    assert SOURCE.deliver(SAMPLE, TODAY).day == date(2026, 9, 28)
    texts = {row["pap"]: row["place_text"] for row in rows["favv_activity"]}
    assert texts[503] == "Drankgelegenheid"


def test_a_farm_has_the_agencys_own_number_and_no_enterprise() -> None:
    farm = everything(SAMPLE)[0]["favv_operator"][-1]
    assert (farm["establishment"], farm["enterprise"]) == (9_000_000_123, None)


@pytest.mark.parametrize("written", ["15/03/2019", "2019/03/15", "2019-03-15"])
def test_days_are_read_in_either_order(tmp_path: Path, written: str) -> None:
    path = listing(tmp_path, **{"ERK Begindatum": written, "ERK Nummer": "AER/1"})
    [row, _] = everything(path)[0]["favv_operator"]
    assert (row["approved_from"], row["approval"]) == (date(2019, 3, 15), "AER/1")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_accents_come_through_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    path = listing(tmp_path, encoding=encoding, **{"PAP Omschrijving": "Café – drank"})
    assert everything(path)[0]["favv_activity"][0]["text"] == "Café – drank"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"OP Uniek Nr Id": str(OWNER)}, "number of an enterprise where"),
        ({"OP Uniek Nr Id": str(UNIT + 1)}, "check digits"),
        ({"LNO Uniek Nr": str(UNIT)}, "number of an establishment where"),
        ({"PAP Id": "abc"}, "is no number"),
        ({"ERK Begindatum": "31/02/2019"}, "not a date"),
        ({"GEM Naam": 'x","y'}, "21 fields where 20"),
    ],
)
def test_a_row_that_cannot_be_believed_is_refused_alone(
    tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    rows, [refused] = everything(listing(tmp_path, **changes))
    assert len(rows["favv_operator"]) == 1 and reason in refused and refused.startswith("line 2: ")


def test_another_layout_stops_with_what_was_expected(tmp_path: Path) -> None:
    english = ",".join(f'"{name}"' for name in (*COLUMNS[:-1], "Date today"))
    with pytest.raises(UnusableFile, match=r"missing: Datum vandaag. Bring the Dutch list"):
        everything(listing(tmp_path, header=english))
    twice = ",".join((*COLUMNS, "GEM Naam"))
    with pytest.raises(UnusableFile, match="one twice"):
        everything(listing(tmp_path, header=twice))


def test_a_list_without_its_day_is_not_believed(tmp_path: Path) -> None:
    path = listing(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"28/09/2026", b""))
    with pytest.raises(UnusableFile, match="of which day the list is"):
        SOURCE.deliver(path, TODAY)


def test_damage_stops_with_a_sentence(tmp_path: Path) -> None:
    path = listing(tmp_path)
    path.write_bytes(path.read_bytes() + b'"never closed')
    with pytest.raises(UnusableFile, match="is no CSV"):
        everything(path)
    path.write_bytes(listing(tmp_path).read_bytes() + b"x" * 70_000)
    with pytest.raises(UnusableFile, match="longer than"):
        everything(path)


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    assert not SOURCE.recognises(tmp_path / "absent.csv")
    path = tmp_path / "other.csv"
    path.write_text("EnterpriseNumber,Status\n", "utf-8")
    assert not SOURCE.recognises(path)
