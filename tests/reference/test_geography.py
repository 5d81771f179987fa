"""Boundaries, points and police zones: complete, and every point lies in its own municipality."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.reference.geography import (
    boundaries,
    contains,
    municipalities,
    point_inside,
    police_zone_by_id,
    police_zones,
)
from knipperlicht.reference.places import municipality_names, municipality_table

WEST_FLANDERS = {row["nis"] for row in municipality_table().to_pylist() if row["province_nis"] == "30000"}


def test_each_municipality_of_west_flanders_has_a_boundary_and_one_police_zone() -> None:
    assert set(municipalities()) == WEST_FLANDERS
    assert {feature["id"] for feature in boundaries()["features"]} == WEST_FLANDERS
    zoned = [nis for zone in police_zones() for nis in zone.municipalities]
    assert sorted(zoned) == sorted(WEST_FLANDERS)
    assert len(police_zones()) == len(police_zone_by_id()) == 19
    assert police_zone_by_id()["vlas"].municipalities == ("34022", "34023", "34025")


@pytest.mark.parametrize("nis", sorted(WEST_FLANDERS))
def test_the_point_lies_in_its_own_municipality_and_in_no_other(nis: str) -> None:
    point = municipalities()[nis].inside
    holders = [
        place.nis
        for place in municipalities().values()
        if any(contains(rings=polygon, point=point) for polygon in place.polygons)
    ]
    assert holders == [nis], municipality_names("nl")[nis]


def test_the_bundle_is_a_copy_of_the_callers_own() -> None:
    boundaries()["features"].clear()
    assert len(boundaries()["features"]) == 62


def test_a_hole_is_outside() -> None:
    outer = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    hole = ((1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0))
    assert contains(rings=(outer,), point=(2.0, 2.0))
    assert not contains(rings=(outer, hole), point=(2.0, 2.0))
    assert contains(rings=(outer, hole), point=(0.5, 2.0))
    x, y = point_inside((outer, hole))
    assert contains(rings=(outer, hole), point=(x, y))


@given(st.integers(0, 3), st.booleans())
def test_where_a_ring_begins_and_whether_it_closes_does_not_matter(start: int, closed: bool) -> None:
    ring = [(0.0, 0.0), (4.0, 0.0), (5.0, 4.0), (0.0, 4.0)]
    turned = ring[start:] + ring[:start]
    rings = (tuple(turned + turned[:1] if closed else turned),)
    assert contains(rings=rings, point=(4.2, 2.0))
    assert not contains(rings=rings, point=(4.8, 2.0))
