"""The VKBO: every trap of its fields, pages, and files that are not what they seem."""

from __future__ import annotations

import copy
import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.history.records import deliveries, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources import json_stream
from knipperlicht.sources.records import source_of
from knipperlicht.sources.vkbo import SOURCE
from knipperlicht.sources.vkbo.features import NOWHERE, situation_code
from knipperlicht.sources.vkbo.lambert import to_wgs84
from knipperlicht.warehouse.records import open_records
from tests.sources.sheet_files import TODAY, invented, read, sample

SAMPLE = sample("vkbo", "vkbo_voorbeeld.geojson")
REAL = Path(__file__).parents[3].parent / "shared/data/vkbo_schoten_sample"
real = pytest.mark.skipif(not REAL.exists(), reason=f"the real sample is not at {REAL}")
FIRST = json.loads(SAMPLE.read_text("utf-8"), strict=False)["features"][0]


def page(folder: Path, *features: Any, **beside: Any) -> Path:
    path = folder / "page.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **beside}), "utf-8")
    return path


def feature(point: tuple[float, float] | None = (4.5, 51.2), **fields: Any) -> dict[str, Any]:
    made = copy.deepcopy(FIRST)
    made["geometry"] = None if point is None else {"type": "Point", "coordinates": list(point)}
    made["properties"] |= {"Ondernemingsnr": f"{invented(1):010d}"} | fields
    return made


def test_the_sample_with_a_control_character_in_a_name_is_read_whole() -> None:
    rows, refused = read(SOURCE, SAMPLE)
    assert (len(rows), refused) == (10, [])
    assert source_of(SAMPLE) is SOURCE
    assert SOURCE.deliver(SAMPLE, TODAY).day == date(2026, 11, 20)
    assert not any("VOORBEELD" in str(value) for row in rows for value in row.values())


def test_one_blank_and_days_that_mean_nothing_are_empty(tmp_path: Path) -> None:
    [row], _ = read(SOURCE, page(tmp_path, feature(Startdatum="1900-01-01T00:00:00Z")))
    assert [row[name] for name in ("started", "stopped", "closed", "struck_from", "address_struck")] == [
        None
    ] * 5
    assert (row["stop_reason"], row["nace_vat"]) == (None, None)


@pytest.mark.parametrize(
    ("point", "fields", "matched"),
    [
        ((4.5, 51.2), {}, True),
        (NOWHERE, {"AR_huisnr": " ", "AR_postcode": " "}, False),
        ((0, 0), {"AR_huisnr": " ", "AR_postcode": " "}, False),
        (None, {"AR_huisnr": " "}, False),
        (NOWHERE, {}, None),
        ((4.5, 51.2), {"AR_huisnr": " "}, None),
        (NOWHERE, {"AR_huisnr": " ", "KBO_NISCODE": "21004"}, None),
        (NOWHERE, {"AR_huisnr": " ", "KBO_NISCODE": "25112"}, None),
        (NOWHERE, {"AR_huisnr": " ", "KBO_NISCODE": "23094"}, False),
    ],
)
def test_an_address_is_found_only_where_point_and_number_say_so(
    tmp_path: Path, point: tuple[float, float] | None, fields: dict[str, str], matched: bool | None
) -> None:
    [row], _ = read(SOURCE, page(tmp_path, feature(point, **fields)))
    assert row["address_matched"] is matched
    assert (row["lon"] is None) == (point in (None, NOWHERE, (0, 0)))


@pytest.mark.parametrize(
    ("number", "numbered"), [("1", True), ("12A", True), ("ZN", False), ("-", False), (" ", False)]
)
def test_an_address_without_house_number_is_told_apart(tmp_path: Path, number: str, numbered: bool) -> None:
    [row], _ = read(SOURCE, page(tmp_path, feature(KBO_Huisnr=number)))
    assert row["numbered"] is numbered


def test_points_in_lambert_become_degrees(tmp_path: Path) -> None:
    assert to_wgs84(0, 0) == pytest.approx(NOWHERE, abs=1e-7)
    [row], _ = read(SOURCE, page(tmp_path, feature((150000.0, 200000.0))))
    assert (row["lon"], row["lat"]) == pytest.approx((4.368756, 51.110086), abs=1e-5)


def test_both_spellings_of_a_liquidation_have_one_code() -> None:
    old = "Vervroegde ontbinding - Vereffening (vrijwillig ontbinding)"
    new = "Vervroegde ontbinding - vereffening  (vrijwillige ontbinding)"
    assert situation_code(old) == situation_code(new) == "012"
    assert (situation_code("Normale toestand"), situation_code("Iets nieuws"), situation_code(None)) == (
        "000",
        None,
        None,
    )


