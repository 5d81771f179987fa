"""Where a regulation holds, and which establishments lie close together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.cases.policies.models import ScopeRow
from knipperlicht.cases.policies.perimeter import distance, pairs_within
from knipperlicht.cases.policies.zone import Zone, lies_in, ring_of

SQUARE = ((3.0, 50.0), (4.0, 50.0), (4.0, 51.0), (3.0, 51.0))
IN, OUT = (3.5, 50.5), (5.0, 50.5)


def zone(*, whole=False, rings=(), streets=None) -> Zone:
    return Zone(whole=whole, rings=rings, streets=streets or {})


def lies(held: Zone, *, point=None, street="Vlaslaan", house="7") -> bool | None:
    return lies_in(held, point=point, postcode="8500", street=street, house=house)


STREET = {("8500", "vlaslaan"): ((0, 10**6),)}
STRETCH = {("8500", "vlaslaan"): ((1, 9), (20, 30))}


def test_the_whole_territory_takes_every_place():
    assert lies(zone(whole=True)) is True


@pytest.mark.parametrize(
    ("held", "place", "expected"),
    [
        (zone(streets=STREET), {}, True),
        (zone(streets=STREET), {"house": "zn"}, True),
        (zone(streets=STREET), {"street": "Vlásláan"}, True),
        (zone(streets=STREET), {"street": "Poortweg"}, False),
        (zone(streets=STRETCH), {"house": "9"}, True),
        (zone(streets=STRETCH), {"house": "10"}, False),
        (zone(streets=STRETCH), {"house": "25A/3"}, True),
        (zone(streets=STRETCH), {"house": "zn"}, None),
        (zone(rings=(SQUARE,)), {"point": IN}, True),
        (zone(rings=(SQUARE,)), {"point": OUT}, False),
        (zone(rings=(SQUARE,)), {}, None),
        (zone(rings=(SQUARE,), streets=STREET), {"point": OUT}, True),
        (zone(rings=(SQUARE,), streets=STRETCH), {"point": IN, "house": "zn"}, True),
    ],
)
def test_a_place_is_in_out_or_for_people(held, place, expected):
    assert lies(held, **place) is expected


@pytest.mark.parametrize("corners", [[(3, 50), (4, 50)], [(3, 50), (4, 50), (400, 50)], [(i, 0) for i in range(501)]])  # fmt: skip
def test_a_drawing_that_is_none_is_refused(corners):
    with pytest.raises(ValueError, match=r"corners|off the earth"):
        ring_of(corners)


def row(number: int, lon: float | None, lat: float | None, activity: int = 3) -> ScopeRow:
    return ScopeRow(pk=number, lon=lon, lat=lat, activity=activity)


def test_distance_between_two_belfries():
    kortrijk, brugge = (3.2646, 50.8279), (3.2247, 51.2083)
    assert distance(kortrijk, brugge) == pytest.approx(42_400, rel=0.01)


def test_only_pairs_of_one_activity_with_known_points_count():
    rows = [row(1, 3.2, 50.8), row(2, 3.2, 50.8001), row(3, 3.2, 50.8, activity=15), row(4, None, None)]
    (pair,) = pairs_within(rows, metres=50)
    assert (pair.one.pk, pair.other.pk, pair.metres) == (1, 2, 11)
    assert pairs_within(rows, metres=10) == []


@given(
    st.lists(st.tuples(st.floats(2.5, 6.4), st.floats(49.5, 51.5)), max_size=12),
    st.integers(1, 200_000),
)
def test_squares_find_every_pair_that_comparing_all_finds(places, metres):
    rows = [row(number, lon, lat) for number, (lon, lat) in enumerate(places, 1)]
    expected = {
        (a.pk, b.pk) for a in rows for b in rows if a.pk < b.pk and distance((a.lon, a.lat), (b.lon, b.lat)) <= metres
    }  # fmt: skip
    assert {(pair.one.pk, pair.other.pk) for pair in pairs_within(rows, metres=metres)} == expected
