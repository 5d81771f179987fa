"""The machine fails: no room, no rights, somebody else at work. One sentence, and history as it was."""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pytest

from knipperlicht.build import build
from knipperlicht.engine import plain_failures
from knipperlicht.errors import Busy, KnipperlichtError
from knipperlicht.history.ingest import ingest, replay
from knipperlicht.history.store import Store
from tests.history.register_files import Tables, enterprise, firm, full, history, name, update

ROOT = Path(__file__).parents[2]
FIRMS = [enterprise(n) for n in range(3000)]
REGISTER: Tables = {
    "enterprise": [firm(n) for n in FIRMS],
    "denomination": [name(n, f"Naam {n * 7919 % 104729} {n}") for n in FIRMS],
}
PROGRAM = """
import resource, sys
from pathlib import Path
from knipperlicht.errors import KnipperlichtError
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
import duckdb, pyarrow, yaml
duckdb.connect().close()
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    ingest(Store(Path(sys.argv[1])), [Path(sys.argv[2])], accept_counts=True)
except KnipperlichtError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that holds REGISTER since extract 140."""
    store = Store(tmp_path / "data")
    ingest(store, [full(tmp_path, 140, REGISTER)], accept_counts=True)
    return store


@pytest.mark.parametrize("room", [500, 20_000, 45_000, 60_000])
def test_when_the_disk_takes_no_more_history_stays_and_the_sentence_is_clear(
    room: int, store: Store, tmp_path: Path
) -> None:
    """Each limit hits another moment: the copy, unpacking, Parquet written by DuckDB."""
    file = full(tmp_path, 141, {**REGISTER, "denomination": [name(n, f"Nieuw {n}") for n in FIRMS]})
    before = history(store)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(store.root), str(file), str(room)],
        capture_output=True, text=True, cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert "Nothing was changed." in done.stdout and done.stdout.count("\n") == 1
    assert history(store) == before and not store.work.exists()
    ingest(store, [file], accept_counts=True)
    assert len(store.extracts()) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a small tmpfs needs root")
def test_a_full_file_system_is_said_and_history_stays(store: Store, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(small)], check=False)
    if mounted.returncode:
        pytest.skip("mount is not allowed here")
    try:
        with pytest.raises(KnipperlichtError, match=r"Nothing was changed\.$"):
            ingest(Store(small / "data"), [full(tmp_path, 140, REGISTER)], accept_counts=True)
        assert Store(small / "data").extracts() == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


@pytest.mark.parametrize(
    "failure",
    [duckdb.IOException("IO Error: x"), duckdb.OutOfMemoryException("x"), OSError(28, "x")],
    ids=repr,
)
def test_what_the_engine_and_the_system_raise_becomes_a_sentence(failure: Exception, tmp_path: Path) -> None:
    with pytest.raises(KnipperlichtError, match=r"[Nn]othing was changed\.$"), plain_failures(tmp_path):
        raise failure


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnipperlichtError, match="Nothing was changed"):
        ingest(Store(tmp_path / "file" / "data"), [full(tmp_path, 140, REGISTER)])


def _hold(root: Path, held: Event, release: Event) -> None:
    with Store(root).lock("build"):
        held.set()
        release.wait(60)


def test_a_second_writer_is_told_who_is_at_work_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    before = history(store)
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(store.root, held, release))
    other.start()
    try:
        assert held.wait(60)
        one = update(tmp_path, 141, {}, {})
        for attempt in (lambda: ingest(store, [one]), lambda: replay(store), lambda: build(store)):
            with pytest.raises(
                Busy, match=f"another process is at work here \\(build, process {other.pid}\\)"
            ):
                attempt()
    finally:
        release.set()
        other.join()
    assert history(store) == before
    ingest(store, [update(tmp_path, 141, {}, {})])


def test_the_file_size_limit_of_this_process_is_untouched() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
