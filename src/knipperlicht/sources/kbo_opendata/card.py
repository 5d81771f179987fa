"""The source's card: read, validated, and its blocking assertions checked against a loaded extract."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import duckdb
import yaml
from pydantic import BaseModel, ConfigDict

from knipperlicht.sources import card as about
from knipperlicht.sources.kbo_opendata.load import Loaded


class Assertions(BaseModel):
    """Thresholds of card.yml; see the comments there."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    from_enterprises: int
    minimum: dict[str, float]
    fill: dict[str, float]
    rejected_at_most: float
    shrink_at_most: float


class Card(about.Card):
    """card.yml; an unknown key is an error."""

    assertions: Assertions


@cache
def card() -> Card:
    """The card of KBO Open Data."""
    text = files(__package__).joinpath("card.yml").read_text("utf-8")
    return Card.model_validate(yaml.safe_load(text))


def failed_assertions(
    connection: duckdb.DuckDBPyConnection, *, loaded: dict[str, Loaded], full: bool, held: int
) -> list[str]:
    """Sentences for every assertion that does not hold; `held` = enterprises open in history now."""
    rules = card().assertions
    failed = [
        f"{item.file}: {item.rejected} of {item.read} rows rejected, more than {rules.rejected_at_most:.0%}"
        for item in loaded.values()
        if item.rejected > max(20, rules.rejected_at_most * item.read)
    ]
    if not full:
        return failed
    enterprises = loaded["enterprise"].accepted
    if held and enterprises < (1 - rules.shrink_at_most) * held:
        failed.append(
            f"enterprise.csv: {enterprises} enterprises where history holds {held} open; "
            f"a loss of more than {rules.shrink_at_most:.0%} is not believed"
        )
    if enterprises == 0:
        failed.append("enterprise.csv: a full extract without enterprises is not believed")
    if enterprises < rules.from_enterprises:
        return failed
    for table, ratio in rules.minimum.items():
        if loaded[table].accepted < ratio * enterprises:
            failed.append(
                f"{table}.csv: {loaded[table].accepted} rows, at least {ratio:g} an enterprise "
                f"({ratio * enterprises:.0f}) expected"
            )
    for name, share in rules.fill.items():
        table, field = name.split(".")
        row = connection.execute(f"SELECT count({field}), count(*) FROM {loaded[table].rows.sql}").fetchone()
        if row and row[0] < share * row[1]:
            failed.append(f"{table}.csv: {field} filled in {row[0]} of {row[1]} rows, {share:.0%} expected")
    return failed
