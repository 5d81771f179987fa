"""The files of other sources that a synthetic register brings: read by the true loaders, and one story with the register."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from knipperlicht.history.ingest import ingest
from knipperlicht.history.records import FOLDER, deliveries, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.reference.geography import contains, municipalities
from knipperlicht.sources.records import source_of
from knipperlicht.synthetic.accounts import FORMS
from knipperlicht.synthetic.synthesis import SOURCES, synthesize
from knipperlicht.warehouse.records import open_records

NAMES = {"kbo_xml", "nbb", "favv", "municipal_observations", "court_notices", "staatsblad", "vkbo"}
TODAY = date(2026, 11, 23)


def made(folder: Path) -> Path:
    synthesize(enterprises=3000, months=3, seed=7, out=folder, stories=True, other_sources=True)
    return folder


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("series"))


@pytest.fixture(scope="module")
def held(series: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The tables of all sources, beside the register's enterprises."""
    store = Store(tmp_path_factory.mktemp("data"))
    ingest(store, sorted(series.glob("*Full.zip")))
    files = [(path, source) for path in sorted((series / SOURCES).iterdir()) if (source := source_of(path))]
    assert (
        len(files) == len(list((series / SOURCES).iterdir()))
        and {source.name for _, source in files} == NAMES
    )
    for result in take_in_records(store, files, today=TODAY):
        assert result.taken is not None and sum(count.rejected for count in result.taken.counts) == 0, result
    connection = duckdb.connect()
    open_records(connection, layers=store.history / FOLDER, taken=deliveries(store))
    (extract,) = store.extracts()
    connection.execute(
        f"CREATE VIEW enterprise AS FROM read_parquet('{store.layer(extract)}/enterprise.parquet')"
    )
    return connection


