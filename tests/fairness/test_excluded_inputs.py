"""What must not matter does not matter: the excluded inputs of the domain catalogue §5, the order of rows, and
what happens to companies that have nothing to do with this one."""

from __future__ import annotations

import random
import re
import string
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knipperlicht.core.text import fold
from tests.fairness.pipeline import cases, register_of, scores, twin
from tests.indicators.harness import Register

FEW = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MEASURED_AGAINST_OTHERS = ("adres_besmet",)
"""Indicators that by their definition compare with the rest of the register: a failing building stands out
against the usual rate of its municipality and of the whole register."""
COMPARED_WITH_A_LIST = "naam_nabootsing"
"""The indicator that compares a name with those of a list outside the register, which keep their letters here."""
LEGAL_WORDS = (
    "bv", "bvba", "nv", "vof", "comm", "v", "commv", "cv", "cvba", "vzw", "srl", "sprl", "sa", "snc", "sc", "scrl",
    "asbl", "scomm", "ebvba", "sprlu", "besloten", "vennootschap", "naamloze", "societe", "anonyme",
)  # fmt: skip
PLACES = (
    ("8500", "Kortrijk"), ("9000", "Gent"), ("8800", "Roeselare"), ("8400", "Oostende"), ("8900", "Ieper"),
    ("8000", "Brugge"), ("2000", "Antwerpen"), ("3000", "Leuven"), ("9300", "Aalst"), ("9100", "Sint-Niklaas"),
)  # fmt: skip


@cache
def everything() -> Register:
    return register_of(list(range(len(cases()))))


@cache
def plain_scores() -> dict[int, dict[str, Any]]:
    return scores(everything())


def every_row(register: Register, table: str) -> list[dict[str, Any]]:
    return [*register.standing[table], *register.past[table]]


def natural(register: Register) -> set[int]:
    return {row["entity"] for row in every_row(register, "enterprise") if row["type_of_enterprise"] == "1"}


def same(register: Register, *, apart_from: str = "") -> None:
    """No score differs; `apart_from`: an indicator of which the companies that it points at are left out."""
    found, wanted = scores(register), plain_scores()
    assert found.keys() == wanted.keys()
    compared = [n for n, row in wanted.items() if apart_from not in row["hits"]]
    changed = {n: (wanted[n], found[n]) for n in compared if wanted[n] != found[n]}
    assert not changed, f"{len(changed)} scores changed, e.g. {next(iter(changed.items()))}"


def test_the_register_of_these_tests_makes_most_indicators_fire() -> None:
    fired = {slug for row in plain_scores().values() for slug in row["hits"]}
    assert len(fired) >= 15
    assert len({row["score"] for row in plain_scores().values()}) >= 15


@FEW
@given(seed=st.integers(0, 10**6))
def test_the_order_of_rows_changes_no_score(seed: int) -> None:
    register, dice = twin(everything()), random.Random(seed)
    for rows in (*register.standing.values(), *register.past.values()):
        dice.shuffle(rows)
    same(register)


@settings(FEW, max_examples=2)
@given(data=st.data())
def test_unrelated_companies_change_no_score(data: st.DataObject) -> None:
    numbers = list(range(len(cases())))
    few = sorted(data.draw(st.sets(st.sampled_from(numbers), min_size=20, max_size=60)))
    alone = scores(register_of(few), without=MEASURED_AGAINST_OTHERS)
    rest = [number for number in numbers if number not in few]
    among = scores(register_of([*few, *rest]), without=MEASURED_AGAINST_OTHERS)
    assert {n: among[n] for n in alone} == alone


def test_a_company_whose_seat_never_saw_a_failure_is_not_touched_by_failures_elsewhere() -> None:
    """The one indicator that compares with others can only say something of buildings with failures."""
    with_rate, without_rate = plain_scores(), scores(everything(), without=MEASURED_AGAINST_OTHERS)
    clear = [n for n, row in with_rate.items() if "adres_besmet" not in row["hits"]]
    keys = ("score", "total", "hits")
    assert clear and all(with_rate[n][k] == without_rate[n][k] for n in clear for k in keys)


@FEW
@given(alphabet=st.permutations(string.ascii_lowercase))
def test_what_names_say_changes_no_score(alphabet: list[str]) -> None:
    """Every name becomes another, letter by letter, so that changes stay changes and slips stay slips."""
    table = str.maketrans(string.ascii_lowercase, "".join(alphabet))

    def other(name: str) -> str:
        words = fold(name).split()
        return " ".join(word if word in LEGAL_WORDS else word.translate(table) for word in words)

    register = twin(everything())
    for row in every_row(register, "denomination"):
        row["denomination"] = other(row["denomination"])
    same(register, apart_from=COMPARED_WITH_A_LIST)


@FEW
@given(order=st.permutations(["1", "2", "3", "4"]))
def test_the_language_of_names_changes_no_score(order: list[str]) -> None:
    register = twin(everything())
    for row in every_row(register, "denomination"):
        row["language"] = dict(zip("1234", order, strict=True)).get(row["language"], row["language"])
    same(register)


@FEW
@given(seed=st.integers(0, 10**6))
def test_the_data_of_natural_persons_change_no_score(seed: int) -> None:
    """Their names, start, situation and contact details; nobody else's."""
    register, dice = twin(everything()), random.Random(seed)
    people = natural(register)
    assert people

    def text() -> str:
        return "".join(dice.choices(string.ascii_letters + " ", k=12)) + "x"

    for row in every_row(register, "denomination"):
        if row["entity"] in people:
            row["denomination"], row["language"] = text(), dice.choice("1234")
    for row in every_row(register, "enterprise"):
        if row["entity"] in people:
            row["start_date"] = row["start_date"].replace(year=dice.randint(1960, 2025), day=1)
            row["juridical_situation"] = dice.choice(["000", "001", "050"])
    for row in every_row(register, "contact"):
        if row["entity"] in people:
            row["value"] = text().replace(" ", "") + "@example.be"
    same(register)


def test_no_natural_person_is_among_the_scored() -> None:
    standing = {
        row["entity"] for row in everything().standing["enterprise"] if row["type_of_enterprise"] == "1"
    }
    assert standing and not standing & plain_scores().keys()


@FEW
@given(data=st.data())
def test_which_municipality_it_is_changes_no_score(data: st.DataObject) -> None:
    """All of one municipality move to another, everywhere and always: only who sits together matters."""
    register = twin(everything())
    used = {(row["zipcode"], row["municipality_nl"]) for row in every_row(register, "address")}
    real = [place for place in PLACES if place in used]
    assert len(real) >= 2
    targets = data.draw(st.permutations(PLACES))
    moved = dict(zip(PLACES, targets, strict=True))
    for row in every_row(register, "address"):
        place = (row["zipcode"], row["municipality_nl"])
        if place in moved:
            row["zipcode"], name = moved[place]
            row["municipality_nl"] = row["municipality_fr"] = name
    same(register)


@pytest.mark.parametrize("prefix", ["0032", "+212"])
def test_the_country_of_a_telephone_number_changes_no_score(prefix: str) -> None:
    """Only the last eight digits tell whether two companies share a line."""
    register = twin(everything())
    lines = [row for row in every_row(register, "contact") if row["contact_type"] == "TEL"]
    assert lines
    for row in lines:
        digits = re.sub(r"\D", "", row["value"])
        row["value"] = prefix + digits[-8:] if len(digits) >= 8 else row["value"]
    same(register)
