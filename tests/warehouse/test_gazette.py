"""Where a company stands before a court, from the notices held on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knipperlicht.sources.court_notices.load import NOTICE
from knipperlicht.sources.staatsblad.rows import ACT
from knipperlicht.warehouse.topics.gazette import build
from knipperlicht.warehouse.workbench import Workbench

AT = date(2026, 6, 30)
COMPANY = 999010126


def notice(kind: str, judgment: date | None, *, day: date | None = None, **more: Any) -> dict[str, Any]:
    published = day or judgment or AT
    return {
        "enterprise": COMPANY,
        "kind": kind,
        "judgment_day": judgment,
        "day": published,
        "reference": "1",
        **more,
    }


def built(notices: list[dict[str, Any]], acts: list[dict[str, Any]] | None = None) -> Workbench:
    backend = ibis.duckdb.connect()
    for table, rows in ((NOTICE, notices), (ACT, acts or [])):
        schema = table.schema.append(pa.field("seen", pa.date32()))
        backend.con.register("incoming", pa.Table.from_pylist(rows, schema=schema))
        backend.con.execute(f"CREATE TABLE {table.name} AS SELECT * FROM incoming")
    bench = Workbench(backend)
    build(bench, AT)
    return bench


def state(*notices: dict[str, Any]) -> dict[str, Any]:
    """What `court_state` says of the company, without its empty columns."""
    rows = built(list(notices)).table("court_state").to_pyarrow().to_pylist()
    assert len(rows) <= 1
    return {
        name: day for row in rows for name, day in row.items() if day is not None and name != "enterprise"
    }


def test_an_open_bankruptcy() -> None:
    opened = notice("bankruptcy_open", date(2026, 3, 5), day=date(2026, 3, 11))
    assert state(opened) == {"bankruptcy_day": date(2026, 3, 5), "bankruptcy_published": date(2026, 3, 11)}


def test_a_closing_ends_it_and_a_revocation_leaves_nothing() -> None:
    opened, closed = notice("bankruptcy_open", date(2024, 3, 5)), notice("bankruptcy_close", date(2026, 1, 5))
    assert state(opened, closed) == {"bankruptcy_closed": date(2026, 1, 5)}
    assert state(opened, notice("bankruptcy_revoked", date(2024, 5, 5))) == {}
    assert state(opened, closed, notice("bankruptcy_revoked", date(2026, 2, 5))) == {}


def test_opened_and_closed_on_one_day_is_closed() -> None:
    day = date(2026, 3, 5)
    assert state(notice("dissolution", day), notice("dissolution_closed", day)) == {"dissolution_closed": day}


def test_a_bankruptcy_older_than_five_years_stands_nowhere() -> None:
    assert state(notice("bankruptcy_open", date(2021, 6, 30))) == {}
    assert state(notice("bankruptcy_close", date(2021, 6, 30))) == {}
    assert state(notice("bankruptcy_open", date(2021, 7, 1))) != {}


def test_a_reorganisation_lasts_until_its_last_end() -> None:
    opened = notice("reorganisation_open", date(2026, 1, 5), end_day=date(2026, 5, 5))
    assert state(opened) == {}
    extended = notice("reorganisation_extended", date(2026, 5, 4), end_day=date(2026, 9, 5))
    assert state(opened, extended) == {
        "reorganisation_day": date(2026, 5, 4), "reorganisation_until": date(2026, 9, 5),
    }  # fmt: skip
    assert state(opened, extended, notice("reorganisation_closed", date(2026, 6, 1))) == {}
    assert "reorganisation_day" not in state(opened, extended, notice("bankruptcy_open", date(2026, 6, 1)))


def test_a_new_reorganisation_without_an_end_is_not_ended_by_the_old_one() -> None:
    old = notice("reorganisation_open", date(2022, 1, 5), end_day=date(2022, 5, 5))
    assert state(old, notice("reorganisation_open", date(2026, 6, 5)))["reorganisation_day"] == date(
        2026, 6, 5
    )


def test_an_administrator_until_the_task_ends() -> None:
    named = notice("provisional_administrator", None, day=date(2026, 2, 2))
    assert state(named) == {
        "administrator_day": date(2026, 2, 2),
        "administrator_published": date(2026, 2, 2),
    }
    assert state(named, notice("provisional_administrator_end", date(2026, 4, 2))) == {}


def test_what_was_published_later_is_not_known_yet() -> None:
    late = notice("bankruptcy_open", date(2026, 6, 25), day=date(2026, 7, 2))
    bench = built([late], [{"enterprise": COMPANY, "day": date(2026, 7, 1), "number": "1", "act": "seat"}])
    for table in ("court_state", "gazette_event", "gazette_known"):
        assert bench.table(table).count().execute() == 0


def test_events_are_acts_without_accounts_and_notices() -> None:
    acts = [
        {"enterprise": COMPANY, "day": date(2016, 7, 20), "number": "1", "act": "accounts"},
        {"enterprise": COMPANY, "day": date(2025, 7, 20), "number": "2", "act": "seat"},
    ]
    bench = built([notice("dissolution", date(2026, 1, 5))], acts)
    rows = bench.table("gazette_event").order_by("day").to_pyarrow().to_pylist()
    assert [(row["kind"], row["reference"]) for row in rows] == [("seat", "2"), ("dissolution", "1")]
    [known] = bench.table("gazette_known").to_pyarrow().to_pylist()
    assert (known["first_day"], known["last_day"]) == (date(2016, 7, 20), date(2025, 7, 20))


KINDS = st.sampled_from(["bankruptcy_open", "bankruptcy_close", "dissolution", "reorganisation_open"])
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=AT)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(KINDS, DAYS), min_size=1, max_size=5), st.randoms())
def test_the_order_of_notices_changes_nothing(given_notices: list[tuple[str, date]], random: Any) -> None:
    rows = [notice(kind, day) for kind, day in given_notices]
    shuffled = rows.copy()
    random.shuffle(shuffled)
    assert built(rows).table("court_state").to_pyarrow() == built(shuffled).table("court_state").to_pyarrow()


@pytest.mark.parametrize(
    "other", [notice("bankruptcy_open", date(2026, 1, 1), reference="2") | {"enterprise": 999010225}]
)
def test_notices_of_others_change_nothing(other: dict[str, Any]) -> None:
    own = notice("dissolution", date(2026, 1, 5))
    rows = built([own, other]).table("court_state").to_pyarrow().to_pylist()
    alone = built([own]).table("court_state").to_pyarrow().to_pylist()
    assert [row for row in rows if row["enterprise"] == COMPANY] == alone