def test_where_a_sole_trader_is_seated_is_not_kept(tmp_path: Path) -> None:
    [row], _ = read(SOURCE, page(tmp_path, feature(Type_onderneming="Natuurlijk persoon")))
    assert (row["lon"], row["postcode"], row["nis"], row["address_matched"]) == (None, None, None, True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Ondernemingsnr": "0999020124"}, "check digits"),
        ({"Ondernemingsnr": 999020123}, "no text"),
        ({"Ondernemingsnr_maatsch_zetel": f"{invented(2):010d}"}, "must name the enterprise"),
        ({"Ondernemingsnr": f"{invented(1, first=29_000_000)}"}, "must name the enterprise"),
        ({"Startdatum": "2026-02-31T00:00:00Z"}, "not a date"),
        ({"Rechtsvorm": 7}, "must be a text"),
    ],
)
def test_a_row_that_cannot_be_believed_is_refused_alone_without_names(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    rows, [refused] = read(SOURCE, page(tmp_path, feature(**change), feature()))
    assert len(rows) == 1 and reason in refused.reason and refused.where == "feature 1"
    assert "PROEF" not in refused.content


def test_a_point_far_from_belgium_is_refused(tmp_path: Path) -> None:
    _, [refused] = read(SOURCE, page(tmp_path, feature((100.0, 10.0))))
    assert "does not lie in Belgium" in refused.reason


def test_a_page_that_is_not_the_last_says_so(tmp_path: Path) -> None:
    path = page(
        tmp_path, feature(), numberMatched=5213, numberReturned=1000, timeStamp="2026-02-01T05:00:00Z"
    )
    delivery = SOURCE.deliver(path, TODAY)
    assert delivery.day == date(2026, 2, 1)
    assert delivery.notes == ("this page holds 1000 of at least 5213 entities; take in the others too",)


def test_names_may_be_left_out_when_asking_but_nothing_we_need(tmp_path: Path) -> None:
    short = feature()
    for name in ("Maatschappelijke_naam", "Telefoonnummer", "Email"):
        del short["properties"][name]
    assert len(read(SOURCE, page(tmp_path, short))[0]) == 1
    del short["properties"]["Personeelsklasse"]
    with pytest.raises(UnusableFile, match="feature 1: Personeelsklasse missing"):
        read(SOURCE, page(tmp_path, short))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"type": "FeatureCollection", "features": [{"properties": 3}]}', "no feature with properties"),
        ('{"type": "FeatureCollection"}', "has no list features"),
        ('{"features": [], "features": []}', "twice"),
        ('{"features": [{"properties": {"Ondernemingsnr": "1"', "not readable as JSON"),
        ('{"features": []} trailing', "something follows"),
        ('{"features" []}', "was expected"),
        ('{"features": [NaN]}', "is no JSON"),
        ("", "cut off"),
        ('"text"', "a list was expected"),
        ('{"features": ' + "[" * 200_000, "nested too deeply"),
    ],
)
def test_damaged_files_stop_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "page.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UnusableFile, match=sentence):
        read(SOURCE, path)


def test_a_field_nobody_knows_stops_the_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="Nieuw_veld unknown"):
        read(SOURCE, page(tmp_path, feature(Nieuw_veld="x")))


def test_items_are_the_same_however_small_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = page(tmp_path, 123, "é\u2028", {"a": [1, -2.5e3]}, numberMatched=1234)
    whole = list(json_stream.items(path, key="features"))
    for window in (1, 2, 3, 7):
        monkeypatch.setattr(json_stream, "CHUNK", window)
        assert list(json_stream.items(path, key="features")) == whole == [123, "é\u2028", {"a": [1, -2500.0]}]


def test_one_absurdly_long_item_stops_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LONGEST_ITEM", 100)
    monkeypatch.setattr(json_stream, "CHUNK", 50)
    path = tmp_path / "page.json"
    path.write_text('{"features": ["' + "x" * 10_000, "utf-8")
    with pytest.raises(UnusableFile, match="not readable as JSON"):
        list(json_stream.items(path, key="features"))


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    assert not SOURCE.recognises(path)
    assert not SOURCE.recognises(tmp_path / "absent.json")
    assert not SOURCE.recognises(tmp_path / "KboOpenData_0147_2025_10_Full.zip")


def test_a_later_page_takes_the_place_of_an_earlier_row(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    for day, staff in (("01", " "), ("02", "1 tot 4")):
        path = page(tmp_path, feature(Personeelsklasse=staff), timeStamp=f"2026-02-{day}T05:00:00Z")
        take_in_records(store, [(path, SOURCE)], today=TODAY)
    with duckdb.connect() as connection:
        open_records(connection, layers=store.history / "records", taken=deliveries(store))
        found = connection.sql("SELECT number, staff_class, seen FROM vkbo_entity").fetchall()
    assert found == [(invented(1), "1 tot 4", date(2026, 2, 2))]


@real
def test_the_real_features_are_read_without_refusals() -> None:
    rows, refused = read(SOURCE, REAL / "vkbo_3_features.geojson")
    assert refused == [] and [row["number"] for row in rows] == [415708742, 2285533695, 2285858349]
    assert rows[1]["parent"] == 719273014 and all(row["address_matched"] for row in rows)


@real
def test_the_real_addresses_that_were_not_found_all_lack_a_house_number() -> None:
    with (REAL / "vkbo_schoten_excerpt.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if (float(r["longitude"]), float(r["latitude"])) == NOWHERE]
    assert len(rows) == 3
    for row in rows:
        assert row["AR_straat"].strip() and not row["AR_huisnr"].strip() and not row["AR_postcode"].strip()
        assert not any(sign.isdigit() for sign in row["KBO_Huisnr"])
