"""What an update does to history, on registers of a few rows written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store

from .register_files import (
    Tables,
    activity,
    branch,
    day_of,
    enterprise,
    establishment,
    firm,
    full,
    intervals,
    members,
    name,
    now,
    seat,
    update,
    zipped,
)  # fmt: skip

BAKER, BUILDER = enterprise(1), enterprise(2)
SHOP, SITE = establishment(1), establishment(2)
OFFICE = branch(1)
START = day_of(100)

REGISTER: Tables = {
    "enterprise": [firm(BAKER), firm(BUILDER)],
    "establishment": [(SHOP, START, BAKER), (SITE, START, BUILDER)],
    "branch": [(OFFICE, START, BUILDER)],
    "denomination": [
        name(BAKER, "Bakkerij"),
        name(BUILDER, "Bouw"),
        name(SHOP, "Winkel"),
        name(OFFICE, "Kantoor"),
    ],
    "address": [seat(BAKER, "Kerkstraat"), seat(BUILDER, "Veldstraat"), seat(SITE, "Werf", kind="BAET")],
    "contact": [(BUILDER, "ENT", "TEL", "056/1"), (SITE, "EST", "TEL", "056/2")],
    "activity": [activity(BAKER), activity(BUILDER), activity(SITE), activity(SITE, "56112", "SECO")],
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that holds REGISTER since extract 140."""
    store = Store(tmp_path / "data")
    ingest(store, [full(tmp_path, 140, REGISTER)])
    return store


def _ended(store: Store, table: str) -> set[object]:
    return {row[0] for row in intervals(store, table) if row[-1] is not None}


def test_a_moved_seat_ends_the_old_address_and_begins_the_new_one(store: Store, tmp_path: Path) -> None:
    new = seat(BAKER, "Marktstraat")
    ingest(store, [update(tmp_path, 141, {"address": [BAKER]}, {"address": [new]})])
    assert [row for row in intervals(store, "address") if row[0] == BAKER] == [
        (*seat(BAKER, "Kerkstraat"), day_of(140), day_of(141)),
        (*new, day_of(141), None),
    ]


def test_a_block_that_comes_back_unchanged_leaves_no_trace(store: Store, tmp_path: Path) -> None:
    before = intervals(store, "address")
    ingest(store, [update(tmp_path, 141, {"address": [BAKER]}, {"address": [seat(BAKER, "Kerkstraat")]})])
    assert intervals(store, "address") == before


def test_an_enterprise_that_leaves_takes_along_what_the_update_does_not_name(
    store: Store, tmp_path: Path
) -> None:
    ingest(store, [update(tmp_path, 141, {"enterprise": [BUILDER], "denomination": [BUILDER]}, {})])
    gone = {"enterprise": {BUILDER}, "establishment": {SITE}, "branch": {OFFICE}, "denomination": {BUILDER, OFFICE},
            "address": {BUILDER, SITE}, "contact": {BUILDER, SITE}, "activity": {BUILDER, SITE}}  # fmt: skip
    for table, entities in gone.items():
        assert _ended(store, table) == entities, table
        assert not entities & {row[0] for row in now(store, table)}, table


def test_an_entity_that_left_is_closed_with_its_last_state_kept(store: Store, tmp_path: Path) -> None:
    ingest(store, [
        update(tmp_path, 141, {"enterprise": [BUILDER]}, {"enterprise": [firm(BUILDER, situation="050")]}),
        update(tmp_path, 142, {"enterprise": [BUILDER]}, {}),
    ])  # fmt: skip
    assert [row for row in intervals(store, "enterprise") if row[0] == BUILDER] == [
        (*firm(BUILDER), day_of(140), day_of(141)),
        (*firm(BUILDER, situation="050"), day_of(141), day_of(142)),
    ]


def test_an_enterprise_that_comes_back_has_two_intervals(store: Store, tmp_path: Path) -> None:
    back: Tables = {"enterprise": [firm(BUILDER)], "denomination": [name(BUILDER, "Bouw")]}
    ingest(store, [update(tmp_path, 141, {"enterprise": [BUILDER]}, {}), update(tmp_path, 142, {}, back)])
    assert [row[-2:] for row in intervals(store, "enterprise") if row[0] == BUILDER] == [
        (day_of(140), day_of(141)), (day_of(142), None),
    ]  # fmt: skip