def count(held: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = held.execute(f"SELECT count(*) FROM {sql}").fetchone()
    return row[0] if row else 0


def test_accounts_balance_to_the_cent_and_are_of_companies_that_must_deposit(held) -> None:
    assert count(held, "nbb_filing") > 500
    assert count(held, "nbb_filing WHERE balanced IS DISTINCT FROM true") == 0
    assert count(held, "nbb_filing WHERE total_assets <> total_liabilities") == 0
    forms = ", ".join(f"'{form}'" for form in FORMS)
    without = (
        f"nbb_filing f JOIN enterprise e ON e.entity = f.enterprise WHERE e.juridical_form NOT IN ({forms})"
    )
    assert count(held, without) == 0
    assert (
        count(
            held, "nbb_filing f JOIN enterprise e ON e.entity = f.enterprise WHERE e.start_date > f.end_date"
        )
        == 0
    )


def test_some_deposit_late_and_some_not_at_all_and_both_can_be_told(held) -> None:
    late = count(held, "nbb_reference WHERE deposit_date > end_date + INTERVAL 8 MONTH")
    assert 0 < late < count(held, "nbb_reference") / 3
    never = count(held, "nbb_coverage ANTI JOIN nbb_reference USING (enterprise)")
    assert 0 < never < count(held, "nbb_coverage") / 5


def test_what_is_published_is_known_to_the_register(held, series: Path) -> None:
    lines = (series / SOURCES / "publications.jsonl").read_text("utf-8").splitlines()
    numbers = {int(json.loads(line)["enterprise"]) for line in lines}
    known = {row[0] for row in held.execute("SELECT entity FROM enterprise").fetchall()}
    founded = {
        row[0]
        for row in held.execute("SELECT enterprise FROM gazette_act WHERE act = 'foundation'").fetchall()
    }
    assert numbers - founded <= known and founded
    assert count(held, "gazette_act WHERE act = 'unknown'") == 0


def test_the_same_seed_gives_the_same_bytes(series: Path, tmp_path: Path) -> None:
    again = made(tmp_path / "again")
    for path in (series / SOURCES).iterdir():
        assert path.read_bytes() == (again / SOURCES / path.name).read_bytes(), path.name


def test_no_name_of_a_person_stands_in_the_accounts(series: Path) -> None:
    with zipfile.ZipFile(series / SOURCES / "accounts.zip") as packed:
        name = next(n for n in packed.namelist() if "references" not in n)
        people = json.loads(packed.read(name))["Administrators"]
    assert people == {"LegalPersons": [], "NaturalPersons": []}


def test_boards_agree_with_the_register_and_the_gazette(held) -> None:
    assert count(held, "xml_function") > count(held, "xml_enterprise WHERE kind = '2'") / 2
    unknown = "xml_function f ANTI JOIN xml_enterprise e USING (enterprise)"
    assert count(held, unknown) == 0
    assert (
        count(
            held, "xml_function f JOIN xml_enterprise e USING (enterprise) WHERE f.start_date < e.start_date"
        )
        == 0
    )
    assert count(held, "xml_function WHERE end_date < start_date") == 0
    gone = (
        "xml_function f JOIN xml_enterprise e USING (enterprise) WHERE e.status = 'ST' AND f.end_date IS NULL"
    )
    assert count(held, gone) == 0
    came = (
        "xml_function f JOIN xml_enterprise e USING (enterprise) WHERE f.function = '00001' AND e.kind = '2' "
        "AND f.start_date BETWEEN e.start_date + 1 AND DATE '2025-06-30' AND f.start_date > DATE '2021-01-01'"
    )
    published = "SEMI JOIN gazette_act a ON a.enterprise = {0}.enterprise AND a.act = 'appointments' AND a.day = {0}.since + 15"
    rows = f"(SELECT f.enterprise, f.start_date AS since FROM {came}) r"
    assert count(held, f"{rows} {published.format('r')}") == count(held, rows) > 100


def test_companies_that_hold_mandates_are_in_the_register_and_have_a_representative(held) -> None:
    assert (
        count(
            held,
            "xml_function f ANTI JOIN xml_enterprise e ON e.enterprise = f.holder WHERE f.holder IS NOT NULL",
        )
        == 0
    )
    alone = "(SELECT enterprise, holder FROM xml_function WHERE function = '00001' AND holder IS NOT NULL) d"
    acting = "SEMI JOIN xml_function r ON r.enterprise = d.enterprise AND r.represents = d.holder AND r.function = '00003'"
    assert count(held, f"{alone} {acting}") == count(held, alone) > 20


def test_a_company_that_failed_has_a_notice_and_a_trustee(held) -> None:
    failed = "(SELECT enterprise FROM xml_situation WHERE code = '050') s"
    assert count(held, failed) > 10
    assert (
        count(
            held,
            f"{failed} ANTI JOIN court_notice n ON n.enterprise = s.enterprise AND n.kind = 'bankruptcy_open'",
        )
        == 0
    )


def test_the_enriched_register_places_legal_persons_and_shops_within_their_municipality(held) -> None:
    assert count(held, "vkbo_entity WHERE parent IS NULL AND lon IS NOT NULL") > 1_000
    assert count(held, "vkbo_entity WHERE parent IS NOT NULL AND lon IS NOT NULL") > 1_000
    outside = [
        row for row in held.execute("SELECT nis, lon, lat FROM vkbo_entity WHERE lon IS NOT NULL").fetchall()
        if not _inside(*row)
    ]  # fmt: skip
    # The buildings of a street may lie some metres across the border of the point they are spread around.
    assert len(outside) < 0.01 * count(held, "vkbo_entity")


def _inside(nis: str, lon: float, lat: float) -> bool:
    rings = [ring for part in municipalities()[nis].polygons for ring in part]
    return contains(rings=tuple(rings), point=(lon, lat))


def test_struck_seats_say_so_in_the_enriched_register_too(held) -> None:
    assert (
        count(held, "vkbo_entity WHERE address_struck IS NOT NULL AND address_struck_reason IS NOT NULL") > 0
    )
    assert count(held, "vkbo_entity WHERE address_matched = false") > 0


def test_most_places_with_food_are_known_to_the_agency(held) -> None:
    assert count(held, "favv_operator") > 30
    unknown = (
        "favv_operator f ANTI JOIN vkbo_entity v ON v.number = f.establishment AND v.parent = f.enterprise"
    )
    assert count(held, unknown) == 0


def test_municipalities_saw_shops_in_order(held) -> None:
    assert (
        count(held, "municipal_observation WHERE kind = 'visit' AND in_order AND observed_nace IS NOT NULL")
        > 3
    )
