"""The page of a file shows what a measure comes to: its periods, seals, account, conditions."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from knipperlicht.cases.measures.showing import SHOWS
from tests.cases.measures import test_closures as closure
from tests.cases.measures import test_penalty as penalty
from tests.cases.measures import test_permit as permit
from tests.cases.measures import test_sealing as sealing
from tests.cases.measures.stage import law

TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_a_closure_shows_its_basis_and_every_period_with_what_became_of_it():
    shown = SHOWS["mayor_closure"](law(closure.decided("9bis"), "2026-03-10"), TODAY)
    assert ("Article", "art. 9bis W. 24-2-1921") in shown.facts
    assert shown.rows == [[date(2026, 3, 6), date(2026, 6, 5), date(2026, 3, 9), "lapsed"]]


def test_a_penalty_shows_its_account_to_the_cent():
    case = penalty.found(("paid", "2026-03-11", {"amount": "300.00"}))
    shown = SHOWS["penalty"](case, TODAY)
    facts = dict(shown.facts)
    assert (
        facts["Fallen due"] == "€\N{NO-BREAK SPACE}750.00"
        and facts["Paid"] == "€\N{NO-BREAK SPACE}300.00"
        and facts["Open"] == "€\N{NO-BREAK SPACE}450.00"
    )
    assert shown.labelled[0][0] == ("Fell due on", date(2026, 3, 7))
    assert (
        shown.rows[0] == [date(2026, 3, 7), "€\N{NO-BREAK SPACE}250.00", date(2027, 3, 6)]
        and len(shown.rows) == 3
    )


def test_a_sealing_shows_the_seals_that_are_left():
    case = sealing.sealed(("broken", "2026-03-12", sealing.BROKEN))
    assert SHOWS["sealing"](case, TODAY).facts == [("On the premises", "A1")]


def test_a_permit_shows_its_conditions():
    shown = SHOWS["permit"](permit.granted(permit.condition("lapse")), TODAY)
    assert shown.rows == [
        [
            "1. Verzekering tonen",
            date(2026, 5, 1),
            "the permit lapses when it is found not to be met",
            "to be checked",
        ]
    ]
