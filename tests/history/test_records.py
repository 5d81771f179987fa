"""Deliveries of records and lists: what counts, what is refused, what a later one changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from knipperlicht.errors import UnusableFile
from knipperlicht.history import records
from knipperlicht.history.records import FOLDER, deliveries, layer_of, replay_records, take_in_records
from knipperlicht.history.store import Store
from knipperlicht.sources.card import RecordAssertions, RecordCard, Texts
from knipperlicht.sources.records import Batch, Delivery, Kind, Refused, Source, Table
from knipperlicht.warehouse import records as relations
from knipperlicht.warehouse.records import open_records

TODAY = date(2026, 11, 23)
ANSWER = Table(
    name="answer",
    schema=pa.schema([("enterprise", pa.int64()), ("asked", pa.date32()), ("said", pa.string())]),
    key=("enterprise", "asked"),
)
SAME = Texts(nl="x", fr="x", en="x")


def deliver(path: Path, day: date) -> Delivery:
    """Lines `enterprise,day,answer`; the day of the file stands in its name."""

    def batches() -> Iterator[Batch]:
        rows, refused = [], []
        for place, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            parts = line.split(",")
            if len(parts) != 3:
                refused.append(Refused(where=f"line {place}", reason="not three values", content=line))
            else:
                rows.append(
                    {"enterprise": int(parts[0]), "asked": date.fromisoformat(parts[1]), "said": parts[2]}
                )
        yield Batch(table="answer", rows=rows, refused=refused)

    return Delivery(day=date.fromisoformat(path.stem), batches=batches())


def source(kind: Kind = "records", **assertions: float) -> Source:
    card = RecordCard(
        name="oracle", title=SAME, publisher="x", register_name="x", address="x", licence=SAME, format="x", rhythm=SAME,
        stale_after_days=1, holds=[], lacks=[], assertions=RecordAssertions.model_validate(assertions),
    )  # fmt: skip
    return Source(card=card, kind=kind, tables=(ANSWER,), recognises=lambda path: True, deliver=deliver)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Source:
    return known(monkeypatch, source())


def known(monkeypatch: pytest.MonkeyPatch, one: Source) -> Source:
    for module in (records, relations):
        monkeypatch.setattr(module, "record_sources", lambda: {"oracle": one})
    return one


def take(store: Store, one: Source, day: str, *lines: str, accept: bool = False) -> list[records.TakenIn]:
    path = store.root.parent / f"{day}.txt"
    path.write_text("\n".join(lines), "utf-8")
    return take_in_records(store, [(path, one)], today=TODAY, accept_counts=accept)


def said(store: Store, day: date | None = None) -> list[tuple[int, str, str]]:
    with duckdb.connect() as connection:
        known_ = relations.known_deliveries(store, day)
        open_records(connection, layers=store.history / FOLDER, taken=known_)
        rows = connection.execute("SELECT enterprise, said, seen FROM answer ORDER BY ALL").fetchall()
    return [(number, word, str(seen)) for number, word, seen in rows]


def test_a_later_delivery_takes_the_place_of_a_row_and_leaves_the_others(
    store: Store, oracle: Source
) -> None:
    take(store, oracle, "2026-01-01", "1,2025-12-01,yes", "2,2025-12-01,yes")
    take(store, oracle, "2026-02-01", "1,2025-12-01,no", "1,2026-01-15,yes")
    assert said(store) == [(1, "no", "2026-02-01"), (1, "yes", "2026-02-01"), (2, "yes", "2026-01-01")]
    assert said(store, date(2026, 1, 31)) == [(1, "yes", "2026-01-01"), (2, "yes", "2026-01-01")]


def test_deliveries_out_of_order_give_the_same(store: Store, oracle: Source) -> None:
    take(store, oracle, "2026-02-01", "1,2025-12-01,no")
    take(store, oracle, "2026-01-01", "1,2025-12-01,yes", "2,2025-12-01,yes")
    assert said(store) == [(1, "no", "2026-02-01"), (2, "yes", "2026-01-01")]


def test_of_a_list_the_newest_counts_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = known(monkeypatch, source("list"))
    take(store, listed, "2026-01-01", "1,2025-12-01,yes", "2,2025-12-01,yes")
    take(store, listed, "2026-02-01", "3,2025-12-01,yes")
    assert said(store) == [(3, "yes", "2026-02-01")]


def test_read_is_accepted_and_rejected_and_nothing_is_lost(store: Store, oracle: Source) -> None:
    lines = ["1,2025-12-01,yes", "what", "1,2025-12-01,no", *(f"{n},2025-12-01,yes" for n in range(2, 200))]
    (result,) = take(store, oracle, "2026-01-01", *lines)
    assert result.taken is not None
    (count,) = result.taken.counts
    assert (count.read, count.accepted, count.rejected) == (201, 199, 2)
    assert said(store)[0] == (1, "no", "2026-01-01")
    rejects = layer_of(store, result.taken) / "rejects.parquet"
    rows = duckdb.sql(f'SELECT "where", content FROM read_parquet(\'{rejects}\') ORDER BY "where"').fetchall()
    assert rows[0] == ("line 2", "what") and "yes" in rows[1][1]


def test_the_same_file_twice_is_nothing_new(store: Store, oracle: Source) -> None:
    take(store, oracle, "2026-01-01", "1,2025-12-01,yes")
    (again,) = take(store, oracle, "2026-01-01", "1,2025-12-01,yes")
    assert again.taken is None and len(deliveries(store)) == 1


def test_a_file_of_tomorrow_is_not_believed(store: Store, oracle: Source) -> None:
    with pytest.raises(UnusableFile, match="lies in the future"):
        take(store, oracle, "2026-11-24", "1,2025-12-01,yes")
    assert deliveries(store) == []


def test_an_empty_file_is_not_believed_unless_the_user_says_so(store: Store, oracle: Source) -> None:
    with pytest.raises(UnusableFile, match="0 rows, at least 1 expected"):
        take(store, oracle, "2026-01-01")
    take(store, oracle, "2026-01-01", accept=True)
    assert deliveries(store)[0].notes == ["0 rows, at least 1 expected"]


def test_a_list_that_shrank_is_not_believed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = known(monkeypatch, source("list", shrink_at_most=0.2))
    take(store, listed, "2026-01-01", *(f"{n},2025-12-01,yes" for n in range(10)))
    with pytest.raises(UnusableFile, match="3 rows where the list before had 10"):
        take(store, listed, "2026-02-01", *(f"{n},2025-12-01,yes" for n in range(3)))


def test_one_that_fails_leaves_those_before_it_and_the_error_names_them(store: Store, oracle: Source) -> None:
    good, bad = store.root.parent / "2026-01-01.txt", store.root.parent / "2026-01-02.txt"
    good.write_text("1,2025-12-01,yes", "utf-8")
    bad.write_text("", "utf-8")
    with pytest.raises(UnusableFile, match=r"Taken in before it: 2026-01-01\.txt"):
        take_in_records(store, [(good, oracle), (bad, oracle)], today=TODAY)
    assert [t.file for t in deliveries(store)] == ["2026-01-01.txt"]


def test_what_a_dead_process_left_counts_for_nobody_and_is_swept(store: Store, oracle: Source) -> None:
    take(store, oracle, "2026-01-01", "1,2025-12-01,yes")
    left = store.history / FOLDER / "oracle" / "left"
    left.mkdir()
    assert said(store) == [(1, "yes", "2026-01-01")]
    take(store, oracle, "2026-01-02", "2,2025-12-01,yes")
    assert not left.exists()


def test_history_is_made_anew_from_the_files_as_they_came(store: Store, oracle: Source) -> None:
    take(store, oracle, "2026-01-01", "1,2025-12-01,yes", "2,2025-12-01,yes")
    take(store, oracle, "2026-02-01", "1,2025-12-01,no")
    before = said(store)
    for path in store.history.glob(f"{FOLDER}/*/*/*.parquet"):
        path.unlink()
    assert replay_records(store) == 2
    assert said(store) == before


def test_history_comes_back_from_the_raw_folder_alone(store: Store, oracle: Source) -> None:
    """A backup leaves history out."""
    take(store, oracle, "2026-01-01", "1,2025-12-01,yes")
    take(store, oracle, "2026-02-01", "1,2025-12-01,no")
    before = said(store)
    shutil.rmtree(store.history)
    assert replay_records(store) == 2
    assert said(store) == before == [(1, "no", "2026-02-01")]
