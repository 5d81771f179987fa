"""One small invented province for all tests that need a whole installation: made, ingested and built once.

Workers of one run share it through the run's temporary folder. Who writes takes a copy (`own_store`); copies
are hard links, which is safe because nothing in a data directory is ever changed in place.
"""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knipperlicht.build import build
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.readmodel.reader import Reader
from knipperlicht.synthetic import synthesize

# Planning tables in Ibis makes some millions of small objects; looking through them for rings of garbage took a third
# of the time of every test that plans. A ring is still found, only later.
gc.set_threshold(200_000, 50, 50)

ENTERPRISES = 3_000
MONTHS = 6
MADE_ALREADY = "TESTS_INSTALLED"
"""Names the folder of the installation in a run that another run starts: there it stands already."""
LAST_KEPT_BACK = 1
"""Extracts that stay outside the shared store, so that a test can ingest a newer one."""


LONGEST = (
    "web/test_postgresql.py", "indicators/test_golden.py", "web/browser/test_every_page.py", "snapshot/test_amended.py",
    "fairness/test_excluded_inputs.py", "snapshot/test_build.py", "web/serve/test_under_load.py",
)  # fmt: skip
"""Files that take longest, first in a run."""


@dataclass(frozen=True)
class Province:
    """Where the shared installation lives, and the extracts it was made of."""

    root: Path
    extracts: tuple[Path, ...]

    @property
    def newer(self) -> Path:
        """An extract of the month after, not taken in."""
        return self.extracts[-1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make test` gives a file to one worker, which keeps what its tests share; so the longest files come first."""
    here = Path(__file__).parent
    rank = {here / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(LONGEST)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says where the browser's tests left pictures of the pages, just before the closing line."""
    folder = Path(os.environ.get("SHOTS", ".artefacts/shots"))
    if kept := len(list(folder.glob("*.png"))):
        terminalreporter.write_line(f"Pictures of the pages: {kept} in {folder}")


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """The shared data directory. Only for reading."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "installed"
    home = Path(os.environ.get(MADE_ALREADY, home))
    home.mkdir(exist_ok=True)
    files, ready = home / "extracts", home / "ready"
    with (home / "making").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not ready.exists():
            made = synthesize(
                enterprises=ENTERPRISES, months=MONTHS, seed=3, out=files, territory="west-vlaanderen"
            )
            store = Store(home / "data")
            ingest(store, made.extracts[:-LAST_KEPT_BACK])
            build(store)
            ready.touch()
    return Province(home / "data", tuple(sorted(files.glob("*.zip"))))


@pytest.fixture(scope="session")
def shared_store(installed: Province) -> Store:
    """The shared store. Only for reading."""
    return Store(installed.root)


@pytest.fixture(scope="session")
def reader(shared_store: Store) -> Iterator[Reader]:
    """The shared snapshot, open."""
    with Reader(shared_store) as opened:
        yield opened


def linked_copy(root: Path, target: Path) -> Store:
    """A data directory with the same content that may be written to."""
    shutil.copytree(root, target, copy_function=os.link, ignore=shutil.ignore_patterns("lock", "work"))
    return Store(target)


@pytest.fixture
def own_store(installed: Province, tmp_path: Path) -> Store:
    """A store of the test's own, with the shared content."""
    return linked_copy(installed.root, tmp_path / "data")
