"""Mandates of three sources become one table; identity across companies is a number, never a name."""

from __future__ import annotations

import copy
import itertools
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knipperlicht.reference.functions import function_groups, roles_by_label, roles_by_nbb_code
from tests.indicators.harness import Register, fill, load, outcomes_of, workbench

GOLDEN = Path(__file__).parents[1] / "indicators"
AT = date(2026, 6, 30)
CODES = "xml_code: [{category: FunctionCodes, code: '1', nl: Bestuurder}, {category: FunctionCodes, code: '2', nl: Bode}]"


def rows(content: str, sql: str) -> list[tuple[Any, ...]]:
    register = Register(at=AT, first_day=date(2024, 6, 30))
    fill(register, 0, yaml.safe_load(content))
    found: list[tuple[Any, ...]] = workbench(register).backend.con.execute(sql).fetchall()
    return found


BOTH = f"""
enterprise: [{{n: A}}, {{n: B}}, {{n: C}}]
records:
  {CODES}
  xml_enterprise: [{{of: A}}, {{of: B}}]
  xml_function:
    - {{of: A, place: 0, function: "1", holder_kind: person, holder_name: "Een, Ada", start_date: 2020-01-01}}
    - {{of: A, place: 1, function: "1", holder_kind: person, holder_name: "Twee, Bo", start_date: 2020-01-01}}
    - {{of: A, place: 2, function: "2", holder_kind: person, holder_name: "Drie, Cas", start_date: 2020-01-01}}
    - {{of: A, place: 3, function: "9", holder_kind: none, start_date: 2020-01-01}}
    - {{of: A, place: 4, function: "1", holder_kind: person, holder_name: "Later, Lea", start_date: 2026-07-01}}
    - {{of: B, place: 0, function: "1", holder_kind: person, holder_name: "Een, Ada", start_date: 2020-01-01}}
  select_enterprise: [{{of: A}}, {{of: C}}]
  select_mandate:
    - {{of: A, function: "1", identity: p1, start_date: 2020-01-01, holder_kind: person, holder_name: "EEN, ada ", function_name: Bestuurder}}
    - {{of: A, function: "1", identity: p2, start_date: 2020-01-01, holder_kind: person, holder_name: "Twee, Bo", function_name: Bestuurder}}
    - {{of: A, function: "1", identity: p3, start_date: 2020-01-01, holder_kind: person, holder_name: "Twee, Bo", function_name: Bestuurder}}
    - {{of: C, function: "1", identity: p1, start_date: 2020-01-01, holder_kind: person, holder_name: "Een, Ada", function_name: Gérant}}
  nbb_filing:
    - {{of: A, end_date: 2024-12-31, reference: r, deposit_date: 2025-05-01}}
  nbb_officer: [{{of: A, reference: r, place: 0, kind: person, name: Vier Dis, function: "13"}}]
"""


def test_a_number_is_put_beside_the_same_name_in_the_same_company_only() -> None:
    found = rows(
        BOTH, "SELECT holder_name, holder, source FROM mandate WHERE role = 'director' ORDER BY enterprise, 1"
    )
    assert found == [
        ("Een, Ada", "P0-p1", "kbo_xml"), ("Twee, Bo", None, "kbo_xml"), ("Een, Ada", None, "kbo_xml"),
        ("Een, Ada", "P0-p1", "kbo_select"),
    ]  # fmt: skip


def test_a_label_we_do_not_know_is_other_and_a_code_nobody_explains_has_no_role() -> None:
    found = rows(
        BOTH,
        "SELECT place_role FROM (SELECT role AS place_role, who FROM mandate WHERE role IS DISTINCT FROM 'director') ORDER BY who",
    )
    assert found == [(None,), ("other",)]


def test_the_reuse_file_comes_before_a_list_and_a_list_before_accounts() -> None:
    found = rows(BOTH, "SELECT source, directors, identified FROM board ORDER BY enterprise")
    assert found == [("kbo_xml", 2, 1), ("kbo_xml", 1, 0), ("kbo_select", 1, 1)]


def test_accounts_speak_where_no_register_does_and_only_the_last_ones() -> None:
    content = """
enterprise: [{n: A}]
records:
  nbb_filing:
    - {of: A, end_date: 2023-12-31, reference: r1, deposit_date: 2024-05-01}
    - {of: A, end_date: 2024-12-31, reference: r2, deposit_date: 2025-05-01}
    - {of: A, end_date: 2025-12-31, reference: r3, deposit_date: 2026-07-15}
  nbb_officer:
    - {of: A, reference: r1, place: 0, kind: person, name: Een Ada, function: "13", start_date: 2018-01-01}
    - {of: A, reference: r2, place: 0, kind: person, name: Twee Bo, function: "13", start_date: 2024-01-01, end_date: 2030-01-01}
    - {of: A, reference: r2, place: 1, kind: entity, name: Kantoor, holder: A, function: "60"}
    - {of: A, reference: r3, place: 0, kind: person, name: Drie Cas, function: "13"}
"""
    found = rows(content, "SELECT role, holder_name, end_date, term_end, stated FROM mandate ORDER BY role")
    assert found == [
        ("auditor", "Kantoor", None, None, date(2025, 5, 1)),
        ("director", "Twee Bo", None, date(2030, 1, 1), date(2025, 5, 1)),
    ]
    assert rows(content, "SELECT count(*) FROM board_change") == [(0,)]


def test_every_label_and_code_has_one_group() -> None:
    assert {group.group for group in function_groups()} >= {"director", "auditor", "liquidator"}
    assert roles_by_label()["gedelegeerd bestuurder"] == roles_by_label()["gérant"] == "director"
    assert roles_by_nbb_code()["60"] == "auditor"


@cache
def plain(slug: str) -> dict[tuple[str, str], Any]:
    return outcomes_of(load(GOLDEN / f"{slug}.yml"))


@pytest.mark.parametrize(
    "slug",
    [
        "bestuur_volledig_vervangen",
        "mandaat_zeer_kort",
        "bestuurder_reeks_faillissementen",
        "bedrijvenopkoper",
    ],
)
def test_other_names_for_everybody_change_no_outcome(slug: str) -> None:
    """Also one name for people of different companies: only within a company does a name identify."""
    data = copy.deepcopy(load(GOLDEN / f"{slug}.yml"))
    for case in data["cases"]:
        names: dict[tuple[str, str], str] = {}
        fresh = {company: itertools.count() for company in "ABCDEFGH"}
        for table in ("xml_function", "select_mandate", "nbb_officer"):
            for row in case["register"].get("records", {}).get(table, []):
                column = "name" if table == "nbb_officer" else "holder_name"
                if column in row:
                    person = (row["of"], row[column])
                    names.setdefault(person, f"Ōe {next(fresh[row['of']])}, Zé")
                    row[column] = names[person]
    assert outcomes_of(data) == plain(slug)
