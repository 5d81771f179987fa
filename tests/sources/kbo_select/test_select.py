"""Mandates with a number: read once each, and the number never stored."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from knipperlicht.core.numbers import check_digits
from knipperlicht.errors import KnipperlichtError, UnusableFile
from knipperlicht.history.keyed import key_of
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.kbo_select import SOURCE, reading
from knipperlicht.sources.kbo_select.columns import NEEDED
from knipperlicht.sources.records import Refused
from knipperlicht.warehouse import records

DAY = date(2026, 6, 1)


def number(index: int) -> int:
    return (3_000_000 + index) * 100 + check_digits(3_000_000 + index)


A, B = number(0), number(1)
ROW = {
    "Ondernemingsnummer": str(A), "Functiecode": "00001", "Functie (NL)": "Bestuurder", "Begindatum functie": "01/04/2015",
    "Persoonsnummer functiehouder": "12345678901", "Naam functiehouder": "Voorbeeld", "Voornaam functiehouder": "Adèle",
    "Ondernemingsnummer functiehouder": "",
}  # fmt: skip


def write(path: Path, *rows: dict[str, str], columns: tuple[str, ...] = NEEDED, **how: str) -> Path:
    with path.open("w", encoding=how.get("encoding", "iso-8859-1"), newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=how.get("delimiter", ","), restval="")
        writer.writeheader()
        writer.writerows({**ROW, **row} for row in rows)
    return path


def read(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Refused]]:
    found: dict[str, list[dict[str, Any]]] = {"select_enterprise": [], "select_mandate": []}
    refused: list[Refused] = []
    for batch in SOURCE.deliver(path, DAY).batches:
        assert isinstance(batch.rows, list)
        found[batch.table] += batch.rows
        refused += batch.refused
    return found["select_enterprise"], found["select_mandate"], refused


@pytest.mark.parametrize("how", [{}, {"encoding": "utf-8-sig"}, {"delimiter": ";"}])
def test_a_mandate_in_many_lines_is_taken_once(tmp_path: Path, how: dict[str, str]) -> None:
    path = write(
        tmp_path / "l.csv",
        {},
        {},
        {"Functiecode": "00002"},
        {"Ondernemingsnummer": str(B), "Functiecode": ""},
        **how,
    )
    companies, mandates, refused = read(path)
    assert [c["enterprise"] for c in companies] == [A, B] and not refused
    assert [(m["function"], m["holder_name"]) for m in mandates] == [
        ("00001", "Voorbeeld, Adèle"),
        ("00002", "Voorbeeld, Adèle"),
    ]
    assert SOURCE.recognises(path)


def test_holders_are_persons_entities_or_only_named(tmp_path: Path) -> None:
    nobody = {"Persoonsnummer functiehouder": "", "Naam functiehouder": "", "Voornaam functiehouder": ""}
    rows = [
        {"Persoonsnummer functiehouder": "1234567.0"},
        {**nobody, "Ondernemingsnummer functiehouder": f"{B}.0"},
        {"Persoonsnummer functiehouder": "0"},
    ]
    _, mandates, _ = read(write(tmp_path / "l.csv", *rows))
    assert [(m["holder_kind"], m["identity"], m["holder"]) for m in mandates] == [
        ("person", "00001234567", None), ("entity", str(B), B), ("named", f"{A} VOORBEELD, ADÈLE", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"Ondernemingsnummer": str(A + 1)}, "check digits"),
        ({"Begindatum functie": ""}, "always has one"),
        ({"Begindatum functie": "31/02/2020"}, "not a date"),
        ({"Persoonsnummer functiehouder": "12 34"}, "eleven digits"),
        (
            {"Persoonsnummer functiehouder": "", "Naam functiehouder": "", "Voornaam functiehouder": ""},
            "without a holder",
        ),
        ({"Ondernemingsnummer functiehouder": "2000000042"}, "establishment"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_without_its_person(
    tmp_path: Path, change: dict[str, str], sentence: str
) -> None:
    _, mandates, refused = read(write(tmp_path / "l.csv", change, {"Functiecode": "00009"}))
    assert len(mandates) == 1
    assert [sentence in r.reason for r in refused] == [True], refused
    assert (
        "12345678901" not in refused[0].content + refused[0].reason and "Voorbeeld" not in refused[0].content
    )


def test_another_layout_stops_the_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="Persoonsnummer functiehouder"):
        read(write(tmp_path / "a.csv", columns=("Ondernemingsnummer", "Functiecode")))
    with pytest.raises(UnusableFile, match="no columns 'Notities'"):
        read(write(tmp_path / "b.csv", columns=(*NEEDED, "Notities")))
    with pytest.raises(UnusableFile, match="twice"):
        read(write(tmp_path / "c.csv", columns=(*NEEDED, "Functiecode")))
    path = write(tmp_path / "d.csv", {})
    path.write_bytes(path.read_bytes() + b'"never closed' + b"\n" * 3)
    with pytest.raises(UnusableFile, match="is no CSV"):
        read(path)


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    for content in (b"", b"EntityNumber,ActivityGroup\n", b"<xml/>", b"\xff\xfe\x00"):
        (tmp_path / "x.csv").write_bytes(content)
        assert not SOURCE.recognises(tmp_path / "x.csv")
    assert not SOURCE.recognises(tmp_path) and not SOURCE.recognises(tmp_path / "none.csv")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    for module in ("knipperlicht.history.records", "knipperlicht.warehouse.records"):
        monkeypatch.setattr(f"{module}.record_sources", lambda: {SOURCE.name: SOURCE})
    return Store(tmp_path / "data")


def held(store: Store) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        records.open_records(
            connection, layers=store.history / "records", taken=records.known_deliveries(store, None)
        )
        return connection.execute(
            "SELECT enterprise, identity, seen FROM select_mandate ORDER BY ALL"
        ).fetchall()


def test_history_holds_a_hash_that_meets_in_two_companies_and_never_the_number(
    store: Store, tmp_path: Path
) -> None:
    other = {"Ondernemingsnummer": str(B)}
    take_in_records(
        store,
        [(write(tmp_path / "l.csv", {}, other, {"Persoonsnummer functiehouder": "7"}), SOURCE)],
        today=DAY,
    )
    rows = held(store)
    [first, second] = {identity for _, identity, _ in rows}
    assert len(rows) == 3 and all(len(identity) == 32 for identity in (first, second))
    assert len({identity for enterprise, identity, _ in rows if enterprise == A}) == 2
    for path in (*store.history.rglob("*"), *(store.root / "keys").rglob("*")):
        if path.is_file():
            assert b"12345678901" not in path.read_bytes(), path
    assert (store.root / "keys" / "records").stat().st_mode & 0o077 == 0


def test_a_later_list_shows_by_its_day_which_mandates_it_still_holds(store: Store, tmp_path: Path) -> None:
    take_in_records(
        store, [(write(tmp_path / "1.csv", {}, {"Persoonsnummer functiehouder": "7"}), SOURCE)], today=DAY
    )
    take_in_records(store, [(write(tmp_path / "2.csv", {}), SOURCE)], today=date(2026, 7, 1))
    assert sorted(seen for _, _, seen in held(store)) == [DAY, date(2026, 7, 1)]


def test_a_key_that_is_none_is_said_and_another_key_gives_other_hashes(store: Store) -> None:
    first = key_of(store)
    assert key_of(store) == first
    (store.root / "keys" / "records").write_text("kapot")
    with pytest.raises(KnipperlichtError, match="is no key"):
        key_of(store)
    (store.root / "keys" / "records").unlink()
    assert key_of(store) != first


def test_the_sample_is_read_without_a_reject() -> None:
    companies, mandates, refused = read(Path(reading.__file__).parent / "sample" / "lijst.csv")
    assert (len(companies), len(mandates), refused) == (3, 3, [])
