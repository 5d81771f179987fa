"""The reasonable term (T20) of an establishment on the list."""

from __future__ import annotations

from datetime import date

from knipperlicht.cases.policies.models import RegulationActivity
from knipperlicht.core.terms import Begin, Unit, span


def due_day(
    term: RegulationActivity, *, entered: date, opened: date | None, in_force: date | None
) -> date | None:
    """The last day for an establishment that came on the list on a day; None where the regulation sets no term.

    The fixed day holds for what existed when the regulation entered into force and was on the list by then; all others have their
    working days, counted from the day after they came on it.
    """
    existed = opened is None or in_force is None or opened <= in_force
    if term.until is not None and existed and entered <= term.until:
        return term.until
    if term.within is None:
        return term.until
    return span(event=entered, count=term.within, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY).last
