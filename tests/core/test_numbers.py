"""Enterprise and establishment numbers. All numbers are made up; they only satisfy the check."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.core.numbers import (
    Language,
    NumberCheckError,
    NumberError,
    NumberKind,
    NumberLengthError,
    NumberPrefixError,
    check_digits,
    format_number,
    is_valid_number,
    number_kind,
    parse_number,
    parse_official_number,
)

STEMS = st.integers(1, 29_999_999)


def number(stem: int) -> int:
    return stem * 100 + check_digits(stem)


@given(STEMS)
def test_what_we_format_we_can_read(stem: int) -> None:
    assert parse_number(format_number(number(stem))) == number(stem)


@given(STEMS, st.sampled_from(["{}", "BE{}", "be {}", " BE.{} "]), st.sampled_from(["", ".", " ", "-"]))
def test_writings_of_one_number_meet(stem: int, frame: str, separator: str) -> None:
    digits = f"{number(stem):010d}"
    written = frame.format(separator.join((digits[:4], digits[4:7], digits[7:])))
    assert parse_number(written) == number(stem)


@given(st.integers(10_000_000 // 10, 9_999_999))
def test_a_missing_first_zero_is_added(stem: int) -> None:
    assert parse_number(f"{number(stem):09d}") == number(stem)


@given(STEMS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(stem: int, place: int, shift: int) -> None:
    digits = f"{number(stem):010d}"
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert not is_valid_number(int(wrong))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NumberLengthError),
        ("BE", NumberLengthError),
        ("12345678", NumberLengthError),
        ("0123.456.7890", NumberLengthError),
        ("0123.456.abc", NumberLengthError),
        ("٠١٢٣٤٥٦٧٨٩", NumberLengthError),
        ("9123456789", NumberPrefixError),
        ("0123.456.700", NumberCheckError),
    ],
)
def test_what_is_no_number_says_why(text: str, error: type[NumberError]) -> None:
    with pytest.raises(error) as caught:
        parse_number(text)
    assert caught.value.value == text


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("error", [NumberError, NumberLengthError, NumberPrefixError, NumberCheckError])
def test_each_error_has_one_sentence_per_language(error: type[NumberError], language: Language) -> None:
    sentence = error(value="0123").sentence(language)
    assert "0123" in sentence
    assert sentence.endswith(".")


def test_the_kind_follows_from_the_first_digit() -> None:
    assert parse_official_number("0123.456.749").kind is NumberKind.ENTERPRISE
    assert str(parse_official_number("0123456749")) == "0123.456.749"
    assert number_kind(number(10_000_001)) is NumberKind.ENTERPRISE
    assert number_kind(number(20_000_001)) is NumberKind.ESTABLISHMENT
    assert format_number(number(21_234_567)).startswith("2.123.456.7")


@pytest.mark.parametrize("value", [0, -1, 3_000_000_000])
def test_integers_outside_the_range_have_no_kind(value: int) -> None:
    assert not is_valid_number(value)
    with pytest.raises(NumberPrefixError):
        number_kind(value)
