"""Whether a case is a measure in force, and whether that measure closes premises: what a sealing or penalty payment goes with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knipperlicht.cases.procedures.case import Case

OF_MAYOR = frozenset({"decided", "in_effect", "renewed"})
"""A mayor's measure has effect from its decision; not confirmed, it ceases."""


@dataclass(frozen=True, kw_only=True)
class Force:
    """`states` in which a measure of this procedure is in force; `closes`: whether that measure closes premises."""

    states: frozenset[str]
    closes: Callable[[Case], bool]


def _always(case: Case) -> bool:
    return True


def _never(case: Case) -> bool:
    return False


def _says(step: str, name: str, *values: str) -> Callable[[Case], bool]:
    def closes(case: Case) -> bool:
        act = case.last(step)
        return act is not None and act.data.get(name) in values

    return closes


FORCE = {
    "mayor_closure": Force(states=OF_MAYOR, closes=_always),
    "place_ban": Force(states=OF_MAYOR, closes=_never),
    "integrity": Force(
        states=frozenset({"in_effect", "review_12"}), closes=_says("decide", "measure", "close")
    ),
    "gas_sanction": Force(
        states=frozenset({"in_effect"}), closes=_says("decide", "sanction", "close", "close_for")
    ),
}
"""Procedures whose measure is one of administrative police or a closure by mayor or college (art. 133ter NGW)."""


def measure_in_force(case: Case) -> bool:
    """Whether a penalty payment may go with the case."""
    force = FORCE.get(case.kind)
    return force is not None and case.state in force.states


def closure_in_force(case: Case) -> bool:
    """Whether the premises of the case may be sealed."""
    return measure_in_force(case) and FORCE[case.kind].closes(case)
