"""What the acts of an integrity investigation say: pure questions to a case, asked by guards, targets and terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from knipperlicht.cases.procedures.case import Act, Case
from knipperlicht.cases.procedures.integrity import choices, states
from knipperlicht.core.terms import Begin, Span, Unit, span
from knipperlicht.core.workdays import workday_from

WORKDAYS, EXTRA = 50, 30
"""T1 and T2 (art. 119ter § 4 NGW)."""
STANDSTILL_DAYS = 15
"""T8 (art. 119ter § 11 NGW)."""
COMPLETION_DAYS = 5
"""T3, T4 and T5 (Act, art. 20)."""
ADVICE_DAYS = 30
"""T6 (Act, art. 24 § 1)."""


def started_on(case: Case) -> date | None:
    """Day of the mayor's decision to start."""
    act = case.last("start")
    return act.on if act else None


def is_extended(case: Case) -> bool:
    """Whether the mayor extended the investigation."""
    return case.last("extend") is not None


def investigation(case: Case) -> Span | None:
    """The working days of the investigation: 50, or 80 once extended (art. 119ter § 4 NGW)."""
    start = started_on(case)
    if start is None:
        return None
    count = WORKDAYS + (EXTRA if is_extended(case) else 0)
    return span(event=start, count=count, unit=Unit.WORKDAYS, begin=Begin.NEXT_WORKDAY)


def concluded_on(case: Case) -> date | None:
    """Day of the college's decision or of the closing note: what must lie within the term, read conservatively (Q1)."""
    act = case.last("decide", "close", "stop")
    return act.on if act else None


def current_request(case: Case) -> Act | None:
    """The advice request that counts: the last one."""
    return case.last("request_advice")


def current_advice(case: Case) -> Act | None:
    """The advice on the last request; None while it is awaited."""
    request, advice = current_request(case), case.last("advice")
    return advice if request and advice and advice.number > request.number else None


def received_by_diob(case: Case) -> date | None:
    """Day on which the DIOB received the last request or its completion; the day of the act where nothing proves it."""
    act = case.last("request_advice", "complete")
    return (act.day("received") or act.on) if act else None


def completion_ends(case: Case) -> date | None:
    """Last day to complete, counted from the day after the notice: the reading under which nothing is refused too early."""
    notice = case.last("inadmissible")
    if notice is None:
        return None
    return span(event=notice.on, count=COMPLETION_DAYS, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY).last


def advice_due(case: Case) -> date | None:
    """Last day of the DIOB for its advice (T6: art. 24 § 1, no extension); None while the request is not admissible."""
    act = case.last("admissible")
    if act is None:
        return None
    return span(event=act.on, count=ADVICE_DAYS, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY).last


def decision(case: Case) -> Act | None:
    """The decision of the college; None before it."""
    return case.last("decide")


def measure(case: Case) -> str:
    """The measure the college took; "" before it decided."""
    act = decision(case)
    return str(act.data.get("measure", "")) if act else ""


def notified_on(case: Case) -> date | None:
    """The latest day of notification that can be proven (Q6); None without proof."""
    days = [
        day
        for act in case.all("proof")
        for day in (act.day("dispatched"), act.day("presented"), act.day("received"))
        if day
    ]
    return max(days, default=None)


def standstill(case: Case) -> Span | None:
    """Fifteen calendar days from the day after notification (art. 119ter § 11 NGW)."""
    day = notified_on(case)
    return span(event=day, count=STANDSTILL_DAYS, unit=Unit.DAYS, begin=Begin.NEXT_DAY) if day else None


def first_execution(case: Case) -> date | None:
    """The first day of execution: day 16; where day 15 is no working day, the first working day after it."""
    days = standstill(case)
    if days is None:
        return None
    end = workday_from(days.last)
    return end if end > days.last else date.fromordinal(days.last.toordinal() + 1)


def in_time(case: Case, data: Mapping[str, Any]) -> bool:
    """Whether a suspension claim was filed and the college warned of it inside the standstill (art. 119ter § 11 NGW)."""
    days = standstill(case)
    filed, warned = data.get("filed"), data.get("warned")
    if days is None or not filed or not warned:
        return False
    return max(date.fromisoformat(filed), date.fromisoformat(warned)) <= days.last


def holding(case: Case) -> tuple[str, ...]:
    """Claimants whose claim stops execution: in time, or so concluded by hand, or granted; until it is rejected or the appeal ruled on."""
    held: dict[str, bool] = {}
    checked = case.last("legal_check")
    for act in case.all("udn", "udn_ruling", "appeal_ruling"):
        claimant = str(act.data.get("claimant", ""))
        if act.step == "appeal_ruling":
            held.clear()
        elif act.step == "udn":
            late_hold = (
                checked and checked.number > act.number and checked.data.get("conclusion") == choices.HOLD
            )
            held[claimant] = in_time(case, act.data) or bool(late_hold)
        else:
            held[claimant] = act.data.get("outcome") == choices.GRANTED
    return tuple(claimant for claimant, holds in held.items() if holds)


def unchecked(case: Case) -> tuple[Act, ...]:
    """Claims that came too late for the stay of law, about which nobody concluded by hand yet."""
    checked, ruled = case.last("legal_check"), case.all("udn_ruling")
    return tuple(
        act
        for act in case.all("udn")
        if not in_time(case, act.data)
        and (checked is None or checked.number < act.number)
        and not any(
            one.number > act.number and one.data.get("claimant") == act.data.get("claimant") for one in ruled
        )
    )


def after_decision(case: Case) -> str:
    """The state a decided case stands in, read from its acts alone: so a review that changes nothing returns where it was."""
    if holding(case):
        return states.UDN_HOLD
    if case.last("execute"):
        return states.IN_EFFECT
    if notified_on(case):
        return states.STANDSTILL
    return states.NOTIFIED if case.last("notify") else states.COLLEGE_DECISION


def persons(data: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Who is named, by what identifies them best: national number, enterprise number, else name and birth date."""
    for person in data.get("persons") or ():
        for name in ("national_number", "enterprise_number"):
            number = "".join(sign for sign in str(person.get(name) or "") if sign.isdigit())
            if number:
                yield name, number
                break
        else:
            parts = (person.get(part) or "" for part in ("name", "first_names", "birth_date"))
            yield "name", *(" ".join(str(part).casefold().split()) for part in parts)


def investigated(case: Case) -> frozenset[tuple[str, ...]]:
    """Everybody who is subject of the investigation: who operates, and who was added with reasons (art. 119ter § 5 NGW)."""
    return frozenset(
        who for act in case.all("start", "name_operator", "extend_persons") for who in persons(act.data)
    )
