"""The files of `make bench-all` are right: what is measured on them would else be measured on refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.everything import load_plain, mandates, publications
from benchmarks.everything.filings import plan_deposits, split_days, write_zips
from benchmarks.everything.make import day_of
from benchmarks.everything.next_day import write_next_day
from benchmarks.everything.persons import connected, write_persons
from knipperlicht.sources.records import Refused, source_of
from knipperlicht.synthetic import synthesize

TODAY = date(2026, 11, 24)
MANY = 500


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, dict[str, int], duckdb.DuckDBPyConnection]]:
    folder = tmp_path_factory.mktemp("made")
    synthesize(enterprises=MANY, months=0, seed=1, out=folder, stories=False)
    register = next(folder.glob("*.zip"))
    last, persons = day_of(register), folder / "persons.parquet"
    with connected(threads=1) as connection:
        many = write_persons(connection, register=register, target=persons)
        for part in (*load_plain.LOADERS, "next-day"):
            (folder / part).mkdir()
        counts = {"deposits": plan_deposits(connection, persons, last=last)}
        split_days(connection, zips=3)
        write_zips(connection, folder / "nbb", range(3))
        counts["publications"] = publications.write_publications(
            connection, persons, folder / "staatsblad", many=many, last=last
        )
        publications.write_notices(connection, persons, folder / "court_notices" / "notices.jsonl", last=last)
        counts["functions"] = mandates.plan_functions(connection, persons, many=many, last=last)
        mandates.write_reuse(connection, persons, folder / "kbo_xml" / f"KBO_{last}.zip", day=last)
        write_next_day(connection, persons, folder / "next-day", many=many, last=last)
        yield folder, counts, connection


def read(paths: Iterator[Path]) -> tuple[dict[str, list[dict[str, Any]]], list[Refused]]:
    """Rows per table, and what was refused, of files that some source recognises."""
    rows: dict[str, list[dict[str, Any]]] = {}
    refused: list[Refused] = []
    for path in sorted(paths):
        source = source_of(path)
        assert source is not None, path
        for batch in source.deliver(path, TODAY).batches:
            found = batch.rows if isinstance(batch.rows, list) else batch.rows.to_pylist()
            rows.setdefault(batch.table, []).extend(found)
            refused += batch.refused
    return rows, refused


def test_every_deposit_is_taken_and_balances_and_follows_the_year_before(made: Any) -> None:
    folder, counts, _ = made
    rows, refused = read((folder / "nbb").iterdir())
    filings = rows["nbb_filing"]
    assert not refused
    assert len(filings) == len(rows["nbb_reference"]) == counts["deposits"] > 100
    assert all(filing["balanced"] for filing in filings)
    of_year = {(f["enterprise"], f["end_date"].year): f for f in filings if not f["correction"]}
    follows = [
        filing["prior_total_assets"] == of_year[number, year - 1]["total_assets"]
        for (number, year), filing in of_year.items()
        if (number, year - 1) in of_year
    ]
    assert len(follows) > 50 and all(follows)


def test_accounts_are_of_all_sizes_with_as_many_rubrics_as_real_ones(made: Any) -> None:
    rows, _ = read((made[0] / "nbb").iterdir())
    shares = Counter(filing["scheme"] for filing in rows["nbb_filing"])
    assert 0.5 < shares["micro"] / shares.total() < 0.8
    assert shares["abridged"] > shares["full"] > 0
    micro = [filing["rubrics"] for filing in rows["nbb_filing"] if filing["scheme"] == "micro"]
    assert 40 < sum(micro) / len(micro) < 65


def test_every_publication_and_function_is_taken(made: Any) -> None:
    folder, counts, _ = made
    rows, refused = read((folder / "staatsblad").iterdir())
    keys = {(row["enterprise"], row["day"], row["number"]) for row in rows["gazette_publication"]}
    assert not refused and len(keys) == len(rows["gazette_publication"]) == counts["publications"] > 1000
    rows, refused = read((folder / "kbo_xml").iterdir())
    assert not refused and len(rows["xml_function"]) == counts["functions"] > 300
    assert {row["holder_kind"] for row in rows["xml_function"]} == {"person", "entity"}


def test_the_next_day_brings_something_of_each(made: Any) -> None:
    rows, refused = read((made[0] / "next-day").iterdir())
    assert not refused
    assert all(rows[name] for name in ("nbb_filing", "gazette_publication", "xml_function"))


def test_the_plain_load_holds_all_of_it(made: Any, tmp_path: Path) -> None:
    folder, counts, _ = made
    with duckdb.connect() as connection:
        for part, load in load_plain.LOADERS.items():
            for number, path in enumerate(sorted((folder / part).iterdir())):
                unpacked = tmp_path / f"{part}-{number}"
                unpacked.mkdir()
                load(connection, path, unpacked)
        loaded = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
            for name in ("filing", "reference", "publication")
        }
        entities = connection.execute("SELECT count(*) FROM xml WHERE line LIKE '%<Enterprise>%'").fetchall()[
            0
        ][0]
    assert loaded == {
        "filing": counts["deposits"],
        "reference": counts["deposits"],
        "publication": counts["publications"],
    }
    assert entities >= MANY
