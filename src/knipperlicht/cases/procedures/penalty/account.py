"""The account of a penalty payment, read from the acts of its case."""

from __future__ import annotations

from datetime import date, timedelta

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.money import cents
from knipperlicht.cases.procedures.penalty.sums import (
    Balance,
    Breach,
    Days,
    Due,
    Penalty,
    Per,
    balance,
    fell_due,
)

ONE = timedelta(days=1)


def penalty_of(case: Case) -> Penalty | None:
    """The decision as it runs; None before it was notified: nothing falls due that nobody was told of."""
    imposed, told = case.last("impose"), case.last("notify")
    if imposed is None or told is None:
        return None
    data = imposed.data
    return Penalty(
        per=Per(data["per"]), cents=cents(data["amount"]), cap=cents(data["cap"]) if data.get("cap") else None,
        starts=told.on + timedelta(days=int(data.get("grace_days") or 0)) + ONE,
    )  # fmt: skip


def breaches(case: Case) -> list[Breach]:
    """What was found, with its days."""
    return [
        Breach(
            first=date.fromisoformat(act.data["since"]), last=date.fromisoformat(act.data["until"]),
            times=int(act.data.get("times") or 1),
        )
        for act in case.all("found")
    ]  # fmt: skip


def excused(case: Case) -> list[Days]:
    """Days of force majeure that the mayor accepted."""
    return [
        (date.fromisoformat(act.data["since"]), date.fromisoformat(act.data["until"]))
        for act in case.all("excuse")
    ]


def dues(case: Case, until: date) -> list[Due]:
    """Every amount that fell due up to a day."""
    penalty = penalty_of(case)
    return fell_due(penalty, breaches(case), excused(case), until) if penalty else []


def account(case: Case, today: date) -> Balance:
    """The balance on a day."""
    payments = [(act.on, cents(act.data["amount"])) for act in case.all("paid") if act.on <= today]
    return balance(dues(case, today), payments, today)


def written_off(case: Case) -> int:
    """Cents that were recorded as prescribed."""
    return sum(cents(act.data["amount"]) for act in case.all("prescribe"))
