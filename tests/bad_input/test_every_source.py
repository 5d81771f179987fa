"""Every format of every source against every malady: one clear sentence and nothing changed, or rows refused alone.

The rows stand in `formats.py`; a source without its row, or a sample of a form that no row has, is an error.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

import knipperlicht.cli.commands as commands
import knipperlicht.sources as package
from knipperlicht.cli.main import run
from knipperlicht.core.marks import CONTROL, LONGEST
from knipperlicht.history.deliveries import deliveries, raw_of
from knipperlicht.history.store import Store
from knipperlicht.sources.records import record_sources
from tests.bad_input.formats import ROWS
from tests.bad_input.maladies import IN_A_ZIP, MALADIES, Row, maladies_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class _Clock(datetime):
    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return NOW


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "datetime", _Clock)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By row, a data directory that holds its good file; made when first asked for."""
    return {}


def _held(row: Row, held: dict[str, Path], factory: pytest.TempPathFactory) -> Path:
    if str(row) not in held:
        folder = factory.mktemp("held")
        good = folder / row.file
        good.write_bytes(row.made(row.plain()))
        assert run(["--data", str(folder / "data"), "ingest", str(good)]) == 0
        held[str(row)] = folder / "data"
    return held[str(row)]


def _everything(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("row", "malady"),
    [pytest.param(row, name, id=f"{row}-{name}") for row in ROWS for name in maladies_of(row)],
)
def test_a_bad_file(
    row: Row, malady: str, held: dict[str, Path], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    data = tmp_path / "data"
    shutil.copytree(_held(row, held, tmp_path_factory), data)
    before = _everything(data)
    zipped = malady in IN_A_ZIP and not row.inside
    bad = tmp_path / (row.file + ".zip" if zipped else row.file)
    bad.write_bytes(MALADIES[malady](row))
    capsys.readouterr()
    code = run(["--data", str(data), "ingest", str(bad)])
    said = capsys.readouterr().err
    outcome = _refused(code, said, bad) or _taken_in(Store(data), bad)
    assert outcome == row.differently.get(malady, "refused"), said
    if outcome == "refused":
        assert _everything(data) == before


def _refused(code: int, said: str, bad: Path) -> str:
    """ "refused" where the file was, in one sentence that names it; empty where it was taken in."""
    assert code in (0, 2), said
    if code == 0:
        assert said == ""
        return ""
    assert said.count("\n") == 1 and said.rstrip("\n").isprintable(), said
    assert str(bad) in said and len(said) < 1000 and "did not foresee" not in said and "Traceback" not in said
    return "refused"


def _taken_in(store: Store, bad: Path) -> str:
    """ "rows" where some were refused, each with place and reason, else "whole"; what is kept holds no odd sign."""
    extracts, taken = store.extracts(), deliveries(store)
    if extracts:
        counts, layer, raw = (
            extracts[-1].counts,
            store.layer(extracts[-1]),
            store.raw / f"{extracts[-1].sha256}.zip",
        )
    else:
        last = max(taken, key=lambda one: one.seq)
        counts, layer = last.counts, store.history / "records" / last.source / last.layer
        raw = raw_of(store, last)
    assert raw.read_bytes() == bad.read_bytes(), "the file itself is kept as it came"
    assert all(count.read == count.accepted + count.rejected for count in counts)
    with duckdb.connect() as connection:
        refused = 0
        for path in layer.glob("*.parquet"):
            rows = connection.execute("FROM read_parquet(?)", [str(path)]).fetchall()
            if "rejects" in path.name:
                refused += len(rows)
                columns = '"where", reason' if path.name == "rejects.parquet" else "line::VARCHAR, reason"
                named = connection.execute(f"SELECT {columns} FROM read_parquet(?)", [str(path)]).fetchall()
                assert all(place and reason for place, reason in named)
                continue
            texts = (cell for row in rows for cell in row if isinstance(cell, str))
            assert not [text for text in texts if CONTROL.search(text) or len(text) > LONGEST]
    assert refused == sum(count.rejected for count in counts)
    return "rows" if refused else "whole"


def test_every_source_and_every_form_of_its_samples_has_its_row() -> None:
    forms = {
        (folder.parent.name, sample.suffix)
        for folder in Path(str(package.__path__[0])).glob("*/sample")
        for sample in folder.iterdir()
    }
    tried = {(row.source, Path(row.file.removesuffix(".zip")).suffix) for row in ROWS}
    assert forms - tried == set()
    assert {row.source for row in ROWS} == {"kbo_opendata", *record_sources()}


def test_no_exception_of_a_row_is_about_a_malady_that_does_not_exist() -> None:
    assert [name for row in ROWS for name in row.differently if name not in maladies_of(row)] == []
    assert {outcome for row in ROWS for outcome in row.differently.values()} <= {"rows", "whole"}
