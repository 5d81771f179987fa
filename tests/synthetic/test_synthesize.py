"""The call itself: repeatable, frugal, clear about bad input; and the extra daily update."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.synthetic import BadRequest, synthesize, synthesize_daily_update
from knipperlicht.synthetic.days import snapshot_after

from .reading import TABLES, key, lines


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        synthesize(enterprises=3_000, months=2, seed=seed, out=tmp_path / name, final_full=True)
    assert digest(tmp_path / "a") == digest(tmp_path / "b")
    different, same = digest(tmp_path / "c"), digest(tmp_path / "a")
    assert all(different[name] != same[name] for name in same)


def test_the_description_holds_parameters_and_row_counts(tmp_path: Path) -> None:
    result = synthesize(enterprises=500, months=1, seed=1, out=tmp_path, stories=False)
    told = json.loads(result.description.read_text(encoding="utf-8"))
    assert told["parameters"]["enterprises"] == 500
    for path in result.extracts:
        for name, count in told["rows"][path.name].items():
            assert count == len(lines(path, name))


def test_progress_is_told_once_an_extract(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    synthesize(
        enterprises=500, months=2, seed=1, out=tmp_path, stories=False, final_full=True,
        progress=lambda what, done, total: told.append((what, done, total)),
    )  # fmt: skip
    assert [(done, total) for _, done, total in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"months": -1}, "months must be 0 or more"),
        ({"enterprises": 10}, "at least 500 enterprises"),
        ({"enterprises": 1_000, "stories": True}, "Stories need at least"),
        ({"enterprises": 10_000_000}, "at most"),
        ({"territory": "atlantis"}, "territory must be"),
        ({"first_number": 0}, "extract number must be 1"),
        ({"first_day": date(1999, 1, 1)}, "first day must lie"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(tmp_path: Path, wrong: dict[str, object], message: str) -> None:
    usual: dict[str, object] = {
        "enterprises": 600,
        "months": 1,
        "seed": 1,
        "out": tmp_path / "x",
        "stories": False,
    }
    with pytest.raises(BadRequest, match=message) as refused:
        synthesize(**{**usual, **wrong})  # type: ignore[arg-type]
    assert isinstance(refused.value, ValueError)
    assert not (tmp_path / "x").exists()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadRequest, match="cannot be written"):
        synthesize(enterprises=500, months=0, seed=1, out=tmp_path / "file" / "below", stories=False)


def test_a_daily_update_changes_about_the_wanted_number_of_entities(tmp_path: Path) -> None:
    series = synthesize(enterprises=20_000, months=1, seed=2, out=tmp_path, stories=False)
    daily = synthesize_daily_update(series=tmp_path, changed=500)
    assert daily.changed == pytest.approx(500, rel=0.15)
    assert daily.extract.name == "KboOpenData_0142_2025_06_02_Update.zip"
    assert len(lines(daily.extract, "enterprise_insert.csv")) == daily.rows["enterprise_insert.csv"] > 20
    before = {key(line) for line in lines(series.extracts[0], "enterprise.csv")}
    before |= {key(line) for line in lines(series.extracts[1], "enterprise_insert.csv")}
    assert set(lines(daily.extract, "enterprise_delete.csv")) <= before
    assert all(f"{table}_insert.csv" in daily.rows for table in TABLES)


def test_a_daily_update_needs_a_series(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="not a folder made by synthesize"):
        synthesize_daily_update(series=tmp_path, changed=10)


def test_memory_stays_bounded(tmp_path: Path) -> None:
    # VmHWM and not ru_maxrss: the latter would count the memory of this test process before the exec.
    code = (
        "from pathlib import Path; from knipperlicht.synthetic import synthesize;"
        f"out = Path({str(tmp_path)!r});"
        "synthesize(enterprises=100_000, months=1, seed=1, out=out, territory='belgium');"
        "status = Path('/proc/self/status').read_text();"
        "print(status.split('VmHWM:')[1].split()[0])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(told.stdout) < 700 * 1024


@given(st.dates(date(2025, 1, 4), date(2060, 1, 1)))
def test_a_snapshot_is_the_day_before_the_first_sunday_of_the_next_month(previous: date) -> None:
    published = date.fromordinal(snapshot_after(previous).toordinal() + 1)
    assert published.weekday() == 6 and published.day <= 7
    before = date.fromordinal(previous.toordinal() + 1)
    assert (published.year * 12 + published.month) - (before.year * 12 + before.month) == 1
