"""The source's card: minimum counts and fill rates that block a full extract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from knipperlicht.errors import UnusableFile
from knipperlicht.history.ingest import ingest
from knipperlicht.history.store import Store
from knipperlicht.sources.kbo_opendata.card import Card, card
from tests.history.register_files import (
    FIRST,
    Row,
    activity,
    enterprise,
    establishment,
    firm,
    full,
    full_members,
    history,
    name,
    now,
    seat,
    zipped,
)  # fmt: skip

COUNT = 1100
State = dict[str, list[Row]]


def register(count: int = COUNT) -> State:
    """A register that meets the card."""
    firms = [enterprise(n) for n in range(count)]
    return {
        "enterprise": [firm(n) for n in firms],
        "establishment": [(establishment(n), FIRST, firms[n]) for n in range(count // 2)],
        "denomination": [name(n, "Naam") for n in firms],
        "address": [seat(n, "Kerkstraat") for n in firms],
        "contact": [(n, "ENT", "TEL", "056/1") for n in firms[: count // 10]],
        "activity": [
            activity(n, code, kind) for n in firms for code in ("56111", "56112") for kind in ("MAIN", "SECO")
        ],
    }


def _cut(table: str, keep: int) -> Callable[[State], None]:
    def change(state: State) -> None:
        state[table] = state[table][:keep]

    return change


def _blank(table: str, column: int) -> Callable[[State], None]:
    def change(state: State) -> None:
        state[table] = [(*row[:column], None, *row[column + 1 :]) for row in state[table]]

    return change


@pytest.mark.parametrize(("change", "said"), [
    (_cut("establishment", 400), "establishment.csv: 400 rows, at least 0.4 an enterprise"),
    (_cut("denomination", 1000), "denomination.csv: 1000 rows"),
    (_cut("address", 100), "address.csv: 100 rows"),
    (_cut("activity", 4000), "activity.csv: 4000 rows"),
    (_cut("contact", 5), "contact.csv: 5 rows"),
    (_cut("enterprise", 0), "a full extract without enterprises is not believed"),
    (_blank("enterprise", 4), "enterprise.csv: juridical_form filled in 0 of 1100 rows"),
    (_blank("address", 4), "address.csv: zipcode filled in 0 of 1100 rows"),
    (_blank("address", 7), "address.csv: street_nl filled in 0 of 1100 rows"),
    (_blank("address", 9), "address.csv: house_number filled in 0 of 1100 rows"),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_an_extract_below_the_card_is_blocked_and_nothing_is_stored(
    change: Callable[[State], None], said: str, tmp_path: Path
) -> None:
    state, store = register(), Store(tmp_path / "data")
    change(state)
    with pytest.raises(UnusableFile, match="blocked by the source's card") as caught:
        ingest(store, [full(tmp_path, 140, state)])
    assert said in str(caught.value)
    assert store.extracts() == [] and not store.raw.exists()


def test_an_extract_that_meets_the_card_is_taken_in(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    [result] = ingest(store, [full(tmp_path, 140, register())])
    assert result.notes == [] and len(now(store, "enterprise")) == COUNT


def test_a_sudden_loss_of_enterprises_is_blocked_unless_accepted_and_then_noted(tmp_path: Path) -> None:
    store, smaller = Store(tmp_path / "data"), full(tmp_path, 141, register(COUNT - 60))
    ingest(store, [full(tmp_path, 140, register())])
    before = history(store)
    with pytest.raises(UnusableFile, match="1040 enterprises where history holds 1100 open"):
        ingest(store, [smaller])
    assert history(store) == before
    [result] = ingest(store, [smaller], accept_counts=True)
    assert "a loss of more than 5%" in result.notes[0] and len(now(store, "enterprise")) == COUNT - 60


def test_more_than_a_hundredth_of_rejects_is_blocked(tmp_path: Path) -> None:
    files = full_members(140, register())
    files["contact.csv"] += "kapot\n" * 30
    with pytest.raises(UnusableFile, match=r"contact.csv: 30 of 140 rows rejected, more than 1%"):
        ingest(Store(tmp_path / "data"), [zipped(tmp_path / "x.zip", files)])


def test_the_card_names_publisher_licence_and_rhythm() -> None:
    told = card()
    assert told.publisher and told.licence and told.rhythm and told.stale_after_days > 0


@pytest.mark.parametrize("wrong", [{"nl": "a", "fr": "b"}, {"nl": "a", "fr": "b", "en": ""}, {"nl": "a", "fr": "b", "en": "c", "de": "d"}])  # fmt: skip
def test_a_text_of_the_card_is_there_in_three_languages_or_the_card_is_refused(wrong: dict[str, str]) -> None:
    whole = card().model_dump()
    for part in ("title", "rhythm", "licence"):
        with pytest.raises(ValidationError, match=part):
            Card.model_validate(whole | {part: wrong})
    for part in ("holds", "lacks"):
        with pytest.raises(ValidationError, match=part):
            Card.model_validate(whole | {part: [*whole[part], wrong]})
