"""Requests of data subjects: terms reckoned by hand, what an answer must hold, who may handle them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.retention.models import SubjectRequest
from knipperlicht.cases.retention.requests import (
    answer,
    check_identity,
    due_day,
    extend,
    forget_old,
    receive,
    requests_of,
)

pytestmark = pytest.mark.django_db
CAME = date(2026, 3, 10)


@pytest.fixture
def asked(town, on_day) -> SubjectRequest:
    on_day(CAME)
    return receive_on(town["dpo"], CAME)


def receive_on(actor, day, kind="access") -> SubjectRequest:
    return receive(
        actor,
        kind=kind,
        name="Wim Zwaenepoel",
        contact="wim@example.org",
        received=day,
        statement="Wat weet u?",
        work=None,
    )


def rules_of(refused) -> list[str]:
    return [reason.rule for reason in refused.value.refusals]


@pytest.mark.parametrize(
    ("received", "one", "two"),
    [
        (date(2026, 3, 10), date(2026, 4, 9), date(2026, 5, 9)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 30)),
        (date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 31)),
        (date(2028, 1, 30), date(2028, 2, 29), date(2028, 3, 29)),
    ],
)
def test_one_month_or_two_from_the_day_of_receipt_that_day_counted(received, one, two):
    assert (due_day(received, extended=False), due_day(received, extended=True)) == (one, two)


def test_a_request_gets_a_number_and_its_last_day(asked, town):
    assert (asked.number, asked.due) == ("2026-AVG-0001", date(2026, 4, 9))
    assert receive_on(town["dpo"], CAME).number == "2026-AVG-0002"
    assert receive_on(town["strange_dpo"], CAME).number == "2026-AVG-0001"


def test_none_comes_from_the_future(town, on_day):
    on_day(CAME)
    with pytest.raises(Refused):
        receive_on(town["dpo"], date(2026, 3, 11))


def test_the_second_month_is_told_within_the_first(asked, town, on_day):
    on_day(date(2026, 4, 10))
    with pytest.raises(Refused) as refused:
        extend(town["dpo"], asked, why="", told=date(2026, 4, 10), work=None)
    assert rules_of(refused) == ["T16", "T16"]
    extend(town["dpo"], asked, why="veel stukken", told=date(2026, 4, 9), work=None)
    asked.refresh_from_db()
    assert asked.due == date(2026, 5, 9)
    with pytest.raises(Refused):
        extend(town["dpo"], asked, why="nog meer", told=date(2026, 4, 9), work=None)


def test_every_reason_against_an_answer_is_said_at_once(town, on_day):
    on_day(CAME)
    asked = receive_on(town["dpo"], CAME, kind="rectification")
    with pytest.raises(Refused) as refused:
        answer(
            town["dpo"], asked, how="limited", reasons=" ", remedies=False, on=date(2026, 3, 11), work=None
        )
    assert rules_of(refused) == ["identity", "day", "reasons", "remedies", "limited"]


@pytest.mark.parametrize("kind", ["access", "erasure"])
def test_access_and_erasure_may_be_limited_with_reasons_and_remedies(town, on_day, kind):
    on_day(CAME)
    asked = receive_on(town["dpo"], CAME, kind=kind)
    check_identity(town["dpo"], asked, how="desk", on=CAME, work=None)
    answer(town["dpo"], asked, how="limited", reasons="lopend onderzoek", remedies=True, on=CAME, work=None)
    asked.refresh_from_db()
    assert (asked.answer, asked.reasons, asked.answered) == ("limited", "lopend onderzoek", CAME)


def test_what_is_granted_needs_no_remedies_and_is_final(asked, town):
    check_identity(town["dpo"], asked, how="eid", on=CAME, work=None)
    answer(town["dpo"], asked, how="granted", reasons="kopie bezorgd", remedies=False, on=CAME, work=None)
    for act in (
        lambda: answer(town["dpo"], asked, how="refused", reasons="x", remedies=True, on=CAME, work=None),
        lambda: check_identity(town["dpo"], asked, how="eid", on=CAME, work=None),
        lambda: extend(town["dpo"], asked, why="x", told=CAME, work=None),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert rules_of(refused) == ["answered"]


@pytest.mark.parametrize("on", [date(2026, 3, 9), date(2026, 3, 11)])
def test_an_identity_is_checked_between_receipt_and_now(asked, town, on):
    with pytest.raises(Refused):
        check_identity(town["dpo"], asked, how="eid", on=on, work=None)


@pytest.mark.parametrize("who", ["worker", "mayor", "manager", "alderman", "reader", "strange_dpo"])
def test_nobody_else_handles_it(asked, town, who):
    assert not requests_of(town[who]).exists()
    with pytest.raises(PermissionDenied):
        check_identity(town[who], asked, how="eid", on=CAME, work=None)


def test_the_log_holds_number_and_days_and_not_who_asked(asked, town):
    check_identity(town["dpo"], asked, how="eid", on=CAME, work=None)
    rows = list(Entry.objects.filter(event__startswith="privacy.").values("subject", "detail"))
    assert [row["subject"] for row in rows] == [asked.number] * 2 and "Zwaenepoel" not in str(rows)


def test_a_request_goes_five_years_after_its_answer(asked, town):
    check_identity(town["dpo"], asked, how="eid", on=CAME, work=None)
    assert forget_old(date(2040, 1, 1)) == 0
    answer(town["dpo"], asked, how="granted", reasons="kopie", remedies=False, on=CAME, work=None)
    assert forget_old(date(2031, 3, 10)) == 0
    assert forget_old(date(2031, 3, 11)) == 1 and not SubjectRequest.objects.exists()
