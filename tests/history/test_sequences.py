"""Any sequence of extracts gives the history that the states of the register imply.

Hypothesis invents the life of a small register. What history must say is worked out in plain Python from
the states themselves, independent of the code under test.
"""

from __future__ import annotations

import itertools
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from knipperlicht.history.ingest import ingest, replay
from knipperlicht.history.store import Store
from knipperlicht.sources.kbo_opendata.layout import TABLES

from .register_files import (
    FIRST,
    Interval,
    Row,
    activity,
    branch,
    day_of,
    enterprise,
    establishment,
    firm,
    full,
    history,
    name,
    seat,
    update,
)  # fmt: skip

State = dict[str, list[Row]]
EXAMPLES = settings(
    max_examples=int(os.environ.get("KNIPPERLICHT_EXAMPLES", "5")),
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
"""An example takes in several extracts: shrinking a failure would take minutes."""


@st.composite
def states(draw: st.DrawFn) -> State:
    """A whole register: up to three firms, each with a shop that may move to another firm."""
    present = draw(st.sets(st.integers(1, 3), min_size=1))
    state: State = {table.name: [] for table in TABLES}
    for n in sorted(present):
        number, version = enterprise(n), draw(st.integers(0, 2))
        state["enterprise"].append(firm(number, situation=["000", "012", "050"][version]))
        state["denomination"].append(name(number, f"Naam {draw(st.integers(0, 1))}"))
        state["address"].append(seat(number, f"Straat {draw(st.integers(0, 2))}"))
        state["activity"] += [
            activity(number, code) for code in draw(st.sets(st.sampled_from(["56111", "56112"])))
        ]
        state["contact"] += [(number, "ENT", "TEL", str(k)) for k in draw(st.sets(st.integers(1, 2)))]
        if draw(st.booleans()):
            state["branch"].append((branch(n), FIRST, number))
    for n in (1, 2):
        owner = draw(st.sampled_from([None, *sorted(present)]))
        if owner is not None:
            shop = establishment(n)
            state["establishment"].append((shop, FIRST, enterprise(owner)))
            state["address"].append(seat(shop, f"Winkelstraat {draw(st.integers(0, 1))}", kind="BAET"))
            state["activity"].append(activity(shop, draw(st.sampled_from(["56111", "56112"]))))
    return state


lives = st.lists(states(), min_size=2, max_size=4)


def blocks(state: State, table: str) -> dict[object, set[Row]]:
    """The rows of each entity."""
    found: dict[object, set[Row]] = {}
    for row in state[table]:
        found.setdefault(row[0], set()).add(row)
    return found


def update_between(folder: Path, number: int, before: State, after: State) -> Path:
    """The update as the register makes it: who left is deleted from `enterprise` or `establishment` only."""
    deletes: dict[str, list[int]] = {}
    inserts: State = {}
    gone = {row[0] for t in ("enterprise", "establishment", "branch") for row in before[t]} - {
        row[0] for t in ("enterprise", "establishment", "branch") for row in after[t]
    }
    gone_firms = {row[0] for row in before["enterprise"]} & gone
    for table in (t.name for t in TABLES):
        old, new = blocks(before, table), blocks(after, table)
        changed = {entity for entity in old | new if old.get(entity) != new.get(entity)}
        inserts[table] = [row for entity in changed for row in new.get(entity, ())]
        named = [
            e for e in changed if e in old and (e not in gone or e in gone_firms or table == "establishment")
        ]
        if table == "branch":  # a branch that leaves alone must be named
            named = [e for e in changed if e in old]
        deletes[table] = [
            e for e in named if not (e in gone_firms and table not in ("enterprise", "denomination"))
        ]
    return update(folder, number, deletes, inserts)  # type: ignore[arg-type]


def implied(life: Sequence[State], numbers: Sequence[int]) -> dict[str, list[Interval]]:
    """What history must hold: each row from the day it is first there to the day it no longer is."""
    told: dict[str, list[Interval]] = {}
    for table in (t.name for t in TABLES):
        found: list[Interval] = []
        open_rows: dict[Row, object] = {}
        for state, number in zip(life, numbers, strict=True):
            rows = set(state[table])
            found += [(*row, since, day_of(number)) for row, since in open_rows.items() if row not in rows]
            open_rows = {row: open_rows.get(row, day_of(number)) for row in rows}
        found += [(*row, since, None) for row, since in open_rows.items()]
        told[table] = sorted(found, key=repr)
    return told


def files_of(folder: Path, life: Sequence[State], fulls: set[int] = frozenset()) -> list[Path]:  # type: ignore[assignment]
    """A full extract, then an update a day; for steps in `fulls` a full extract as well."""
    made = [full(folder, 140, life[0])]
    for step, (before, after) in enumerate(itertools.pairwise(life), start=1):
        made.append(update_between(folder, 140 + step, before, after))
        if step in fulls:
            made.append(full(folder, 140 + step, after))
    return made


@contextmanager
def room() -> Iterator[tuple[Store, Path]]:
    """An empty store and a folder for files."""
    with tempfile.TemporaryDirectory() as folder:
        yield Store(Path(folder) / "data"), Path(folder)


@EXAMPLES
@given(life=lives, fulls=st.sets(st.integers(1, 3)))
def test_history_is_what_the_states_imply_whatever_updates_and_full_extracts_tell_it(
    life: list[State], fulls: set[int]
) -> None:
    with room() as (store, folder):
        ingest(store, files_of(folder, life, fulls), accept_counts=True)
        assert history(store) == implied(life, range(140, 140 + len(life)))


@EXAMPLES
@given(life=lives, fulls=st.sets(st.integers(1, 3)), shuffle=st.randoms(use_true_random=False))
def test_the_order_in_which_extracts_arrive_changes_no_history(
    life: list[State], fulls: set[int], shuffle: random.Random
) -> None:
    with room() as (store, folder):
        files = files_of(folder, life, fulls)
        shuffle.shuffle(files)
        for file in files:
            ingest(store, [file], accept_counts=True)
        assert history(store) == implied(life, range(140, 140 + len(life)))


@EXAMPLES
@given(life=lives, fulls=st.sets(st.integers(1, 3)), shuffle=st.randoms(use_true_random=False))
def test_replay_from_the_raw_files_alone_gives_the_same_history(
    life: list[State], fulls: set[int], shuffle: random.Random
) -> None:
    with room() as (store, folder):
        files = files_of(folder, life, fulls)[1 if shuffle.random() < 0.3 else 0 :]
        shuffle.shuffle(files)
        for file in files:
            ingest(store, [file], accept_counts=True)
        before = history(store)
        (store.history / "manifest.json").unlink()
        replay(store)
        assert history(store) == before


@EXAMPLES
@given(life=lives)
def test_a_full_extract_each_day_gives_the_same_history_as_updates(life: list[State]) -> None:
    with room() as (store, folder):
        ingest(store, [full(folder, 140 + n, state) for n, state in enumerate(life)], accept_counts=True)
        assert history(store) == implied(life, range(140, 140 + len(life)))


@EXAMPLES
@given(life=lives, shuffle=st.randoms(use_true_random=False))
def test_order_of_rows_and_unrelated_entities_change_nothing(
    life: list[State], shuffle: random.Random
) -> None:
    stranger, started = enterprise(77), establishment(77)
    with room() as (store, folder):
        noisy: list[State] = []
        for step, state in enumerate(life):
            more: State = {name: list(rows) for name, rows in state.items()}
            more["enterprise"].append(firm(stranger))
            more["activity"] += [activity(stranger, "56111"), activity(stranger, "56112", "SECO")]
            if step % 2:
                more["establishment"].append((started, FIRST, stranger))
            for rows in more.values():
                shuffle.shuffle(rows)
            noisy.append(more)
        ingest(store, files_of(folder, noisy), accept_counts=True)
        own = {
            table: [row for row in rows if row[0] not in (stranger, started)]
            for table, rows in history(store).items()
        }
        assert own == implied(life, range(140, 140 + len(life)))
