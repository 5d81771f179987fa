"""Numbers, draws and text helpers on their own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.synthetic.hashing import draw
from knipperlicht.synthetic.nace import nace
from knipperlicht.synthetic.numbers import digits, enterprise_bands, spread, with_check
from knipperlicht.synthetic.text import body, fixed, join, merge, words


@given(st.lists(st.integers(2_000_000, 10_999_999), min_size=1, max_size=30))
def test_a_number_is_its_first_eight_digits_and_the_check(first_eight: list[int]) -> None:
    numbers = with_check(np.array(first_eight))
    written = bytes(body(fixed(digits(numbers, establishment=False)))).decode()
    for base, text in zip(first_eight, written.strip('"').split('""'), strict=True):
        bare = text.replace(".", "")
        assert len(text) == 12 and int(bare[:8]) == base and int(bare[8:]) == 97 - base % 97


@given(st.integers(1, 3_000), st.integers(0, 9))
def test_spread_numbers_rise_and_differ(count: int, seed: int) -> None:
    found = spread(count=count, low=1_000, high=5_000, purpose=(seed,))
    assert (np.diff(found) > 0).all() and found[0] >= 1_000 and found[-1] < 5_000


@given(st.integers(500, 3_000_000))
def test_the_bands_hold_all_enterprises_and_have_room_for_them(count: int) -> None:
    bands = enterprise_bands(count)
    assert sum(size for size, _ in bands) == count
    assert all(size <= high - low for size, (low, high, *_) in bands)


@given(st.integers(0, 2**40), st.integers(1, 500))
def test_a_draw_depends_on_the_entity_alone(first: int, count: int) -> None:
    of = np.arange(first, first + count)
    together = draw("test", of=of)
    assert ((together >= 0) & (together < 1)).all()
    assert together[-1] == draw("test", of=of[-1:])[0]


def test_codes_are_different_within_each_version() -> None:
    for codes in nace().codes:
        assert len(set(codes)) == len(codes)
        assert {len(code) for code in codes} == {5, 7}


def test_merged_columns_stand_in_order_of_position() -> None:
    merged = merge([(np.array([0, 2]), words(["a", "c"])), (np.array([0, 1]), words(["A", "B"]))])
    assert bytes(body(join(merged, "\n"))).decode() == "a\nA\nB\nc\n"
