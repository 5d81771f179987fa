from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetching.places import Place
from tests.fetching.server import Server, Slept, serving


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving() as played:
        yield played


@pytest.fixture
def slept() -> Slept:
    return Slept()


@pytest.fixture
def place(tmp_path: Path, slept: Slept) -> Place:
    return Place(tmp_path / "data", slept)
