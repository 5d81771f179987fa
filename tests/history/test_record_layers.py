"""Merged layers say, of every day, what the deliveries said one by one; what is replaced is found once."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from knipperlicht.history import record_layers, records
from knipperlicht.history.deliveries import FOLDER, deliveries, layer_of
from knipperlicht.history.records import replay_records, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.records import Source
from knipperlicht.warehouse.records import link_records, open_records
from tests.history.test_records import TODAY, known, said, source

DAYS = [date(2026, 1, 1) + timedelta(days=day) for day in range(15)]
Files = list[Path]


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Source:
    monkeypatch.setattr(record_layers, "MANY", 4)
    return known(monkeypatch, source())


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Daily answers, many about the same few companies, one line of each unreadable; brought out of order."""
    chance = random.Random(7)
    made = []
    for day in DAYS:
        path = tmp_path / f"{day}.txt"
        lines = [f"{chance.randrange(9)},2025-12-0{chance.randrange(1, 4)},{day}" for _ in range(6)]
        path.write_text("\n".join([*lines, "unreadable"]), "utf-8")
        made.append(path)
    chance.shuffle(made)
    return made


def take(store: Store, oracle: Source, files: Files, at_once: int = 1) -> None:
    for start in range(0, len(files), at_once):
        some = [(path, oracle) for path in files[start : start + at_once]]
        take_in_records(store, some, today=TODAY, accept_counts=True)


def every_day(store: Store) -> list[list[tuple[int, str, str]]]:
    return [said(store, day) for day in DAYS[::3]]


def layers(store: Store) -> list[Path]:
    return [path for path in store.history.glob(f"{FOLDER}/oracle/*") if path.is_dir()]


@pytest.fixture
def apart(tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch) -> list[list[tuple[int, str, str]]]:
    """What the same files say where nothing is merged."""
    with monkeypatch.context() as patched:
        one = known(patched, source())
        store = Store(tmp_path / "apart")
        take(store, one, files, at_once=len(files))
        assert len(layers(store)) == len(files)
        return every_day(store)


@pytest.mark.parametrize(("at_once", "small"), [(1, 250_000), (15, 250_000), (3, 20)])
def test_merged_layers_say_the_same_of_every_day(
    tmp_path: Path,
    files: Files,
    apart: list[list[tuple[int, str, str]]],
    oracle: Source,
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
    small: int,
) -> None:
    monkeypatch.setattr(record_layers, "SMALL", small)
    store = Store(tmp_path / "data")
    take(store, oracle, files, at_once)
    assert len(layers(store)) < (len(files) if small == 20 else 4)
    assert every_day(store) == apart and apart[-1] != apart[2]


def test_rejects_go_along_and_replay_makes_the_same(tmp_path: Path, files: Files, oracle: Source) -> None:
    store = Store(tmp_path / "data")
    take(store, oracle, files)
    before = every_day(store)
    held = {str(layer_of(store, one) / "rejects.parquet") for one in deliveries(store)}
    refused = duckdb.sql(f"SELECT count(*) FROM read_parquet({sorted(held)}) WHERE content = 'unreadable'")
    assert refused.fetchall() == [(len(files),)]
    shutil.rmtree(store.history)
    assert replay_records(store) == len(files)
    assert every_day(store) == before and len(layers(store)) < 4


def test_killed_at_any_moment_of_a_merge_nothing_is_lost(
    tmp_path: Path, files: Files, apart: list[list[tuple[int, str, str]]], oracle: Source
) -> None:
    store = Store(tmp_path / "data")

    moments = {"merge": 0, "_place": 1, "_sweep": 1}
    for number, path in enumerate(files):
        name = list(moments)[number % 3]
        with pytest.MonkeyPatch.context() as patched, suppress(Killed):
            # What stands before the merge (the delivery's own layer, the first sweep) happens.
            patched.setattr(records, name, dying(getattr(records, name), after=moments[name]))
            take(store, oracle, [path])
        assert len(deliveries(store)) == number + 1
        assert all(layer_of(store, one).exists() for one in deliveries(store))
    assert every_day(store) == apart


class Killed(BaseException):
    """Nothing catches it."""


def dying(real: Callable[..., Any], *, after: int) -> Callable[..., Any]:
    """`real`, that dies at a call after so many."""
    left = iter([False] * after + [True])

    def called(*args: Any, **rest: Any) -> Any:
        if next(left, True):
            raise Killed
        return real(*args, **rest)

    return called


def test_a_snapshot_has_what_was_replaced_as_a_file(
    tmp_path: Path, files: Files, oracle: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, folder = Store(tmp_path / "data"), tmp_path / "snapshot"
    take(store, oracle, files)
    with duckdb.connect() as connection:
        open_records(connection, layers=store.history / FOLDER, taken=deliveries(store))
        link_records(connection, layers=store.history / FOLDER, taken=deliveries(store), folder=folder)
    assert (folder / "oracle" / "answer.replaced.parquet").exists()
    with duckdb.connect() as connection:
        open_records(connection, layers=folder, taken=deliveries(store))
        rows = connection.execute("SELECT enterprise, said, seen FROM answer ORDER BY ALL").fetchall()
    assert [(number, word, str(seen)) for number, word, seen in rows] == said(store)


def test_of_a_list_nothing_is_merged(tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_layers, "MANY", 4)
    store = Store(tmp_path / "data")
    take(store, known(monkeypatch, source("list")), files)
    assert len(layers(store)) == len(files)
