"""Publications of the gazette: list pages, JSON lines, labels, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knipperlicht.errors import UnusableFile
from knipperlicht.history.records import take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources import json_lines
from knipperlicht.sources.records import Batch, Refused, source_of
from knipperlicht.sources.staatsblad import SOURCE, load
from knipperlicht.sources.staatsblad.labels import ACTS, UNKNOWN, acts

TODAY = date(2026, 6, 30)
SAMPLE = Path(SOURCE.deliver.__code__.co_filename).parent / "sample"
REAL = Path(__file__).parents[3].parent / "shared/data/staatsblad_publications_sample/publications.json"
NUMBER = "0999.010.126"
LONE = '{"enterprise": "0999.010.126", "day": "2025-01-10", "number": "5", "label": "\\ud800"}'


def rows_of(batch: Batch) -> list[dict[str, Any]]:
    return batch.rows if isinstance(batch.rows, list) else batch.rows.to_pylist()


def read(path: Path) -> tuple[dict[str, list[dict[str, Any]]], list[Refused], list[str]]:
    delivery = SOURCE.deliver(path, TODAY)
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in SOURCE.tables}
    refused: list[Refused] = []
    for batch in delivery.batches:
        rows[batch.table] += rows_of(batch)
        refused += batch.refused
    return rows, refused, list(delivery.notes)


def lines(tmp_path: Path, *rows: dict[str, Any] | str) -> Path:
    path = tmp_path / "publications.jsonl"
    text = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in text), "utf-8")
    return path


def one(**changed: Any) -> dict[str, Any]:
    return {"enterprise": NUMBER, "day": "2025-01-10", "number": "0012345", "label": "BENAMING", **changed}


def page(*items: str, said: str = "Lijst (1)") -> str:
    inner = "".join(
        f'<div class="list-item"><div class="list-item--content">{item}</div></div>' for item in items
    )
    return f"<html><head><title>Belgisch Staatsblad</title></head><body><h1>{said}</h1>{inner}</body></html>"


def html(tmp_path: Path, text: str, encoding: str = "cp1252") -> Path:
    path = tmp_path / "list.html"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_dutch_page_gives_every_publication_with_its_acts() -> None:
    rows, refused, notes = read(SAMPLE / "lijst.html")
    publications = {str(row["day"]): row for row in rows["gazette_publication"]}
    assert not refused and not notes and len(publications) == 5
    moved = publications["2024-11-05"]
    assert (moved["enterprise"], moved["number"]) == (999010126, "0170001")
    assert (moved["name"], moved["form"], moved["address"]) == (
        "ZONNEWIJZER ATELIER", "BV", "VOORBEELDKAAI 3 8400 OOSTENDE",
    )  # fmt: skip
    assert moved["pdf"] == "https://www.ejustice.just.fgov.be/tsv_pdf/2024/11/05/24170001.pdf"
    assert publications["2001-09-25"]["number"] == "332"
    found = [(str(row["day"]), row["act"]) for row in rows["gazette_act"]]
    assert found == [
        ("2026-03-10", "strike_off"),
        ("2024-11-05", "name"), ("2024-11-05", "seat"), ("2024-11-05", "statutes"),
        ("2022-06-20", "appointments"), ("2022-06-20", "capital"),
        ("2016-07-20", "accounts"),
        ("2001-09-25", "foundation"),
    ]  # fmt: skip
    struck = rows["gazette_act"][0]
    assert (struck["reason"], struck["effective"]) == ("ubo", date(2026, 3, 2))


def test_a_french_page_gives_the_same_acts() -> None:
    rows, refused, _ = read(SAMPLE / "liste.html")
    assert not refused
    assert [row["act"] for row in rows["gazette_act"]] == [
        "seat", "appointments", "capital", "general_meeting", "statutes", "foundation",
    ]  # fmt: skip


def test_the_delivery_is_of_the_day_of_its_newest_publication() -> None:
    assert SOURCE.deliver(SAMPLE / "lijst.html", TODAY).day == date(2026, 3, 10)
    assert SOURCE.deliver(SAMPLE / "publications.jsonl", TODAY).day == date(2025, 12, 1)


def test_lines_give_the_day_of_the_decision_where_they_have_it() -> None:
    rows, refused, _ = read(SAMPLE / "publications.jsonl")
    assert not refused
    assert [row["decided"] for row in rows["gazette_publication"]] == [None, date(2025, 3, 15), None]
    assert len(rows["gazette_act"]) == 6


@pytest.mark.parametrize("name", ["lijst.html", "liste.html", "publications.jsonl"])
def test_samples_are_recognised_and_taken_in_by_history(name: str, tmp_path: Path) -> None:
    assert source_of(SAMPLE / name) is SOURCE
    store = Store(tmp_path / "data")
    [result] = take_in_records(store, [(SAMPLE / name, SOURCE)], today=TODAY)
    assert result.taken and all(c.read == c.accepted and not c.rejected for c in result.taken.counts)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("ONTSLAGEN - BENOEMINGEN", ["appointments"]),
        ("KAPITAAL - AANDELEN", ["capital"]),
        ("ONTSLAGEN - BENOEMINGEN -  KAPITAAL - AANDELEN", ["appointments", "capital"]),
        ("RUBRIEK EINDE (STOPZETTING, INTREKKING STOPZETTING, NIETIGHEID, GER. AK., ENZ...", ["end"]),
        ("DIVERSEN -  DIVERSEN", ["miscellaneous"]),
        ("ME. - JAARREKENING 31.12.1998, GGK 10.06.1999 -   99303-1319-031", ["accounts"]),
        ("ME. - COMPTES CONSOLIDES 31.12.2015, APP 24.06.2016, DPT 13.07.2016  16321-0416-042", ["accounts"]),
        ("DEMISSIONS, NOMINATIONS -  SIEGE SOCIAL", ["appointments", "seat"]),
        ("MODIFICATION FORME JURIDIQUE", ["form"]),
        ("IETS NIEUWS -  DOEL", [UNKNOWN, "object"]),
        ("MAATSCHAPPELIJKE ZETEL - DOEL", [UNKNOWN]),
        ("", [UNKNOWN]),
    ],
)  # fmt: skip
def test_labels(label: str, expected: list[str]) -> None:
    assert [act.act for act in acts(label, None)] == expected


@pytest.mark.parametrize(
    ("note", "act", "reason"),
    [
        (None, "strike_off", None),
        ("Ambtshalve doorhaling ten gevolge van niet vervullen UBO-verplichtingen", "strike_off", "ubo"),
        ("Radiation d'office pour non-dépôt des comptes annuels", "strike_off", "accounts"),
        ("Ambtshalve doorhaling van het adres van de zetel", "strike_off", "address"),
        ("Ambtshalve doorhaling na sluiting van het faillissement", "strike_off", "bankruptcy"),
        ("Ambtshalve doorhaling om een andere reden", "strike_off", "other"),
        ("Annulatie van de ambtshalve doorhaling.", "strike_off_withdrawn", "other"),
        ("Retrait de la radiation d'office (UBO)", "strike_off_withdrawn", "ubo"),
    ],
)
def test_a_strike_off_says_why_and_whether_it_was_withdrawn(
    note: str | None, act: str, reason: str | None
) -> None:
    [found] = acts("KBO NR.", note)
    assert (found.act, found.reason) == (act, reason)


@given(
    st.lists(st.sampled_from(["DOEL", "BENAMING", "ONTSLAGEN - BENOEMINGEN", "STATUTS (X)", "?"]), min_size=1)
)
def test_each_act_comes_once_and_in_the_order_of_the_label(parts: list[str]) -> None:
    found = [act.act for act in acts(" -  ".join(parts), None)]
    assert len(found) == len(set(found)) <= len(parts)
    assert set(found) <= set(ACTS)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"enterprise": "0999.010.127"}, "check digits"),
        ({"enterprise": "2.147.483.691"}, "establishment"),
        ({"enterprise": None}, "ten digits"),
        ({"day": "2025-02-30"}, "is not a date"),
        ({"day": "2026-07-01"}, "future"),
        ({"number": None}, "number of the publication"),
        ({"number": "<script>"}, "number of the publication"),
        ({"decided": "2025-02-01"}, "after its publication"),
        ({"label": 12}, "neither a text"),
        ({"label": True}, "texts only"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused_alone(
    changed: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    rows, refused, _ = read(lines(tmp_path, one(**changed), one()))
    assert len(rows["gazette_publication"]) == 1
    [only] = refused
    assert only.where == "line 1" and reason in only.reason and only.content


TEXT = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["", " X ", "DOEL -  BENAMING", "KBO NR.", "Annulatie UBO"]),
)
LINE = st.fixed_dictionaries(
    {
        "enterprise": st.sampled_from(
            ["0999.010.126", "0999010225", "0999.010.127", "2.147.483.691", "BE0999.010.126"]
        ),
        "day": st.sampled_from(["2025-01-10", "2026-07-01", "2025-02-30", "10-01-2025"]),
        "number": st.sampled_from(["0012345", "7", "a b"]),
        "label": TEXT,
    },
    optional={"name": TEXT, "note": TEXT, "decided": st.sampled_from([None, "", "2024-12-01", "2025-12-01"])},
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(LINE, min_size=1, max_size=4))
def test_the_fast_way_and_the_careful_way_give_the_same(
    written: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = lines(tmp_path, *written)
    found = read(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "fast_batches", lambda *_, **__: None)
        assert read(path) == found


def test_pieces_of_a_file_lose_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path, *(one(number=str(i)) for i in range(40)), "x" * 200_000, one(number="last"))
    whole = read(path)
    monkeypatch.setattr(json_lines, "_CHUNK", 100)
    rows, refused, notes = read(path)
    assert (rows, refused[0].where, notes) == (whole[0], "line 41", whole[2])
    assert len(rows["gazette_publication"]) == 41 and len(refused) == 1


@pytest.mark.parametrize("bad", ["{", "[" * 60_000, '"text"', "{" + " " * 70_000 + "}", '{"a": NaN', LONE])
def test_a_line_that_is_no_object_is_refused_alone(bad: str, tmp_path: Path) -> None:
    rows, refused, _ = read(lines(tmp_path, one(), bad, one(number="2")))
    assert len(rows["gazette_publication"]) == 2 and [r.where for r in refused] == ["line 2"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"enterprise": NUMBER, "day": "2025-01-10", "number": "1"}, "label is missing"),
        (one(extra="x"), "extra is unknown"),
    ],
)
def test_a_line_of_another_layout_stops_the_file(row: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=said):
        read(lines(tmp_path, one(), row))


def test_labels_that_nobody_knows_are_counted_in_the_notes(tmp_path: Path) -> None:
    *_, notes = read(lines(tmp_path, one(label="IETS NIEUWS"), one(number="2", label="IETS NIEUWS")))
    assert notes == ["2 acts have a label we do not know; kept as `unknown`: “IETS NIEUWS” (2)"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (page("<h2>alles is nieuw</h2>"), "expected div.list-item with .* 1 items, none with a title"),
        (page(), "found 0 items"),
        (
            page('<p class="list-item--subtitle">X</p><a class="list-item--title">straat<br>BENAMING</a>'),
            "no line reads",
        ),
        (page(said="Geen tekst komt overeen met uw zoekopdracht"), "has no publications"),
        (page() + "\0", "NUL bytes"),
    ],
)
def test_a_page_that_is_laid_out_differently_stops(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=said):
        read(html(tmp_path, text))


def test_a_page_too_large_stops(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="a list page has some hundred thousand"):
        read(html(tmp_path, page() + " " * 9 * 2**20))


def test_of_a_page_single_items_are_refused_with_their_text(tmp_path: Path) -> None:
    def item(*written: str) -> str:
        return f'<p class="list-item--subtitle"><font>X</font> BV</p><a class="list-item--title">{"<br>".join(written)}</a>'

    good = item("STRAAT 1", f"BE {NUMBER}", "DOEL", "2025-01-10 / 0012345")
    rows, refused, notes = read(
        html(
            tmp_path,
            page(
                good,
                item("STRAAT 1", f"BE {NUMBER}", "DOEL", "1987 / 123"),
                item("DOEL", "2025-01-10 / 12"),
                said="Lijst (203)",
            ),
            "cp1252",
        )
    )
    assert [row["act"] for row in rows["gazette_act"]] == ["object"]
    assert [(r.where, r.reason) for r in refused] == [
        ("item 2", "the page gives the year of the publication only"),
        ("item 3", "no enterprise number above the day"),
    ]
    assert notes == ["this page has 3 of 203 publications: take in its other pages too"]


def test_a_page_saved_by_a_browser_in_utf8_reads_the_same(tmp_path: Path) -> None:
    text = (SAMPLE / "lijst.html").read_bytes().decode("cp1252").replace("iso-8859-1", "utf-8")
    assert read(html(tmp_path, text, "utf-8"))[0] == read(SAMPLE / "lijst.html")[0]


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    for name, text in {
        "a.html": "<p>niets</p>",
        "a.jsonl": '{"a": 1}',
        "b.jsonl": "{",
        "KboOpenData.zip": "PK",
    }.items():
        path = tmp_path / name
        path.write_text(text)
        assert not SOURCE.recognises(path)
    assert not SOURCE.recognises(tmp_path / "gone.html")


@pytest.mark.skipif(not REAL.exists(), reason=f"the real sample is not at {REAL}")
def test_all_of_the_real_sample_is_read_and_every_label_known(tmp_path: Path) -> None:
    real = json.loads(REAL.read_text("utf-8"))
    written = [
        {"enterprise": r["enterprise_number"], "day": r["date"], "number": r["number"], "label": r["act_label"], "pdf": r["pdf_url"]}
        for r in real
    ]  # fmt: skip
    rows, refused, notes = read(lines(tmp_path, *written))
    assert len(rows["gazette_publication"]) == len(real) == 242
    assert not refused and not notes
    assert sum(row["pdf"] is not None for row in rows["gazette_publication"]) == 131
    assert sum(row["act"] == "appointments" for row in rows["gazette_act"]) == sum(
        "ONTSLAGEN - BENOEMINGEN" in r["act_label"] for r in real
    )
