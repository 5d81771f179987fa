"""What an extract says arrives in the tables, row for row; what cannot be read is refused with its sentence."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_xml import SOURCE, scanning
from knipperlicht.sources.kbo_xml.delivering import deliver
from knipperlicht.sources.records import Refused
from knipperlicht.synthetic.reuse_xml import entity, extract
from tests.sources.kbo_xml.extracts import (
    CORPORATE,
    DAY,
    DIRECTOR,
    START,
    A,
    B,
    C,
    company,
    write,
    write_codes,
)

UNREAD = (
    "<Denominations><Denomination><Name>Een &amp; ander</Name></Denomination></Denominations>"
    "<Activities><Activity><Nacebel>56101</Nacebel></Activity></Activities><BankAccounts/>"
    "<Branches><Branch><Id>1</Id><Addresses><Address/></Addresses></Branch></Branches>"
)


def read(path: Path) -> tuple[dict[str, list[dict[str, Any]]], list[Refused]]:
    """Rows per table and what was refused."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in SOURCE.tables}
    refused: list[Refused] = []
    for batch in deliver(path, DAY).batches:
        rows[batch.table] += batch.rows if isinstance(batch.rows, list) else batch.rows.to_pylist()
        refused += batch.refused
    return rows, refused


def test_every_table_gets_its_rows(tmp_path: Path) -> None:
    one = entity(
        A, start=START, capital=1_860_000, unread=UNREAD,
        functions=[DIRECTOR, CORPORATE, {"function": "00003", "holder_name": "Proef, Bo", "represents": B, "start_date": START}],
        situations=[{"code": "000", "start_date": START, "end_date": date(2026, 1, 9)}, {"code": "050", "start_date": date(2026, 1, 9)}],
        years=[{"start_date": START, "end_day": 31, "end_month": 12, "assembly_month": 6}],
        links=[{"parent": A, "child": B, "kind": "002", "start_date": START}, {"parent": A, "child": 2_000_000_042, "kind": "001"}],
        acts=[{"field": "001", "action": "001", "reason": "008", "start_date": date(2024, 10, 2)}],
    )  # fmt: skip
    rows, refused = read(write(tmp_path, [one]))
    assert not refused
    [found] = rows["xml_enterprise"]
    assert (found["enterprise"], found["capital"], found["currency"], found["status"]) == (
        A,
        1_860_000,
        "EUR",
        "AC",
    )
    assert [(f["place"], f["holder_kind"], f["holder"], f["holder_name"], f["represents"]) for f in rows["xml_function"]] == [
        (0, "person", None, "Voorbeeld, Ada", None), (1, "entity", B, None, None), (2, "person", None, "Proef, Bo", B),
    ]  # fmt: skip
    assert rows["xml_function"][1]["end_date"] == date(2025, 1, 1)
    assert [(s["code"], s["start_date"]) for s in rows["xml_situation"]] == [
        ("000", START),
        ("050", date(2026, 1, 9)),
    ]
    assert [(y["end_day"], y["end_month"], y["assembly_month"]) for y in rows["xml_fiscal_year"]] == [
        (31, 12, 6)
    ]
    assert [(r["parent"], r["child"], r["kind"]) for r in rows["xml_link"]] == [(A, B, "002")]
    assert [(x["field"], x["reason"], x["start_date"]) for x in rows["xml_exofficio"]] == [
        ("001", "008", date(2024, 10, 2))
    ]


def test_a_link_with_an_establishment_alone_is_left_out(tmp_path: Path) -> None:
    rows, refused = read(
        write(
            tmp_path, [entity(A, start=START, links=[{"parent": A, "child": 2_000_000_042, "kind": "001"}])]
        )
    )
    assert not rows["xml_link"] and not refused


def test_of_a_natural_person_only_the_entity_is_kept(tmp_path: Path) -> None:
    rows, _ = read(write(tmp_path, [entity(A, start=START, kind="1", functions=[DIRECTOR])]))
    assert len(rows["xml_enterprise"]) == 1 and not rows["xml_function"]


@pytest.mark.parametrize("written", ["2015-04-01", "01/04/2015", "01.04.2015", "2015-04-01+02:00"])
def test_days_are_read_in_the_forms_that_were_seen(tmp_path: Path, written: str) -> None:
    path = write(tmp_path, [company(A, DIRECTOR)])
    path.write_text(path.read_text("utf-8").replace(str(START), written), "utf-8")
    assert read(path)[0]["xml_function"][0]["start_date"] == START


