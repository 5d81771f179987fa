"""The lists of activities with a duty or an exemption."""

from __future__ import annotations

import pytest

from knipperlicht.reference import activity_lists
from knipperlicht.reference.activity_lists import ListName, activity_list, is_listed
from knipperlicht.reference.files import ReferenceFileError


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("food_registration", ["10712", "47110", "47210", "56111", "56301", "46389"],
         ["47260", "46350", "56120", "56220", "56400", "47730", "01110", "62100"]),
        ("vat_exempt", ["86210", "64210", "68203", "85520", "93121", "94999"],
         ["85531", "93130", "86970", "56111", "69101"]),
    ],
)  # fmt: skip
def test_the_longest_prefix_decides(name: ListName, inside: list[str], outside: list[str]) -> None:
    assert all(is_listed(name, code) for code in inside)
    assert not any(is_listed(name, code) for code in outside)


@pytest.mark.parametrize("name", ["food_registration", "vat_exempt"])
def test_each_list_names_its_law_and_what_a_lawyer_must_look_at(name: ListName) -> None:
    found = activity_list(name)
    assert "art" in found.law and found.review
    assert any(not rule.include for rule in found.rules)


def test_a_prefix_that_stands_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = {"prefix": "10", "include": True, "reason": "x"}
    monkeypatch.setattr(
        activity_lists, "read_yaml", lambda _: {"law": "art", "review": "x", "rules": [rule, rule]}
    )
    with pytest.raises(ReferenceFileError, match="stands there twice"):
        activity_list.__wrapped__("vat_exempt")
