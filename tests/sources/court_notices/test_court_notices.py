"""Notices of enterprise courts: text of an edition in Dutch and French, JSON lines, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.errors import UnusableFile
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.court_notices import SOURCE
from knipperlicht.sources.court_notices.text import written_day
from knipperlicht.sources.court_notices.words import COURT, KINDS, NAMES
from knipperlicht.sources.records import Refused, source_of

TODAY = date(2026, 6, 30)
SAMPLE = Path(SOURCE.deliver.__code__.co_filename).parent / "sample"
NUMBER = "0999.020.123"


def read(path: Path) -> tuple[list[dict[str, Any]], list[Refused]]:
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for batch in SOURCE.deliver(path, TODAY).batches:
        assert isinstance(batch.rows, list) and batch.table == "court_notice"
        rows += batch.rows
        refused += batch.refused
    return rows, refused


def edition(tmp_path: Path, text: str, name: str = "2026-03-11.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def notice(
    first: str, *, number: str = NUMBER, court: str = "Ondernemingsrechtbank Gent, afdeling Brugge."
) -> str:
    return f"{court}\n{first}: VOORBEELD BV\nOndernemingsnummer: {number}\nDatum vonnis: 3 maart 2026\n2026/100001\n"


def kind_of(text: str) -> str | None:
    return next((kind for kind, pattern in KINDS if pattern.search(text)), None)


def test_a_dutch_edition() -> None:
    rows, refused = read(SAMPLE / "2026-03-11.txt")
    assert not refused
    assert [(row["kind"], row["court"].split()[-1]) for row in rows] == [
        ("bankruptcy_open", "Oostende"), ("bankruptcy_close", "Kortrijk"), ("reorganisation_open", "Brugge"),
        ("dissolution", "Veurne"), ("provisional_administrator", "Ieper"),
    ]  # fmt: skip
    opened, closed, reorganised, dissolved, administered = rows
    assert opened == {
        "enterprise": 999020123, "day": date(2026, 3, 11), "kind": "bankruptcy_open",
        "court": "Ondernemingsrechtbank Gent, afdeling Oostende", "judgment_day": date(2026, 3, 5),
        "cessation_day": date(2026, 2, 5), "end_day": None, "excusable": None, "reference": "20260041",
        "trustees": "MR. TWEEDE VOORBEELD, VOORBEELDLAAN 1, 8400 OOSTENDE",
    }  # fmt: skip
    assert (closed["excusable"], closed["trustees"]) == (True, "DERDE VOORBEELD")
    assert reorganised["end_day"] == date(2026, 7, 4)
    assert dissolved["reference"] == "2026/112204"
    assert administered["reference"] == "C/26/00012"


def test_a_french_edition_in_windows_1252() -> None:
    rows, refused = read(SAMPLE / "2026-03-12.txt")
    assert not refused
    assert [row["kind"] for row in rows] == [
        "bankruptcy_open", "bankruptcy_close", "reorganisation_extended", "transfer_under_authority",
        "bankruptcy_revoked", "provisional_administrator_end",
    ]  # fmt: skip
    assert rows[0]["judgment_day"] == date(2026, 3, 1) and rows[0]["cessation_day"] == date(2026, 2, 1)
    assert rows[1]["excusable"] is False
    assert rows[2]["end_day"] == date(2026, 5, 4)


@pytest.mark.parametrize("name", ["2026-03-11.txt", "2026-03-12.txt", "notices.jsonl"])
def test_samples_are_recognised_and_taken_in_by_history(name: str, tmp_path: Path) -> None:
    assert source_of(SAMPLE / name) is SOURCE
    [result] = take_in_records(Store(tmp_path / "data"), [(SAMPLE / name, SOURCE)], today=TODAY)
    assert result.taken and all(c.read == c.accepted for c in result.taken.counts)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Opening van het faillissement, op bekentenis, van", "bankruptcy_open"),
        ("Ouverture de la faillite, sur assignation, de", "bankruptcy_open"),
        ("Afsluiting door ontoereikend actief van het faillissement van", "bankruptcy_close"),
        ("Clôture, par insuffisance d'actif, de la faillite de", "bankruptcy_close"),
        ("Sluiting faillissement door vereffening van", "bankruptcy_close"),
        ("Intrekking van het faillissement van", "bankruptcy_revoked"),
        ("Opening van de gerechtelijke reorganisatie van", "reorganisation_open"),
        ("Ouverture de la réorganisation judiciaire de", "reorganisation_open"),
        ("Verlenging van de opschorting van", "reorganisation_extended"),
        ("Homologatie van het reorganisatieplan van", "reorganisation_closed"),
        ("Homologation du plan de réorganisation de", "reorganisation_closed"),
        ("Voortijdige beëindiging van de gerechtelijke reorganisatie van", "reorganisation_closed"),
        ("Overdracht van de onderneming onder gerechtelijk gezag van", "transfer_under_authority"),
        ("Transfert sous autorité de justice de", "transfer_under_authority"),
        ("Gerechtelijke ontbinding van", "dissolution"),
        ("Dissolution judiciaire de", "dissolution"),
        ("Sluiting van de vereffening van", "dissolution_closed"),
        ("Clôture de la liquidation de", "dissolution_closed"),
        ("Aanstelling van een voorlopig bewindvoerder over", "provisional_administrator"),
        ("Désignation d'un administrateur provisoire", "provisional_administrator"),
        ("Einde opdracht voorlopig bewindvoerder", "provisional_administrator_end"),
        ("Neerlegging van een verslag", None),
    ],
)
def test_kinds(head: str, kind: str | None) -> None:
    assert kind_of(head) == kind


def test_every_kind_the_table_may_hold_has_words() -> None:
    assert set(NAMES) == {
        "bankruptcy_open", "bankruptcy_close", "bankruptcy_revoked", "reorganisation_open", "reorganisation_extended",
        "reorganisation_closed", "transfer_under_authority", "dissolution", "dissolution_closed",
        "provisional_administrator", "provisional_administrator_end",
    }  # fmt: skip


@pytest.mark.parametrize("division", ["Brugge", "Ieper", "Kortrijk", "Oostende", "Veurne"])
def test_every_division_of_west_flanders_is_a_court(division: str) -> None:
    found = COURT.match(f"Ondernemingsrechtbank Gent, afdeling {division}.")
    assert found and found["court"].endswith(division)


def test_a_name_that_sounds_like_another_notice_changes_nothing(tmp_path: Path) -> None:
    text = "Ondernemingsrechtbank Leuven\nOpening van het faillissement van: SLUITING FAILLISSEMENT BV\n"
    rows, _ = read(edition(tmp_path, f"{text}Ondernemingsnummer: {NUMBER}\n2026/1\n"))
    assert [row["kind"] for row in rows] == ["bankruptcy_open"]


@pytest.mark.parametrize(
    ("number", "said"),
    [("", "no readable enterprise number"), ("0999.020.124", "check digits"), ("12", "ten digits")],
)
def test_a_notice_without_a_readable_number_is_refused_with_its_text(
    number: str, said: str, tmp_path: Path
) -> None:
    rows, [refused] = read(edition(tmp_path, notice("Opening van het faillissement van", number=number)))
    assert not rows and said in refused.reason
    assert "Brugge" in refused.content and "VOORBEELD BV" in refused.content


def test_an_unknown_kind_is_refused_and_other_courts_are_not_read(tmp_path: Path) -> None:
    other = "Vredegerecht van het kanton Nergens\nOpening van het faillissement van: X\n2026/100002\n"
    rows, [refused] = read(edition(tmp_path, notice("Neerlegging van een verslag over") + other))
    assert not rows and refused.reason == "a notice of a kind we do not know"


def test_the_day_of_the_edition_comes_from_its_text_before_its_name(tmp_path: Path) -> None:
    text = notice("Gerechtelijke ontbinding van")
    assert SOURCE.deliver(edition(tmp_path, text, "20260311_1.txt"), TODAY).day == date(2026, 3, 11)
    named = "BELGISCH STAATSBLAD — 12.03.2026 — MONITEUR BELGE\n" + text
    assert SOURCE.deliver(edition(tmp_path, named), TODAY).day == date(2026, 3, 12)
    with pytest.raises(UnusableFile, match="of which day this edition is"):
        SOURCE.deliver(edition(tmp_path, text, "staatsblad.txt"), TODAY)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"Belgisch Staatsblad\0"])
def test_what_is_no_text_stops(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "2026-03-11.txt"
    path.write_bytes(data)
    with pytest.raises(UnusableFile, match="is no plain text"):
        read(path)


def test_an_edition_without_any_notice_is_not_believed(tmp_path: Path) -> None:
    path = edition(
        tmp_path, "BELGISCH STAATSBLAD — 11.03.2026 — MONITEUR BELGE\nWet houdende diverse bepalingen\n"
    )
    with pytest.raises(UnusableFile, match="0 rows, at least 1 expected"):
        take_in_records(Store(tmp_path / "data"), [(path, SOURCE)], today=TODAY)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "gossip"}, "no kind of notice"),
        ({"enterprise": "0999.020.124"}, "check digits"),
        ({"day": "2026-07-01"}, "future"),
        ({"judgment_day": "2026-03-12"}, "after its publication"),
        ({"excusable": "yes"}, "excusable is true"),
        ({"court": False}, "excusable is true"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused_alone(
    changed: dict[str, Any], said: str, tmp_path: Path
) -> None:
    good = {"enterprise": NUMBER, "day": "2026-03-11", "kind": "bankruptcy_open"}
    path = tmp_path / "notices.jsonl"
    path.write_text(f"{json.dumps(good | changed)}\n{json.dumps(good)}\n")
    rows, [refused] = read(path)
    assert len(rows) == 1 and rows[0]["reference"] == "" and said in refused.reason


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)))
def test_days_as_courts_write_them(day: date) -> None:
    months = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
    assert written_day(f"op {day.day} {months[day.month - 1]} {day.year}.") == day
    assert written_day(day.strftime("%d/%m/%Y")) == day


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert written_day(text) is None or isinstance(written_day(text), date)