def test_a_day_that_is_not_known_is_none(tmp_path: Path) -> None:
    path = write(tmp_path, [company(A, DIRECTOR)])
    path.write_text(path.read_text("utf-8").replace(str(START), "01.01.0001"), "utf-8")
    assert read(path)[0]["xml_function"][0]["start_date"] is None


def test_tags_with_a_prefix_are_the_same_tags(tmp_path: Path) -> None:
    path = write(tmp_path, [company(A, DIRECTOR, unread=UNREAD), company(B)])
    plain = read(path)
    text = path.read_text("utf-8").replace("xmlns=", "xmlns:ns2=")
    head, rest = text.split("\n", 1)
    path.write_text(
        head + "\n" + rest.replace("</", "\0").replace("<", "<ns2:").replace("\0", "</ns2:"), "utf-8"
    )
    assert read(path) == plain


def test_a_zip_brings_codes_and_data(tmp_path: Path) -> None:
    data, codes = write(tmp_path, [company(A, DIRECTOR)]), write_codes(tmp_path)
    path = tmp_path / "D260601.KBO.ZIP"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(data, data.name)
        archive.write(codes, "D20260601.codes.XML")
    rows, _ = read(path)
    assert (
        rows["xml_function"]
        and {c["code"]: c["nl"] for c in rows["xml_code"] if c["category"] == "FunctionCodes"}["00001"]
        == "Bestuurder"
    )
    assert SOURCE.recognises(path) and SOURCE.recognises(data) and SOURCE.recognises(codes)
    assert deliver(path, DAY).notes == () and "codes file" in deliver(data, DAY).notes[0]


