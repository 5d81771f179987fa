"""The site on PostgreSQL: the tests marked `databases`, run again in a process of their own on a private server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MADE_ALREADY, Province
from tests.databases import private_postgresql

ROOT = Path(__file__).parents[2]
AT_LEAST = 250
"""Tests that must have run there: a marker that is lost is noticed."""


@pytest.mark.slow
def test_the_tests_of_the_site_pass_on_postgresql(installed: Province, tmp_path: Path) -> None:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("this is that run")
    with private_postgresql() as server:
        env = _without_workers() | {
            "DATABASE_URL": server.url("site"),
            MADE_ALREADY: str(installed.root.parent),
        }
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "tests/web", "-q", "-m", "databases", "--durations=5", "-p", "no:xdist", "-p", "no:cacheprovider",
             "--basetemp", str(tmp_path / "pytest")],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed and int(passed.group(1)) >= AT_LEAST, done.stdout[-2000:]


def _without_workers() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "KNIPPERLICHT_"))
    }
