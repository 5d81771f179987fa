"""What must not matter does not matter: the excluded inputs of the domain catalogue §5, the order of rows, and
what happens to companies that have nothing to do with this one. Rows of every source are in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from knipperlicht.indicators.registry import indicators
from tests.fairness.changes import CHANGES, CHANGES_OF_NAMES, Change, every_row, foreign, natural, strangers
from tests.fairness.excluded import FREE, RENAMED
from tests.fairness.pipeline import NUMBERS, cases, register_of, scores, twin
from tests.indicators.harness import Register

FEW = settings(
    max_examples=2,
    phases=(Phase.generate,),  # a register is large: to shrink takes long and explains nothing
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SWITCHED_OFF = {"gevoelige_sector_context", "ov82_falingsprofiel"}
"""Indicators that ask nothing until an operator says so."""
NAMED_ON_A_LIST = {"naam_nabootsing", "waarschuwing_toezichthouder"}
"""Indicators that compare a name or website with those of a list outside the register, which keep theirs here."""
MEASURED_AGAINST_OTHERS = {
    "activiteiten_onsamenhangend", "adres_besmet", "fito_laag", "liquide_middelen_hoog", "loonkost_onder_minimum",
    "marge_implausibel", "naam_nabootsing", "omzet_per_vte_extreem", "omzet_zonder_personeel", "voorraad_ontbreekt",
}  # fmt: skip
"""Indicators that by their definition compare with others: comparable companies, the rate of failures of the whole
register, well-known names in it."""


NEEDS_A_REGISTER = "rechtspersoon_bestuurder_keten"
"""The indicator that only asks where the source names representatives of companies at all: its cases do."""


@cache
def everything() -> Register:
    register = register_of(list(range(len(cases()))))
    companies = sorted({row["enterprise"] for row in register.records["nbb_filing"]})[::20]
    foreign(register, companies, Random(1))
    return register


@cache
def plain_scores() -> dict[int, dict[str, Any]]:
    return scores(everything())


def differences(found: dict[int, dict[str, Any]], *, apart_from: set[str] = frozenset()) -> dict[int, Any]:  # type: ignore[assignment]
    """What is not as in the plain register; companies that one of `apart_from` points at are left out."""
    wanted = plain_scores()
    assert found.keys() == wanted.keys()
    compared = [n for n, row in wanted.items() if not apart_from & row["hits"].keys()]
    return {n: (wanted[n], found[n]) for n in compared if wanted[n] != found[n]}


def same_after(changes: Mapping[str, Change], seed: int, *, apart_from: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """All changes at once change no score; else the first that does by itself is named."""

    def after(chosen: Mapping[str, Change]) -> dict[int, Any]:
        register = twin(everything())
        for change in chosen.values():
            change(register, Random(seed))
        return differences(scores(register), apart_from=apart_from)

    if not after(changes):
        return
    alone = {name: after({name: change}) for name, change in changes.items()}
    guilty = {name: next(iter(changed.items())) for name, changed in alone.items() if changed}
    raise AssertionError(f"scores changed: {guilty or 'only when all changes come together'}")


def test_every_indicator_that_asks_something_fires_in_the_register_of_these_tests() -> None:
    fired = {slug for row in plain_scores().values() for slug in row["hits"]}
    assert indicators().keys() - fired == SWITCHED_OFF
    assert len({row["score"] for row in plain_scores().values()}) >= 30


def test_every_kind_of_change_finds_something_to_change() -> None:
    """Otherwise it would show nothing; every excluded column too has rows to act on, or no company has any."""
    for name, change in (CHANGES | CHANGES_OF_NAMES).items():
        register = twin(everything())
        change(register, Random(1))
        assert register != everything(), name
    filled = {table for table, rows in everything().records.items() if rows}
    assert {table for table, _ in (*FREE, *RENAMED)} <= filled


@FEW
@given(seed=st.integers(0, 10**6))
def test_excluded_inputs_and_the_order_of_rows_change_no_score(seed: int) -> None:
    same_after(CHANGES, seed)


@settings(FEW, max_examples=1)
@given(seed=st.integers(0, 10**6))
def test_what_names_say_and_where_a_website_is_changes_no_score(seed: int) -> None:
    same_after(CHANGES_OF_NAMES, seed, apart_from=NAMED_ON_A_LIST)


@settings(FEW, max_examples=1)
@given(seed=st.integers(0, 10**6))
def test_unrelated_companies_and_rows_change_no_score(seed: int) -> None:
    """Who is compared with others may change; then by those questions only, and nobody else changes at all."""
    numbers = list(range(len(cases())))
    naming = [n for n in numbers if cases()[n][0] == NEEDS_A_REGISTER]
    few = sorted({*Random(seed).sample(numbers, 250), *naming})
    alone, among = register_of(few), register_of([*few, *(n for n in numbers if n not in few)])
    foreign(among, sorted(n for n in among.numbers.values())[:100], Random(seed))
    strangers(among, Random(seed), share=0.5)
    little, much = scores(alone), scores(among)
    assert len({slug for row in little.values() for slug in row["hits"]}) >= 40
    for number, row in little.items():
        other = much[number]
        compared = (row["hits"].keys() | other["hits"].keys()) & MEASURED_AGAINST_OTHERS
        kept = [
            {slug: hit[0] for slug, hit in side["hits"].items() if slug not in MEASURED_AGAINST_OTHERS}
            for side in (row, other)
        ]
        assert kept[0] == kept[1], number
        if not compared:
            assert [row[name] for name in NUMBERS if name != "confidence"] == [
                other[name] for name in NUMBERS if name != "confidence"
            ], number


def test_no_natural_person_is_among_the_scored() -> None:
    """Neither one of the register, nor one that only another source names."""
    people = natural(everything())
    legal = {row["entity"] for row in every_row(everything(), "enterprise")} - people
    assert people and plain_scores().keys() <= legal
