"""Reading one CSV file: each rule of the tables, each known irregularity, each way a row can be wrong."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knipperlicht.sources.kbo_opendata.codes import Codes
from tests.history.register_files import (
    FIRST,
    activity,
    branch,
    csv_line,
    enterprise,
    establishment,
    firm,
    name,
    seat,
)  # fmt: skip

from .loading import load, load_carefully

BAKER, SHOP = enterprise(1), establishment(1)
BOTH = pytest.mark.parametrize("full", [False, True], ids=["update", "full"])


def lines(*rows: tuple[object, ...]) -> str:
    """CSV text of rows."""
    return "".join(map(csv_line, rows))


# ---- what is accepted


@BOTH
def test_the_last_row_of_a_repeated_key_wins_and_the_first_is_kept_as_a_reject(
    tmp_path: Path, full: bool
) -> None:
    text = lines(firm(BAKER, situation="000"), firm(enterprise(2)), firm(BAKER, situation="050"))
    told = load(tmp_path, "enterprise", text, full=full)
    assert told.rows == sorted([firm(BAKER, situation="050"), firm(enterprise(2))], key=repr)
    [(line, reason, content)] = told.rejects
    assert (line, content) == (2, csv_line(firm(BAKER)).strip()) and "last row wins" in reason


@BOTH
def test_an_exact_repeat_in_a_table_without_a_key_counts_once(tmp_path: Path, full: bool) -> None:
    rows = [seat(BAKER, "Kerkstraat"), seat(SHOP, "Markt", kind="BAET")]
    told = load(tmp_path, "address", lines(rows[0], rows[1], rows[0]), full=full)
    assert told.rows == sorted(rows, key=repr)
    assert [(line, reason) for line, reason, _ in told.rejects] == [(2, "exact repeat of a later row")]
    assert (told.loaded.read, told.loaded.accepted, told.loaded.rejected) == (3, 2, 1)


@BOTH
def test_an_empty_quoted_text_and_an_absent_one_are_both_absent(tmp_path: Path, full: bool) -> None:
    row = '"0400.000.139","REGO",,,"8500","Kortrijk","Courtrai","Kerkstraat","Kerkstraat","3","",,\n'
    number = csv_line((BAKER,)).strip()
    told = load(tmp_path, "address", row.replace('"0400.000.139"', number), full=full)
    assert told.rows[0][9:] == ("3", None, None, None)


def test_a_start_date_in_the_future_is_read_as_it_is(tmp_path: Path) -> None:
    told = load(tmp_path, "enterprise", lines(firm(BAKER, start=date(2031, 1, 1))))
    assert told.rows[0][-1] == date(2031, 1, 1) and told.rejects == []


def test_nace_codes_of_five_and_of_seven_digits_are_read(tmp_path: Path) -> None:
    told = load(tmp_path, "activity", lines(activity(BAKER, "56111"), activity(BAKER, "5610101")))
    assert [row[3] for row in told.rows] == ["5610101", "56111"] and told.loaded.unknown_codes == []


def test_street_suffixes_and_foreign_letters_stay_as_the_register_writes_them(tmp_path: Path) -> None:
    rows = [seat(BAKER, "Kortrijkstraat(Z)"), seat(SHOP, 'Rue "de l’Été", à côté', kind="BAET")]
    assert load(tmp_path, "address", lines(*rows)).rows == sorted(rows, key=repr)


def test_a_natural_person_has_no_legal_form(tmp_path: Path) -> None:
    person = (BAKER, "AC", "000", "1", None, None, FIRST)
    assert load(tmp_path, "enterprise", lines(person)).rows == [person]


def test_a_branch_id_has_no_check_digits(tmp_path: Path) -> None:
    rows = [(branch(n), FIRST, BAKER) for n in range(5)]
    assert load(tmp_path, "branch", lines(*rows)).rows == rows


@BOTH
def test_unknown_codes_are_accepted_and_reported(tmp_path: Path, full: bool) -> None:
    told = load(tmp_path, "enterprise", lines(firm(BAKER, situation="777"), firm(enterprise(2))), full=full)
    assert len(told.rows) == 2 and told.rejects == []
    assert told.loaded.unknown_codes == ["juridical_situation=777 (1 rows)"]


def test_without_a_code_list_every_code_is_accepted_in_silence(tmp_path: Path) -> None:
    told = load(tmp_path, "enterprise", lines(firm(BAKER, situation="777")), codes=Codes())
    assert told.loaded.unknown_codes == [] and len(told.rows) == 1


def test_a_file_that_is_not_sorted_is_sorted(tmp_path: Path) -> None:
    rows = [firm(enterprise(n)) for n in (3, 1, 2)]
    assert load(tmp_path, "enterprise", lines(*rows), full=True).rows == sorted(rows, key=repr)


def test_a_file_without_a_last_line_end_or_with_windows_line_ends_is_read(tmp_path: Path) -> None:
    text = lines(name(BAKER, "Een"), name(BAKER, "Twee"))
    assert len(load(tmp_path, "denomination", text.rstrip("\n")).rows) == 2
    assert len(load(tmp_path, "denomination", text.replace("\n", "\r\n")).rows) == 2


# ---- what is refused, with its reason

ROW = csv_line(firm(BAKER)).encode()
NUMBER = csv_line((BAKER,)).strip().encode()
REFUSED = {
    "a carriage return inside a field": (ROW.replace(b"AC", b"A\rC"), "holds a carriage return"),
    "a row too short": (b'"0400.000.139","AC"\n', "2 fields where 7 were expected"),
    "a row too long": (ROW.rstrip() + b',"x","y"\n', "9 fields where 7 were expected"),
    "an empty line": (b"\n", "empty line"),
    "a NUL byte": (ROW.replace(b"AC", b"A\0"), "holds a NUL byte"),
    "bytes that are not UTF-8": (ROW.replace(b"AC", b"\xe9"), "not UTF-8 at byte"),
    "an open quote": (ROW.replace(b'"AC"', b'"AC'), "quotes do not match"),
    "a line break inside a field": (ROW.replace(b"AC", b"A\nC"), "quotes do not match"),
    "a day that does not exist": (ROW.replace(b"01-01-2020", b"31-02-2020"), "StartDate is not a date dd-mm-yyyy"),
    "a date in another format": (ROW.replace(b"01-01-2020", b"2020-01-01"), "StartDate is not a date dd-mm-yyyy"),
    "no date": (ROW.replace(b"01-01-2020", b""), "StartDate is empty"),
    "no status": (ROW.replace(b'"AC"', b""), "Status is empty"),
    "no number": (ROW.replace(NUMBER, b""), "EnterpriseNumber is empty"),
    "wrong check digits": (ROW.replace(NUMBER, b'"0400.000.100"'), "fails the check digits"),
    "an establishment as enterprise": (
        ROW.replace(NUMBER, csv_line((SHOP,)).strip().encode()), "not a number of the kind"),
    "letters in a number": (ROW.replace(NUMBER, b'"0400.OOO.139"'), "not a number of the kind"),
    "a code that is no code": (ROW.replace(b'"000"', b'"' + b"0" * 40 + b'"'), "longer than 20 characters"),
    "a field of 10 MB": (ROW.replace(b"AC", b"A" * 10_000_000), "longer than 131,072 bytes"),
    "a field of 200 kB": (ROW.replace(b"AC", b"A" * 200_000), "longer than 131,072 bytes"),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("case", REFUSED)
def test_a_row_that_cannot_be_read_is_refused_with_line_reason_and_content(
    case: str, full: bool, tmp_path: Path
) -> None:
    bad, reason = REFUSED[case]
    good = csv_line(firm(enterprise(2))).encode()
    told = load(tmp_path, "enterprise", good + bad + csv_line(firm(enterprise(3))).encode(), full=full)
    assert told.rows == [firm(enterprise(2)), firm(enterprise(3))]
    assert told.rejects[0][0] == 3 and reason in told.rejects[0][1]
    assert len(told.rejects[0][2]) <= 500
    broken_over_lines = 2 if case == "a line break inside a field" else 1
    assert told.loaded.rejected == len(told.rejects) == broken_over_lines
    assert told.loaded.read == 2 + broken_over_lines and told.loaded.accepted == 2


def test_a_name_longer_than_the_cookbook_allows_is_refused(tmp_path: Path) -> None:
    told = load(tmp_path, "denomination", lines(name(BAKER, "é" * 320), name(BAKER, "é" * 321)))
    assert [len(str(row[3])) for row in told.rows] == [320]
    assert "Denomination is longer than 320 characters" in told.rejects[0][1]


def test_an_owner_with_wrong_check_digits_is_refused(tmp_path: Path) -> None:
    told = load(tmp_path, "establishment", lines((SHOP, FIRST, BAKER + 1), (establishment(2), FIRST, BAKER)))
    assert len(told.rows) == 1 and "EnterpriseNumber fails the check digits" in told.rejects[0][1]


@pytest.mark.parametrize("wrong", range(1, 97, 12))
def test_check_digits_are_tested_on_enterprises_and_establishments(wrong: int, tmp_path: Path) -> None:
    for number in (BAKER, SHOP):
        stem, check = divmod(number, 100)
        other = (check + wrong - 1) % 97 + 1
        told = load(tmp_path, "denomination", lines(name(stem * 100 + other, "Naam")))
        assert told.loaded.accepted == 0 and "fails the check digits" in told.rejects[0][1]


# ---- both ways agree

damage = st.sampled_from(
    [b'"', b",", b"\n", b"\0", b"\xff", b"", b"x", b"\r", b"32-13-2020", b"  ", b'""', "é".encode(), b"0"]
)


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), hits=st.lists(st.tuples(st.floats(0, 1), damage, st.integers(0, 3)), max_size=3))
def test_whatever_the_damage_read_is_accepted_plus_rejected_and_both_ways_agree(
    data: st.DataObject, hits: list[tuple[float, bytes, int]]
) -> None:
    table, rows = data.draw(st.sampled_from([
        ("enterprise", [firm(enterprise(n)) for n in range(5)]),
        ("address", [seat(enterprise(n), f"Straat {n}") for n in range(5)]),
        ("activity", [activity(enterprise(n)) for n in range(5)]),
    ]))  # fmt: skip
    body = lines(*rows).encode()
    for where, what, cut in hits:
        at = int(where * len(body))
        body = body[:at] + what + body[at + cut :]
    with tempfile.TemporaryDirectory() as folder:
        update, full = load(Path(folder), table, body), load(Path(folder) / "full", table, body, full=True)
        careful = load_carefully(Path(folder) / "careful", table, body)
    data_lines = body.count(b"\n") + (len(body) > 0 and not body.endswith(b"\n"))
    for told in (update, full, careful):
        assert told.loaded.read == told.loaded.accepted + told.loaded.rejected == data_lines
        assert (len(told.rows), len(told.rejects)) == (told.loaded.accepted, told.loaded.rejected)
    assert update.rows == full.rows
    assert set(careful.rows) <= set(update.rows)
    if b'" ' not in body:
        assert careful.rows == update.rows
