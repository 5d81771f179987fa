"""What an administrative fine must not miss, and the last days of its terms (GAS-wet 24-6-2013)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.gas.fines import maximum
from knipperlicht.cases.procedures.money import cents, euro
from knipperlicht.cases.procedures.parts import refused, written
from knipperlicht.cases.procedures.steps import Refusal
from knipperlicht.core.terms import Begin, Unit, span

LAW = "W. 24-6-2013"


def found_on(case: Case) -> date:
    """The day of the finding, from which the terms run and whose maximum holds."""
    return case.acts[0].on


def last_decision(case: Case) -> date:
    """Six months from the finding; twelve with mediation or community service."""
    months = 12 if case.last("mediate") else 6
    return span(event=found_on(case), count=months, unit=Unit.MONTHS, begin=Begin.NEXT_DAY).last


def last_defence(case: Case) -> date | None:
    """Fifteen days from the day after the officer's registered letter."""
    letter = case.last("letter")
    return span(event=letter.on, count=15, unit=Unit.DAYS, begin=Begin.NEXT_DAY).last if letter else None


def last_appeal(case: Case) -> date | None:
    """One month from the notification."""
    told = case.last("notify")
    return span(event=told.on, count=1, unit=Unit.MONTHS, begin=Begin.NEXT_DAY).last if told else None


def addressed_well(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The officer gets it always; what is an offence too goes to the prosecutor as well."""
    to, mixed = set(act.data["to"]), case.acts[0].data.get("mixed") != "no"
    if "officer" not in to:
        return refused("GAS", LAW, _("The report goes to the sanctioning officer."))
    if mixed and "prosecutor" not in to:
        return refused(
            "GAS", LAW, _("This breach is an offence too: the report also goes to the public prosecutor.")
        )
    return None


def prosecutor_first(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Without a protocol the officer waits for the prosecutor, two months at most."""
    handed = case.last("hand_over")
    if handed is None or case.acts[0].data.get("mixed") != "without" or case.last("answer"):
        return None
    last = span(event=handed.on, count=2, unit=Unit.MONTHS, begin=Begin.NEXT_DAY).last
    if act.on > last:
        return None
    return refused(
        "GAS", LAW,
        _("Without a protocol the prosecutor has until %(day)s to answer: the officer does not act before.") % {"day": written(last)},
    )  # fmt: skip


def defence_over(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """No decision before the defence came in or its fifteen days are over."""
    last = last_defence(case)
    if case.last("defend") or (last is not None and act.on > last):
        return None
    return refused(
        "GAS", LAW,
        _("The person may answer until %(day)s: there is no decision before, unless the defence is in.")
        % {"day": written(last) if last else "–"},
    )  # fmt: skip


def within_maximum(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The maximum that held on the day of the breach."""
    most = maximum(breach=found_on(case), minor=case.acts[0].data.get("minor") is True)
    fine = cents(act.data["fine"])
    if fine == 0 or (most is not None and fine <= most):
        return None
    if most is None:
        return refused("GAS", LAW, _("There was no administrative fine on the day of the breach."))
    return refused("GAS", LAW, _("The most for this breach is € %(most)s.") % {"most": euro(most)})


def decided_in_time(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """After the term no fine can be imposed."""
    last = last_decision(case)
    if act.on <= last or cents(act.data["fine"]) == 0:
        return None
    return refused(
        "GAS",
        LAW,
        _("The term for a decision ended on %(day)s: no fine can be imposed any more.")
        % {"day": written(last)},
    )


def appealed_in_time(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """An appeal comes within a month."""
    last = last_appeal(case)
    if last is None or act.on <= last:
        return None
    return refused("GAS", LAW, _("The term for an appeal ended on %(day)s.") % {"day": written(last)})


def appeal_over(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A fine becomes final only when the month is over."""
    last = last_appeal(case)
    if last is not None and act.on > last:
        return None
    return refused("GAS", LAW, _("The term for an appeal is not over yet."))