def test_an_establishment_taken_over_by_another_enterprise_stays(store: Store, tmp_path: Path) -> None:
    taken = (SITE, START, BAKER)
    deletes = {"enterprise": [BUILDER], "establishment": [SITE]}
    ingest(store, [update(tmp_path, 141, deletes, {"establishment": [taken]})])
    assert taken in now(store, "establishment")
    assert len([row for row in now(store, "activity") if row[0] == SITE]) == 2


def test_an_establishment_that_closes_goes_with_its_address_and_activities(
    store: Store, tmp_path: Path
) -> None:
    ingest(store, [update(tmp_path, 141, {"establishment": [SITE]}, {})])
    assert _ended(store, "address") == _ended(store, "activity") == {SITE}
    assert _ended(store, "enterprise") == set()


def test_a_table_missing_from_an_update_is_read_as_unchanged_and_said(store: Store, tmp_path: Path) -> None:
    files = members(141, "update", {"enterprise_delete.csv": '"EnterpriseNumber"\n'})
    [result] = ingest(store, [zipped(tmp_path / "u.zip", files)])
    assert "activity_insert.csv" in result.notes[0]
    assert now(store, "activity") == sorted(REGISTER["activity"], key=repr)


def test_an_update_for_entities_never_seen_adds_them(store: Store, tmp_path: Path) -> None:
    new = enterprise(99)
    inserts: Tables = {
        "enterprise": [firm(new)],
        "activity": [activity(new)],
        "address": [seat(enterprise(98), "Weg")],
    }
    ingest(store, [update(tmp_path, 141, {"enterprise": [new, enterprise(97)]}, inserts)])
    assert (*firm(new), day_of(141), None) in intervals(store, "enterprise")
    assert (*seat(enterprise(98), "Weg"), day_of(141), None) in intervals(store, "address")
    assert len(now(store, "enterprise")) == 3


def test_the_register_can_be_asked_as_of_any_day(store: Store, tmp_path: Path) -> None:
    files = [
        update(tmp_path, n, {"address": [BAKER]}, {"address": [seat(BAKER, f"Straat {n}")]})
        for n in (142, 145)
    ]
    ingest(store, files)
    asked = {n: now(store, "address", day_of(n)) for n in range(139, 147)}
    street = {n: next((row[7] for row in rows if row[0] == BAKER), None) for n, rows in asked.items()}
    assert street == {
        139: None, 140: "Kerkstraat", 141: "Kerkstraat", 142: "Straat 142", 143: "Straat 142", 144: "Straat 142",
        145: "Straat 145", 146: "Straat 145",
    }  # fmt: skip


def test_a_later_full_extract_closes_and_opens_what_differs(store: Store, tmp_path: Path) -> None:
    new = enterprise(3)
    register = {"enterprise": [firm(BAKER), firm(new)], "address": [seat(BAKER, "Elders")]}
    [result] = ingest(store, [full(tmp_path, 150, register)], accept_counts=True)
    for table, rows in register.items():
        assert now(store, table) == sorted(rows, key=repr)
    assert now(store, "activity") == []
    assert (*firm(new), day_of(150), None) in intervals(store, "enterprise")
    assert (*firm(BUILDER), day_of(140), day_of(150)) in intervals(store, "enterprise")
    assert result.extract is not None and result.extract.touched["enterprise"] == 2


def test_a_full_extract_that_differs_from_the_updates_before_it_wins_and_it_is_said(
    store: Store, tmp_path: Path
) -> None:
    moved = {**REGISTER, "address": [seat(BAKER, "Elders"), *REGISTER["address"][1:]]}
    [_, result] = ingest(store, [update(tmp_path, 141, {}, {}), full(tmp_path, 141, moved)])
    assert result.notes[0].startswith("drift: ") and result.notes[0].endswith("address 1")
    assert now(store, "address") == sorted(moved["address"], key=repr)


def test_a_full_extract_that_equals_history_changes_nothing(store: Store, tmp_path: Path) -> None:
    before = intervals(store, "activity")
    [result] = ingest(store, [full(tmp_path, 141, REGISTER)])
    assert result.extract is not None and not any(result.extract.touched.values()) and result.notes == []
    assert intervals(store, "activity") == before
