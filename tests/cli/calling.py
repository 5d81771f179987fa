"""The command line as a user calls it: exit code and words."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from knipperlicht.cli.main import run


@dataclass(frozen=True)
class Said:
    """What one call gave."""

    code: int
    out: str
    err: str


class Caller:
    """Calls in this process, on one data directory."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self._capsys = data, capsys

    def __call__(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        code = run(["--data", str(self.data), *map(str, arguments)])
        captured = self._capsys.readouterr()
        said = Said(code, captured.out, captured.err)
        sane(said)
        return said


def sane(said: Said) -> None:
    """The promises of every call: a known exit code, no traceback, an error that says something."""
    assert said.code in (0, 1, 2), said
    assert "Traceback" not in said.out + said.err, said
    assert "did not foresee" not in said.err, said
    assert said.code == 0 or said.err.strip() or said.out.strip(), said


def process(*arguments: str | bytes | Path, data: Path, **options: object) -> Said:
    """A call in a process of its own."""
    command = [
        sys.executable,
        "-c",
        "from knipperlicht.cli import main; main()",
        "--data",
        str(data),
        *arguments,
    ]
    done = subprocess.run(
        command, capture_output=True, check=False, env=os.environ | {"PYTHONUTF8": "1"}, timeout=120, **options  # type: ignore[call-overload]
    )  # fmt: skip
    said = Said(
        done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    )
    sane(said)
    return said
