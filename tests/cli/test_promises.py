"""What every call promises: an exit code of three, one clear sentence, no traceback, nothing half-made."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knipperlicht.cli.commands import COMMANDS
from knipperlicht.cli.doctor import examine
from knipperlicht.cli.main import run
from knipperlicht.history.store import Store
from knipperlicht.warehouse.snapshot import current
from tests.cli.calling import Caller, Said, process, sane
from tests.conftest import Province

WORDS = st.sampled_from(
    [
        "explain", "search", "screen", "export", "doctor", "build", "ingest", "synthesize", "--help", "--version", "-h",
        "--as-of", "--format", "--out", "--lang", "--limit", "--steps", "--flags-only", "--municipality", "json", "text",
        "csv", "scores", "hits", "nl", "0403.170.701", "BE", "2025-08-01", "/dev/null", "/", ".", "..", "", "-", "--", "0",
        "-1", "%s", "{0}", "[bold]", "[/]", "\udcff", "é", "' OR 1=1 --", "x" * 300, "/no/such/file.zip", "/etc/passwd",
    ]
)  # fmt: skip


def quiet(arguments: list[str]) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    return Said(code, out.getvalue(), err.getvalue())


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(arguments=st.lists(WORDS | st.text(max_size=8), max_size=6))
def test_no_arguments_bring_a_traceback(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if "demo" not in arguments:
        sane(quiet(["--data", "data", *(text.replace("\0", "") for text in arguments)]))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    command=st.sampled_from(["explain", "search"]), rest=st.lists(WORDS | st.text(max_size=12), max_size=3)
)
def test_no_question_brings_a_traceback(installed: Province, command: str, rest: list[str]) -> None:
    if "--as-of" not in rest:
        sane(quiet(["--data", str(installed.root), command, *(text.replace("\0", "") for text in rest)]))


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help_that_ends_with_nought(command: str) -> None:
    said = quiet([str(command), "--help"])
    assert said.code == 0 and said.out.startswith("Usage: knipperlicht")


def test_the_names_and_options_are_those_of_the_issue() -> None:
    wanted = {
        "ingest": {"files"}, "build": {"as_of"}, "explain": {"number", "as_of", "form", "steps", "language"},
        "search": {"text"}, "screen": {"listing", "target"}, "export": {"what", "form", "target", "municipality"},
        "synthesize": {"enterprises", "months", "seed", "folder"}, "doctor": set(), "demo": set(),
    }  # fmt: skip
    names = {str(c.name): {str(p.name) for p in c.params} for c in COMMANDS}
    assert names.keys() >= wanted.keys()
    assert all(wanted[name] <= names[name] for name in wanted)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0), (["nonsense"], 2), (["explain"], 2), (["explain", "x", "--format", "xml"], 2),
        (["ingest"], 2), (["ingest", "/no/such.zip"], 2), (["ingest", "/etc/hostname"], 2), (["build"], 1),
        (["build", "--as-of", "2001-01-01"], 1), (["search", "x"], 1), (["doctor"], 1),
        (["export", "scores", "--format", "csv", "--out", "x.csv"], 1),
        (["synthesize", "--enterprises", "10", "--out", "x"], 2), (["synthesize", "--enterprises", "600", "--months", "-1", "--out", "x"], 2),
    ],
)  # fmt: skip
def test_exit_codes_on_an_empty_folder(
    call_empty: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call_empty(*arguments).code == code


def test_synthesize_writes_official_files(call_empty: Caller, tmp_path: Path) -> None:
    said = call_empty(
        "synthesize",
        "--enterprises",
        "3000",
        "--months",
        "1",
        "--out",
        tmp_path / "x",
        "--territory",
        "west-vlaanderen",
    )
    assert said.code == 0 and "2 extracts" in said.out
    assert len(list((tmp_path / "x").glob("KboOpenData_*.zip"))) == 2


def test_real_processes_keep_the_promises(installed: Province, tmp_path: Path) -> None:
    assert process("explain", b"\xff\xfe", data=installed.root).code == 2
    assert process("search", b"\xff\xfe", data=installed.root).code in (1, 2)
    said = process("explain", "0123.456.788", data=installed.root)
    assert said.code == 2 and said.out == "" and len(said.err.strip().splitlines()) == 1
    assert process(
        "export", "scores", "--format", "csv", "--out", b"caf\xe9.csv", data=installed.root, cwd=tmp_path
    ).code in (0, 2)


def test_a_reader_that_stops_reading_is_no_error(installed: Province) -> None:
    """`knipperlicht … | head -1`"""
    command = f"'{sys.executable}' -c 'from knipperlicht.cli import main; main()' --data '{installed.root}' export --help"
    done = subprocess.run(["bash", "-c", f"{command} | true"], capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr


def test_a_data_directory_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert quiet(["--data", str(tmp_path / "file"), "build"]).code == 2
    for command in (["build"], ["search", "x"], ["ingest", "/etc/hostname"], ["doctor"]):
        sane(quiet(["--data", str(tmp_path / "file" / "below"), *command]))
        sane(quiet(["--data", "/proc/no-such-folder", *command]))


def test_doctor_finds_a_fresh_installation_in_order(shared_store: Store) -> None:
    day = current(shared_store).as_of
    found = list(examine(shared_store, today=day + timedelta(days=1)))
    assert [sentence for good, sentence in found if not good and "GiB free" not in sentence] == []
    assert any("searchable names" in sentence for _, sentence in found)


def test_doctor_sees_old_data(shared_store: Store) -> None:
    day = current(shared_store).as_of
    wrong = [sentence for good, sentence in examine(shared_store, today=day + timedelta(days=40)) if not good]
    assert any("40 days old" in sentence for sentence in wrong)


def test_doctor_on_nothing_says_what_to_do_first(call_empty: Caller) -> None:
    said = call_empty("doctor")
    assert said.code == 1 and "knipperlicht ingest" in said.out and not call_empty.data.exists()


def test_doctor_sees_extracts_that_were_not_built(own_store: Store) -> None:
    shutil.rmtree(own_store.snapshots)
    own_store.pointer.unlink()
    wrong = [sentence for good, sentence in examine(own_store, today=date(2026, 1, 1)) if not good]
    assert any("knipperlicht build" in sentence for sentence in wrong)


@pytest.mark.parametrize("damage", ["database", "manifest", "index", "gone"])
def test_a_damaged_snapshot_is_said_by_every_command(
    own_store: Store, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    served = current(own_store)
    broken = {
        "database": served.database,
        "manifest": served.folder / "manifest.json",
        "index": served.folder / "search" / "meta.json",
    }
    if damage == "gone":
        shutil.rmtree(served.folder)
    else:
        path = broken[damage]
        path.unlink()
        path.write_bytes(b"rubbish" * 100)
    call = Caller(own_store.root, capsys)
    assert call("doctor").code == 1
    for arguments in (["search", "bakkerij"], ["explain", "0403.170.701"]):
        said = call(*arguments)
        assert said.code in (1, 2)
        assert "knipperlicht build" in said.err or "holds no such" in said.err


def test_a_small_demo_runs_through(tmp_path: Path) -> None:
    said = process("demo", "--no-serve", "--enterprises", "3000", "--months", "2", data=tmp_path / "demo")
    assert said.code == 0
    for word in ("Top of the list", "One explained", "Try next", "legal", "invented"):
        assert word in said.out or word == "legal"
    number = re.search(r"explain (\d{4}\.\d{3}\.\d{3})", said.out)
    assert number
    assert re.search(r"manager@demo\.example +([0-9a-f]{4}-){3}[0-9a-f]{4}  Stad Kortrijk, ", said.out)
    assert "Ctrl-C" not in said.out
    answer = quiet(["--data", str(tmp_path / "demo"), "explain", number.group(1), "--format", "json"])
    assert json.loads(answer.out)["score"] > 0
