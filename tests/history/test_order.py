"""Extracts out of order, twice, with gaps: detected, said, never corrupting history."""

from __future__ import annotations

import itertools
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.history.ingest import ingest, replay
from knipperlicht.history.store import Store

from .register_files import (
    Tables,
    day_of,
    enterprise,
    firm,
    full,
    full_members,
    history,
    now,
    seat,
    update,
    update_members,
    zipped,
)  # fmt: skip

BAKER = enterprise(1)
ORDERS = [order for order in itertools.permutations(range(4)) if order[0] > order[-1] or order[1] == 0]
"""Two thirds of all orders."""

REGISTER: Tables = {"enterprise": [firm(BAKER)], "address": [seat(BAKER, "Kerkstraat")]}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that holds REGISTER since extract 140."""
    store = Store(tmp_path / "data")
    ingest(store, [full(tmp_path, 140, REGISTER)])
    return store


def moved(folder: Path, number: int) -> Path:
    """An update in which the baker's seat moves to a street with the extract's number."""
    return update(folder, number, {"address": [BAKER]}, {"address": [seat(BAKER, f"Straat {number}")]})


def test_the_same_file_twice_is_said_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    ingest(store, [moved(tmp_path, 141)])
    before = (store.history / "manifest.json").read_bytes()
    [result] = ingest(store, [moved(tmp_path, 141)])
    assert result.extract is None and "already in history" in result.notes[0]
    assert (store.history / "manifest.json").read_bytes() == before


def test_the_unpacked_folder_of_a_file_taken_in_is_the_same_extract(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(full(tmp_path, 140, REGISTER)) as packed:
        packed.extractall(tmp_path / "unpacked")
    [result] = ingest(store, [tmp_path / "unpacked"])
    assert result.extract is None and "already in history" in result.notes[0]


def test_a_folder_is_taken_in_and_kept_as_a_zip_that_can_be_replayed(tmp_path: Path) -> None:
    folder = tmp_path / "it's a folder"
    folder.mkdir()
    for member, text in full_members(140, REGISTER).items():
        (folder / member).write_text(text, "utf-8")
    store = Store(tmp_path / "data with 'quotes'")
    ingest(store, [folder])
    before = history(store)
    replay(store)
    assert history(store) == before and now(store, "enterprise") == REGISTER["enterprise"]


def test_another_file_with_the_same_number_is_refused(store: Store, tmp_path: Path) -> None:
    other = zipped(tmp_path / "other.zip", full_members(140, {"enterprise": [firm(enterprise(2))]}))
    with pytest.raises(UnusableFile, match="already holds another file with that number"):
        ingest(store, [other])
    assert now(store, "enterprise") == REGISTER["enterprise"]


def test_a_gap_is_said_and_forgotten_when_it_is_filled(store: Store, tmp_path: Path) -> None:
    [result] = ingest(store, [moved(tmp_path, 142)])
    assert result.notes[0].startswith("gap: 1 extract number(s) between 0140 full and 0142 update")
    [late] = ingest(store, [moved(tmp_path, 141)])
    assert "arrived out of order: history was made again for 0142 update" in late.notes[0]
    assert [e.notes for e in store.extracts()] == [[], [], []]
    assert [row[-2:] for row in history(store)["address"]] == [
        (day_of(140), day_of(141)), (day_of(141), day_of(142)), (day_of(142), None),
    ]  # fmt: skip


def test_numbers_skipped_before_a_full_extract_are_said_and_are_no_gap(store: Store, tmp_path: Path) -> None:
    [result] = ingest(store, [full(tmp_path, 150, REGISTER)])
    assert result.notes[0].startswith("skipped: 9 extract number(s)")


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_every_order_of_arrival_gives_one_history(order: tuple[int, ...], tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    files = [moved(tmp_path, 139), full(tmp_path, 140, REGISTER), moved(tmp_path, 140), moved(tmp_path, 141)]
    for place in order:
        ingest(store, [files[place]])
    shown = [(row[7], *row[-2:]) for row in history(store)["address"]]
    assert shown == [
        ("Kerkstraat", day_of(140), day_of(141)),
        ("Straat 139", day_of(139), day_of(140)),
        ("Straat 141", day_of(141), None),
    ]
    assert [row[-2:] for row in history(store)["enterprise"]] == [(day_of(140), None)]


def test_an_update_whose_full_extract_is_there_is_covered_and_said(store: Store, tmp_path: Path) -> None:
    [result] = ingest(store, [moved(tmp_path, 140)])
    assert result.extract is not None and result.extract.role == "covered"
    assert result.notes[0].startswith("covered: ")
    assert now(store, "address") == REGISTER["address"]


def test_an_update_in_an_empty_store_says_what_is_not_known(tmp_path: Path) -> None:
    [result] = ingest(Store(tmp_path / "data"), [moved(tmp_path, 141)])
    assert result.notes[0].startswith("partial: ")


@pytest.mark.parametrize(
    ("number", "shift"), [(141, -5), (139, 5), (140, 1)], ids=["later", "earlier", "same number"]
)
def test_a_day_that_contradicts_the_numbers_is_refused(
    store: Store, tmp_path: Path, number: int, shift: int
) -> None:
    day = day_of(number) + timedelta(days=shift)
    odd = zipped(tmp_path / "odd.zip", update_members(number, {}, {}, day=day))
    before = history(store)
    with pytest.raises(UnusableFile, match="Numbers and days must agree"):
        ingest(store, [odd])
    assert history(store) == before


def test_when_one_of_several_files_fails_the_error_names_those_before_it(
    store: Store, tmp_path: Path
) -> None:
    bad = zipped(tmp_path / "bad.zip", update_members(142, {}, {}, day=day_of(100)))
    with pytest.raises(UnusableFile, match="Taken in before it: 0141 update"):
        ingest(store, [bad, moved(tmp_path, 141)])
    assert [e.label for e in store.extracts()] == ["0140 full", "0141 update"]


def test_replay_refuses_a_damaged_raw_file_and_leaves_history_as_it_was(store: Store, tmp_path: Path) -> None:
    ingest(store, [moved(tmp_path, 141)])
    before = history(store)
    raw = store.raw / f"{store.extracts()[1].sha256}.zip"
    content = bytearray(raw.read_bytes())
    content[len(content) // 3] ^= 0xFF
    raw.write_bytes(bytes(content))
    with pytest.raises(UnusableFile):
        replay(store)
    assert history(store) == before


def test_replay_repairs_a_damaged_manifest_and_lost_layers(store: Store, tmp_path: Path) -> None:
    ingest(store, [moved(tmp_path, 141)])
    before = history(store)
    (store.history / "manifest.json").write_text("{", "utf-8")
    replay(store)
    assert history(store) == before
