"""Building: the same again gives the same, killed or starved or failing leaves what was served, one at a time."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

import pytest

from knipperlicht.build import build
from knipperlicht.core.numbers import format_number
from knipperlicht.errors import Busy
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.readmodel.explain import explain
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search import search
from knipperlicht.readmodel.steps import steps
from knipperlicht.scoring import checks
from knipperlicht.warehouse.snapshot import current, published
from tests.cli.calling import Caller, process
from tests.conftest import Province
from tests.snapshot.builds import kill_at, leftovers, results


def test_the_next_extract_is_served_and_who_reads_the_old_one_goes_on(
    installed: Province, own_store: Store
) -> None:
    with Reader(own_store) as reader:
        before = reader.snapshot
        number = format_number(reader.rows("SELECT min(enterprise) AS n FROM score")[0]["n"])
        old = explain(reader, number)
        assert reader.refresh() is False
        ingest(own_store, [installed.newer])
        after = build(own_store)
        assert after.as_of > before.as_of and current(own_store).id == after.id != before.id
        assert explain(reader, number) == old
        assert search(reader, number) and steps(reader, number)
        assert reader.refresh() is True and reader.snapshot.id == after.id
        assert explain(reader, number)["snapshot"] == after.id
        assert reader.refresh() is False


def test_an_update_on_top_of_a_build_gives_what_a_fresh_build_gives(
    installed: Province, own_store: Store
) -> None:
    ingest(own_store, [installed.newer])
    build(own_store)
    stepwise = results(own_store)
    build(own_store, fresh=True)
    fresh = results(own_store)
    for table in fresh:
        assert stepwise[table] == fresh[table], table


def test_the_same_input_gives_the_same_scores_beside_the_old_ones(own_store: Store) -> None:
    first, rows = current(own_store), results(own_store)
    again = build(own_store)
    assert again.id == f"{first.id}-r2" == again.manifest["snapshot"]
    assert current(own_store).id == again.id and {s.id for s in published(own_store)} == {first.id, again.id}
    found = results(own_store)
    for table in rows:
        assert found[table] == rows[table], table


def test_a_killed_build_leaves_the_old_snapshot_and_does_not_stop_the_next(
    installed: Province, own_store: Store
) -> None:
    before = current(own_store).id
    ingest(own_store, [installed.newer])
    died = kill_at(own_store, "40", "manifest", "named")
    assert set(died.values()) == {"9"}, died
    assert current(own_store).id == before
    with Reader(own_store) as reader:
        assert reader.rows("SELECT count(*) AS n FROM score")[0]["n"] > 0
        assert search(reader, "bakkerij") is not None
    after = build(own_store)
    assert current(own_store).id == after.id != before
    assert not leftovers(own_store)
    assert not (own_store.work / "snapshot").exists()


def test_two_builds_at_once_are_told_so(own_store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    before = current(own_store).id
    with own_store.lock("build"), pytest.raises(Busy, match="another process is at work"):
        build(own_store)
    call = Caller(own_store.root, capsys)
    with own_store.lock("build"):
        for arguments in (["build"], ["build", "--as-of", "2025-06-30"], ["ingest", "/etc/hostname"]):
            said = call(*arguments)
            assert said.code == 2 and len(said.err.strip().splitlines()) == 1
        assert "at work" in call("build").err
        assert call("search", "bakkerij").code in (0, 1)
    assert current(own_store).id == before


def test_a_full_disk_is_said_and_leaves_the_old_snapshot(own_store: Store) -> None:
    before = current(own_store).id

    def starve() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 * 2**20, 3 * 2**20))

    said = process("build", data=own_store.root, preexec_fn=starve)
    assert said.code == 2, said
    assert "disk" in said.err.lower() or "room" in said.err.lower(), said.err
    assert current(own_store).id == before
    with Reader(own_store) as reader:
        assert reader.rows("SELECT count(*) AS n FROM score")[0]["n"] > 0


def test_a_build_that_fails_a_check_is_not_published(
    own_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = current(own_store).id
    monkeypatch.setitem(checks.CHECKS, "nobody has a score", "SELECT count(*) FROM score")
    said = Caller(own_store.root, capsys)("build")
    assert said.code == 2 and "nobody has a score" in said.err and "stays served" in said.err
    assert current(own_store).id == before and len(published(own_store)) == 1


def test_every_check_can_fail(own_store: Store, tmp_path: Path) -> None:
    """A check that nothing can break guards nothing."""
    import duckdb

    damage = {
        "every legal person has exactly one score": "DELETE FROM score WHERE enterprise = (SELECT min(enterprise) FROM score)",
        "no natural person has a score": "UPDATE enterprise SET type_of_enterprise = '1' WHERE enterprise = (SELECT min(enterprise) FROM score)",
        "scores lie between 0 and 10": "UPDATE score SET score = 11 WHERE enterprise = (SELECT min(enterprise) FROM score)",
        "severities lie between 0 and 1": "UPDATE hit SET severity = 1.5",
        "only legal persons are hit": "DELETE FROM subject",
        "no question is hit twice": "INSERT INTO hit SELECT * FROM hit",
        "no gap is named twice": "INSERT INTO gap SELECT * FROM gap",
        "every hit shows its register rows": "DELETE FROM evidence",
        "no evidence without a hit": "DELETE FROM hit",
        "points of the hits add up to the total": "UPDATE hit_points SET points = points + 100",
    }
    assert damage.keys() == checks.CHECKS.keys()
    for sentence, sql in damage.items():
        copy = tmp_path / "copy.duckdb"
        shutil.copyfile(current(own_store).database, copy)
        copy.chmod(0o644)
        with duckdb.connect(str(copy)) as connection:
            assert checks.failed_checks(connection) == []
            connection.execute(sql)
            assert any(failed.startswith(sentence) for failed in checks.failed_checks(connection)), sentence
        copy.unlink()


def test_a_day_before_the_first_extract_cannot_be_built(
    own_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Caller(own_store.root, capsys)("build", "--as-of", "2001-01-01")
    assert said.code == 1 and "first extract is of" in said.err
