"""A reader that follows the cookbook and cascades deletions ends up with the next full extract."""

from __future__ import annotations

import pytest

from knipperlicht.synthetic import SynthesisResult

from .reading import TABLES, Register, apply, counted, key, lines, load


@pytest.fixture(scope="module")
def followed(province: SynthesisResult) -> Register:
    register = load(province.extracts[0])
    for update in province.extracts[1:-1]:
        apply(register, update)
    return register


@pytest.mark.parametrize("table", TABLES)
def test_full_and_updates_give_the_next_full(
    province: SynthesisResult, followed: Register, table: str
) -> None:
    assert counted(followed, table) == counted(load(province.extracts[-1]), table)


def test_an_enterprise_that_left_is_mostly_not_in_address_and_activity_delete(
    province: SynthesisResult,
) -> None:
    left, in_names, in_addresses, in_activities = 0, 0, 0, 0
    for update in province.extracts[1:-1]:
        inserted = {key(line) for line in lines(update, "enterprise_insert.csv")}
        gone = set(lines(update, "enterprise_delete.csv")) - inserted
        left += len(gone)
        in_names += len(gone & set(lines(update, "denomination_delete.csv")))
        in_addresses += len(gone & set(lines(update, "address_delete.csv")))
        in_activities += len(gone & set(lines(update, "activity_delete.csv")))
    assert left == in_names > 300
    assert in_addresses < 0.1 * left and in_activities < 0.1 * left


def test_a_new_entity_is_inserted_without_being_deleted(province: SynthesisResult) -> None:
    before = {key(line) for line in lines(province.extracts[0], "enterprise.csv")}
    update = province.extracts[1]
    new = {key(line) for line in lines(update, "enterprise_insert.csv")} - before
    assert len(new) > 50
    for table in TABLES:
        assert not new & set(lines(update, f"{table}_delete.csv"))


def test_some_start_dates_lie_after_the_snapshot(province: SynthesisResult) -> None:
    starts = [
        line.rsplit(",", 1)[1] for u in province.extracts[1:-1] for line in lines(u, "enterprise_insert.csv")
    ]
    assert any(start[3:] in ("06-2026", "07-2026") for start in starts)


def test_monthly_change_is_of_a_realistic_size(province: SynthesisResult) -> None:
    size = 20_000
    for update in province.extracts[2:-1]:
        rows = province.rows[update.name]
        deleted, inserted = rows["enterprise_delete.csv"], rows["enterprise_insert.csv"]
        assert 0.002 * size < deleted < 0.02 * size
        assert 0.005 * size < inserted < 0.03 * size
        assert 0.002 * size < rows["address_delete.csv"] < 0.03 * size
