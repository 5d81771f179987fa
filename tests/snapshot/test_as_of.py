"""A past day: the register as it stood, in a snapshot beside the served one."""

from __future__ import annotations

import json

import pytest

from knipperlicht.core.numbers import format_number
from knipperlicht.history.store import Store
from knipperlicht.readmodel.reader import Reader
from knipperlicht.warehouse.snapshot import current, published
from tests.cli.calling import Caller


def test_a_past_day_shows_the_state_of_that_day(own_store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """A company that moved later has its old seat, one that left is still there, one that came is not."""
    days = [extract.snapshot_date for extract in own_store.extracts()]
    day, call, served = days[-2], Caller(own_store.root, capsys), current(own_store).id
    with Reader(own_store) as reader:
        moved = reader.rows(
            "SELECT m.enterprise, p.street_nl, p.house_number FROM seat_move m SEMI JOIN score USING (enterprise) "
            "JOIN address_past p ON p.entity = m.enterprise AND p.type_of_address = 'REGO' AND p.valid_to = m.day "
            "WHERE m.day = ? ORDER BY 1 LIMIT 1", days[-1],
        )  # fmt: skip
        left = reader.rows(
            "SELECT min(enterprise) AS n FROM enterprise_past WHERE gone AND is_legal AND valid_to = ?",
            days[-1],
        )
        came = reader.rows(
            "SELECT min(enterprise) AS n FROM enterprise e WHERE is_legal AND valid_from = ? AND NOT EXISTS "
            "(SELECT 1 FROM enterprise_past p WHERE p.enterprise = e.enterprise)", days[-1],
        )  # fmt: skip
    assert moved and left[0]["n"] and came[0]["n"]

    def asked(number: int) -> dict[str, object]:
        said = call("explain", format_number(number), "--as-of", str(day), "--format", "json")
        assert said.code == 0, said.err
        answer: dict[str, object] = json.loads(said.out)
        return answer

    then = asked(moved[0]["enterprise"])
    now = json.loads(call("explain", format_number(moved[0]["enterprise"]), "--format", "json").out)
    assert then["as_of"] == str(day) and then["snapshot"] != now["snapshot"]
    seat = then["facts"]["seat"]  # type: ignore[index]
    assert (seat["street_nl"], seat["house_number"]) == (moved[0]["street_nl"], moved[0]["house_number"])
    assert seat["valid_to"] is None and seat != now["facts"]["seat"]
    assert asked(left[0]["n"])["score"] is not None
    assert call("explain", format_number(came[0]["n"]), "--as-of", str(day)).code == 1
    assert current(own_store).id == served, "the served snapshot is another matter"
    assert len(published(own_store)) == 2, "one snapshot of a day serves all questions about it"
    assert [s.manifest["of_day"] for s in published(own_store)].count(True) == 1
