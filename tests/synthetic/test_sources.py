"""The files of other sources that a synthetic register brings: read by the true loaders, and one story with the register."""

from __future__ import annotations

import csv
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

NAMES = {
    "kbo_xml",
    "kbo_select",
    "nbb",
    "favv",
    "municipal_observations",
    "court_notices",
    "staatsblad",
    "vkbo",
}
TODAY = date(2026, 11, 23)
MONTHS = 15
"""Long enough for accounts of 2025, which come in the summer of 2026."""


def made(folder: Path) -> Path:
    synthesize(enterprises=3000, months=MONTHS, seed=7, out=folder, stories=True, other_sources=True)
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
    connection.execute(f"""
        CREATE VIEW truth AS
        SELECT replace(enterprise_number, '.', '')::BIGINT AS enterprise, story, role, instance
        FROM read_csv('{series / "ground_truth.csv"}', all_varchar = true)""")
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


def of(story: str) -> str:
    return f"(SELECT enterprise, instance FROM truth WHERE story = '{story}') s"


DIRECTORS = "(SELECT * FROM xml_function WHERE function = '00001') d"


def test_a_dormant_company_is_taken_over_step_by_step_and_its_turnover_comes_from_nothing(held) -> None:
    taken = of("dormant_takeover")
    assert count(held, taken) > 0
    for act in ("appointments", "seat", "object"):
        assert (
            count(held, f"{taken} ANTI JOIN gazette_act a ON a.enterprise = s.enterprise AND a.act = '{act}'")
            == 0
        ), act
    replaced = (
        f"{taken} JOIN {DIRECTORS} USING (enterprise) JOIN {DIRECTORS.replace(' d', ' e')} USING (enterprise)"
    )
    assert count(held, f"{replaced} WHERE d.end_date = e.start_date AND d.holder_name <> e.holder_name") > 0
    sales = f"{taken} JOIN nbb_filing f USING (enterprise) WHERE f.end_date = DATE '2025-12-31'"
    woken = f"{sales} AND turnover >= 90000000"
    assert count(held, woken) == count(held, f"{woken} AND coalesce(prior_turnover, 0) <= 240000") > 0
    kept = f"{of('family_handover')} JOIN nbb_filing f USING (enterprise) WHERE f.prior_turnover IS NULL OR f.turnover > 5 * f.prior_turnover"
    assert count(held, kept) == 0


def test_copied_accounts_are_full_ones_and_those_of_sisters_hold_a_handful_of_rubrics(held) -> None:
    for story, full in (("copied_accounts", True), ("sister_companies", False)):
        rows = held.execute(f"""
            SELECT s.instance, f.end_date, count(DISTINCT f.enterprise), count(DISTINCT (total_assets, cash, equity)),
                   max(turnover) FROM {of(story)} JOIN nbb_filing f USING (enterprise) GROUP BY ALL""").fetchall()
        shared = [row for row in rows if row[2] > 1]
        assert shared and all(different == 1 for *_, different, _ in shared)
        assert all((turnover is not None) == full for *_, turnover in shared)


def test_hours_tell_underpaid_people_from_students(held) -> None:
    cost = "SELECT staff_cost / hours, staff_cost / fte FROM {} JOIN nbb_filing f USING (enterprise)"
    underpaid = held.execute(cost.format(of("underpaid_staff"))).fetchall()
    students = held.execute(cost.format(of("student_jobs"))).fetchall()
    assert underpaid and max(hour for hour, _ in underpaid) < 11_00
    assert students and min(hour for hour, _ in students) >= 17_00
    assert max(head for _, head in students) < 30_000_00


def test_late_deposits_come_after_a_year_and_a_long_first_year_is_one_exercise(held) -> None:
    late = f"{of('late_filer')} JOIN nbb_reference r USING (enterprise)"
    assert count(held, late) == count(held, f"{late} WHERE deposit_date > end_date + 390") > 0
    first = f"{of('extended_first_year')} JOIN nbb_reference r USING (enterprise)"
    assert count(held, first) == count(held, f"{first} WHERE end_date - start_date > 366") > 0
    assert (
        count(held, f"{first} JOIN nbb_filing f USING (reference) WHERE f.prior_total_assets IS NOT NULL")
        == 0
    )


def test_one_company_is_director_of_the_whole_ring_and_of_the_clients_of_an_office(held) -> None:
    for story in ("director_ring", "shared_director"):
        rows = held.execute(f"""
            SELECT s.instance, d.holder, count(*) FROM {of(story)} JOIN {DIRECTORS} USING (enterprise)
            WHERE d.holder IS NOT NULL GROUP BY ALL HAVING count(*) >= 3""").fetchall()
        assert len(rows) >= 1, story
    alone = (
        f"{of('shared_director')} ANTI JOIN {DIRECTORS} ON d.enterprise = s.enterprise AND d.holder IS NULL"
    )
    assert count(held, alone) == 0


def test_visits_without_a_trace_are_of_stories_only(held) -> None:
    seen = "municipal_observation o WHERE kind = 'visit' AND NOT in_order"
    assert count(held, seen) > 0
    assert count(
        held,
        seen.replace(
            " WHERE", " SEMI JOIN truth t ON t.enterprise = o.enterprise AND t.role = 'story' WHERE"
        ),
    ) == count(held, seen)


def test_people_on_several_boards_have_one_number_that_nobody_else_has(held, series: Path) -> None:
    with (series / SOURCES / "kbo_select.csv").open(encoding="iso-8859-1") as handle:
        rows = [row for row in csv.DictReader(handle) if row["Persoonsnummer functiehouder"]]
    assert {row["Persoonsnummer functiehouder"][:4] for row in rows} == {"9999"}
    boards = held.execute("""
        SELECT t.story, t.instance, m.identity, count(DISTINCT m.enterprise) FROM select_mandate m JOIN truth t USING (enterprise)
        WHERE m.holder_kind = 'person' GROUP BY ALL""").fetchall()
    most = {story: max(n for name, _, _, n in boards if name == story) for story, *_ in boards}
    assert min(most[story] for story in ("contact_ring", "holding_family", "project_companies")) >= 2
    assert most["family_handover"] == 1
