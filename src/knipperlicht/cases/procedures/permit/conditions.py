"""The conditions of a permit, read from the acts of its case: when each is checked, what was found, what a failure does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knipperlicht.cases.procedures.case import Case


class Effect(StrEnum):
    """What follows when a condition is not met; the decision says so."""

    FOLLOW_UP = "follow_up"
    """The municipality follows up; the permit stands."""
    LAPSE = "lapse"
    """The permit lapses when the condition is found not to be met."""
    LAPSE_UNSHOWN = "lapse_unshown"
    """The permit lapses by itself when the operator has not shown by the day that it is met."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """`number` is its place in the decision, from 1; `due` the day it is checked next; `met` what the last check said, None before one."""

    number: int
    text: str
    due: date
    effect: Effect
    met: bool | None = None


def conditions(case: Case) -> list[Condition]:
    """In the order of the decision; a check may name the next day of checking, and then the condition is open again."""
    found = [
        Condition(
            number=number, text=act.data["text"], due=date.fromisoformat(act.data["due"]), effect=Effect(act.data["effect"]),
        )
        for number, act in enumerate(case.all("condition"), start=1)
    ]  # fmt: skip
    for act in case.all("check"):
        place = int(act.data["number"]) - 1
        met, again = act.data["result"] == "met", act.day("again")
        open_again = met and again is not None
        found[place] = replace(found[place], met=None if open_again else met, due=again or found[place].due)
    return found


def open_conditions(case: Case) -> list[Condition]:
    """Those that wait for a check, the first to come first."""
    return sorted((one for one in conditions(case) if one.met is None), key=lambda one: (one.due, one.number))


def unshown(case: Case, today: date) -> Condition | None:
    """The first condition whose day went by without being shown, where the permit then lapses by itself."""
    late = (one for one in open_conditions(case) if one.effect is Effect.LAPSE_UNSHOWN and one.due < today)
    return next(late, None)
