"""No field for what may not be used: neither in a snapshot, nor in history, nor in what a hit says."""

from __future__ import annotations

import inspect
import json
import re

import duckdb
import pytest

import knipperlicht.indicators.framework as framework
from knipperlicht.history.store import Store
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.reader import Reader
from knipperlicht.sources.records import record_tables
from tests.fairness.excluded import FREE, KEPT, PERSONAL, RENAMED

FORBIDDEN = re.compile(
    r"(^|_)(nationalit\w*|citizenship|birth\w*|born|geboorte\w*|geboren|naissance|ne_le|age|leeftijd|age_of\w*|sex|sexe|gender"
    r"|geslacht|genre|residence|resident\w*|woonplaats|domicil(e|ie)|ethnic\w*|origin|afkomst|religion|family_tie\w*"
    r"|relatives?|spouse|household|gezin|first_name|voornaam|prenom|surname|person_name|tips?|lookups?|searched|views"
    r"|police|crime\w*)($|_)",
    re.IGNORECASE,
)
EXEMPT: dict[tuple[str, str], str] = {}
"""(table, column) that only looks like one, and why; a stale one fails."""
EXEMPT_RECORDS: dict[tuple[str, str], str] = {}
"""The same for tables of record sources."""
PLACE = re.compile(r"(^|_)(country|jurisdiction|municipality|zipcode|postcode|nis|address|lon|lat)$")
WHOSE_PLACE = {
    ("bods_entity", "jurisdiction"): "of a legal person",
    ("favv_operator", "postcode"): "of an establishment",
    ("gazette_publication", "address"): "of the seat that a publication names",
    ("gleif_entity", "country"): "of a legal person",
    ("jurisdiction", "country"): "on a list of countries",
    ("nbb_participation", "country"): "of the company of which shares are held",
    ("nbb_shareholder", "country"): "of a company; empty for people",
    ("shared_address", "zipcode"): "of a building with a public reason to be shared",
    ("vkbo_entity", "lat"): "of a seat or establishment; empty for sole traders",
    ("vkbo_entity", "lon"): "of a seat or establishment; empty for sole traders",
    ("vkbo_entity", "nis"): "of a seat or establishment; empty for sole traders",
    ("vkbo_entity", "postcode"): "of a seat or establishment; empty for sole traders",
}
"""(table, column) of record sources with a place, and whose it is: never where a person lives. A stale one fails."""
NAME_READERS = {
    "naamswissel_frequent": "that a name changed, on folded texts of one entity",
    "massa_overname_adres": "that a name changed in the weeks around a move, with many others",
    "fenikspatroon": "that a new company bears the name of a failed one: identity, never what a name says",
    "naam_nabootsing": "that a new company bears nearly the name of a well-known one: identity only",
    "stroman_gedragspatroon": "that a name changed about the day a board was replaced, never what it says",
    "waarschuwing_toezichthouder": "that a registered name and a website are those a regulator published: identity only",
}


def test_the_pattern_sees_what_it_must_see() -> None:
    for name in (
        "nationality",
        "director_nationality",
        "birth_date",
        "age",
        "age_of_director",
        "sex",
        "residence",
        "lookups",
    ):
        assert FORBIDDEN.search(name), name
    for name in (
        "language",
        "severity",
        "street_key",
        "share",
        "stage",
        "percentage",
        "valid_from",
        "original_code",
    ):
        assert not FORBIDDEN.search(name), name


def test_no_column_of_a_snapshot_holds_an_excluded_input(reader: Reader) -> None:
    columns = reader.rows("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    assert len(columns) > 100
    names = {(c["table_name"], c["column_name"]) for c in columns}
    assert {pair for pair in names if any(FORBIDDEN.search(name) for name in pair)} == EXEMPT.keys()


def record_columns() -> set[tuple[str, str]]:
    """(table, column) of every source that comes as records."""
    return {(name, column) for name, table in record_tables().items() for column in table.schema.names}


def test_no_column_of_a_source_of_records_is_an_excluded_input() -> None:
    columns = record_columns()
    assert len(columns) > 100
    assert {pair for pair in columns if any(FORBIDDEN.search(name) for name in pair)} == EXEMPT_RECORDS.keys()


def test_every_name_place_or_language_of_a_source_is_changed_by_the_tests_or_has_its_reason() -> None:
    """Whoever adds a source says of such a column that it is changed at random, renamed, or kept and why."""
    lists = (FREE.keys(), RENAMED.keys(), KEPT.keys())
    assert {pair for pair in record_columns() if PERSONAL.search(pair[1])} == set().union(*lists)
    assert sum(map(len, lists)) == len(set().union(*lists))


def test_a_place_in_a_source_of_records_is_never_where_a_person_lives() -> None:
    assert {pair for pair in record_columns() if PLACE.search(pair[1])} == WHOSE_PLACE.keys()


def test_no_column_of_history_or_of_the_linked_files_holds_an_excluded_input(shared_store: Store) -> None:
    files = [*shared_store.history.rglob("*.parquet"), *shared_store.snapshots.rglob("*.parquet")]
    assert files
    for path in files:
        for name, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall():
            assert not FORBIDDEN.search(name), (path.name, name)


def test_no_fact_of_a_hit_is_an_excluded_input(reader: Reader) -> None:
    keys = {key for row in reader.rows("SELECT DISTINCT facts FROM hit") for key in json.loads(row["facts"])}
    assert keys and not [key for key in keys if FORBIDDEN.search(key)]


@pytest.mark.parametrize("slug", indicators())
def test_no_indicator_reads_the_text_or_the_language_of_a_name(slug: str) -> None:
    """Names are used for change and identity only, by those who say so above; never for what they say."""
    module = inspect.getmodule(indicators()[slug].hits)
    assert module is not None
    source = inspect.getsource(module)
    code = re.sub(r'"""[\s\S]*?"""', "", source)
    assert not re.search(r"\b(municipality_nl|municipality_fr|zipcode)\b", code), (
        "areas are for listing, not for scoring"
    )
    assert not re.search(r"\.language\b", code)
    assert bool(re.search(r"\bdenomination\b|\bname_change\b", code)) is (slug in NAME_READERS)


def test_the_inputs_of_an_indicator_are_tables_of_the_register_only() -> None:
    fields = set(framework.Inputs.__dataclass_fields__)
    assert fields == {"bench", "at", "first_day", "sources"}