@pytest.mark.parametrize("chunk", [160, 333, 1000])
def test_the_size_of_the_pieces_changes_nothing(
    tmp_path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(
        tmp_path, [company(A, DIRECTOR, unread=UNREAD), company(B, CORPORATE), company(C)], cancelled=[B]
    )
    expected = read(path)
    monkeypatch.setattr(scanning, "CHUNK", chunk)
    assert read(path) == expected


@settings(max_examples=25, deadline=None)
@given(
    name=st.text(
        st.characters(min_codepoint=33, exclude_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp")),
        min_size=1,
        max_size=40,
    ).filter(lambda text: "," not in text),
    days=st.tuples(st.dates(date(1950, 1, 1)), st.none() | st.dates(date(1950, 1, 1))),
)
def test_what_is_written_is_read(
    name: str, days: tuple[date, date | None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    row = {"function": "00001", "holder_name": f"{name}, Ada", "start_date": days[0], "end_date": days[1]}
    path = write(tmp_path_factory.mktemp("xml"), [company(A, row)])
    [found] = read(path)[0]["xml_function"]
    assert {key: found[key] for key in row} == row


BAD = {
    "a document type": (lambda t: t.replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1), "document type"),
    "a bomb further on": (lambda t: t.replace("<Enterprises>", '<Enterprises><!ENTITY b "&a;&a;">'), "document type"),
    "CDATA": (lambda t: t.replace("Voorbeeld", "<![CDATA[</Functions>]]>"), "CDATA"),
    "a processing instruction": (lambda t: t.replace("<Enterprises>", "<?xml-stylesheet href='x'?><Enterprises>"), "processing"),
    "another encoding": (lambda t: t.replace("UTF-8", "UTF-16"), "UTF-8 was expected"),
    "no header": (lambda t: t.replace("Header>", "Kop>"), "begins with Header"),
    "an unknown type of extract": (lambda t: t.replace("<ExtractType>F", "<ExtractType>X"), "ExtractType (F or D)"),
    "a footer that counts more": (lambda t: t.replace("<NbrOfEnterprises>1", "<NbrOfEnterprises>2"), "footer says NbrOfEnterprises 2"),
    "the end cut off": (lambda t: t[: t.index("<Footer>") + 20], "ends in the middle"),
    "an entity cut off": (lambda t: t[: t.index("<Functions>")], "ends in the middle"),
    "an unknown field": (lambda t: t.replace("<Counter>0</Counter><HeldBy", "<Nationality>x</Nationality><HeldBy"), "Nationality"),
    "an unknown group": (lambda t: t.replace("<JurSits>", "<Novelties><Novelty/></Novelties><JurSits>"), "Novelties"),
    "a cancelled number that is none": (lambda t: t.replace("<Enterprises>", "<CancelledEnterprises><N>12</N></CancelledEnterprises><Enterprises>"), "check digits"),
    "no entities, no footer": (lambda t: t[: t.index("<Enterprises>")], "neither entities nor a footer"),
    "nothing": (lambda t: "", "XML was expected"),
    "something else": (lambda t: "<html><body>Session expired</body></html>", "neither entities nor a footer"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_believed_is_refused_whole(tmp_path: Path, what: str) -> None:
    change, sentence = BAD[what]
    path = write(tmp_path, [company(A, DIRECTOR)])
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    with pytest.raises(UnusableFile, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        read(path)


def test_rows_that_cannot_be_read_are_refused_alone(tmp_path: Path) -> None:
    wrong = {"function": "00001", "holder": B + 1, "start_date": START}
    broken = company(C).replace("</JurSit>", "</JurSix>")
    text = "".join(
        extract([company(A, DIRECTOR, wrong), company(B + 1), broken, company(B, DIRECTOR)], day=DAY)
    )
    path = tmp_path / "D20260601.xml"
    path.write_text(text, "utf-8")
    rows, refused = read(path)
    assert [row["enterprise"] for row in rows["xml_enterprise"]] == [A, B]
    assert len(rows["xml_function"]) == 2
    assert [("check digits" in r.reason, "well-formed" in r.reason) for r in refused].count(
        (True, False)
    ) == 2
    assert sum("well-formed" in r.reason for r in refused) == 1


def test_a_damaged_zip_and_one_with_something_else_are_refused(tmp_path: Path) -> None:
    data = write(tmp_path, [company(A, DIRECTOR)])
    path = tmp_path / "D260601.KBO.ZIP"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(data, data.name)
    whole = path.read_bytes()
    path.write_bytes(whole[:60] + b"\xff" * 40 + whole[100:])
    with pytest.raises(UnusableFile, match="damaged"):
        read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta.csv", "x")
    assert not SOURCE.recognises(path)
    with pytest.raises(UnusableFile, match="none is in it"):
        deliver(path, DAY)


def test_absurd_sizes_are_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = write(
        tmp_path, [company(A, DIRECTOR), company(B, unread=f"<Activities>{' ' * 5000}</Activities>")]
    )
    monkeypatch.setattr(scanning, "CHUNK", 512)
    monkeypatch.setattr(scanning, "LONGEST", 4000)
    with pytest.raises(UnusableFile, match="an entity of more than"):
        read(data)
    path = tmp_path / "D260601.KBO.ZIP"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(data, data.name)
    monkeypatch.setattr("knipperlicht.sources.kbo_xml.opening.LARGEST", 4000)
    with pytest.raises(UnusableFile, match="would unpack to"):
        deliver(path, DAY)


def test_an_element_said_to_be_empty_is_empty(tmp_path: Path) -> None:
    path = write(tmp_path, [company(A, {**DIRECTOR, "end_date": date(2020, 1, 1)})])
    text = path.read_text("utf-8").replace("<End>2020-01-01</End>", '<End xsi:nil="true"/>')
    path.write_text(
        text.replace("xmlns=", 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns='), "utf-8"
    )
    rows, refused = read(path)
    assert rows["xml_function"][0]["end_date"] is None and not refused


def test_a_codes_file_without_codes_is_refused(tmp_path: Path) -> None:
    path = write_codes(tmp_path)
    path.write_text(path.read_text("utf-8").replace("FunctionCode", "Iets"), "utf-8")
    with pytest.raises(UnusableFile, match="FunctionCodes was expected, found"):
        read(path)


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    for name, content in {
        "meta.csv": b"Variable,Value",
        "x.xml": b"<feed/>",
        "leeg.xml": b"",
        "x.zip": b"PK\x03\x04",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert not SOURCE.recognises(tmp_path / name), name
    assert not SOURCE.recognises(tmp_path) and not SOURCE.recognises(tmp_path / "none.xml")


def test_the_sample_is_read_without_a_reject() -> None:
    folder = Path(scanning.__file__).parent / "sample"
    for path in sorted(folder.glob("*.xml")):
        rows, refused = read(path)
        assert any(rows.values()) and not refused, path
