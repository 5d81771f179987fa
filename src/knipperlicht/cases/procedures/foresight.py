"""What stands in the way of a step before anybody filled in its form: shown as "what is missing", never as the last word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.steps import Procedure, Refusal, Step


class _TooEarly(Exception):
    """A guard asks what is entered: it can say nothing yet."""


class _NotEntered(Mapping[str, Any]):
    """The data of a form that nobody filled in yet; whoever looks at them is stopped."""

    def __getitem__(self, name: str) -> NoReturn:
        raise _TooEarly

    def __iter__(self) -> Iterator[str]:
        raise _TooEarly

    def __len__(self) -> int:
        raise _TooEarly


def in_the_way(procedure: Procedure, case: Case, step: Step, around: Around) -> tuple[Refusal, ...]:
    """Every refusal that holds whatever is entered, were the step taken today; guards that read the form are passed over."""
    act = Proposed(step=step.key, on=around.today, data=_NotEntered())
    found = []
    for guard in (*procedure.guards, *step.guards):
        try:
            refusal = guard(case, act, around)
        except _TooEarly:
            continue
        if refusal is not None:
            found.append(refusal)
    return tuple(found)
