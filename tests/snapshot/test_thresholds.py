"""Thresholds of the operator in a build: they count, and the score card's name says so."""

from __future__ import annotations

from knipperlicht.build import build
from knipperlicht.indicators.registry import indicators
from knipperlicht.readmodel.explain import settings_of
from knipperlicht.readmodel.reader import Reader
from knipperlicht.scoring.thresholds import write


def test_changed_thresholds_change_hits_and_are_named(own_store):
    def hits(snapshot):
        with Reader(own_store, snapshot) as reader:
            found = reader.rows("SELECT count(*) AS n FROM hit WHERE indicator = 'recent_opgericht'")[0]["n"]
            return found, reader.card.version, settings_of(reader, indicators()["recent_opgericht"])

    before, card, shipped = hits(build(own_store))
    name = "none_months"
    write(own_store.root, {"recent_opgericht": {name: 7}})
    after, changed, used = hits(build(own_store))
    assert card == "v1" and changed.startswith("v1+") and used[name] == 7 and shipped[name] == 24
    assert after < before
