"""A caller on the shared installation, and one on an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.conftest import Province


@pytest.fixture
def call(installed: Province, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Only for commands that write nothing into the data directory."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("KNIPPERLICHT_FLAGS_ONLY", raising=False)
    return Caller(installed.root, capsys)


@pytest.fixture
def call_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(tmp_path / "nothing-here", capsys)
