"""Guards after the decision: guards 10 and 15 of law.md §9.4, notification, claims, review, end."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.integrity import choices, history, states
from knipperlicht.cases.procedures.steps import Guard, Refusal
from knipperlicht.core.clock import add_months
from knipperlicht.core.terms import Begin, Unit, span

APPEAL_DAYS = 60
"""T19, from memory."""
KEPT_YEARS = 5
"""T14 (art. 119quinquies § 2 NGW)."""


def advice_is_annexed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 25: the advice goes with the decision."""
    if act.data.get("annexed") is not False:
        return None
    return Refusal(
        rule="notify",
        article="art. 119ter § 8–9 NGW",
        sentence=_("The advice of the DIOB must be annexed to the decision that is served."),
    )


def proof_has_a_day(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Q6: at least one provable day, none before the sending, none in the future."""
    sent = case.last("notify")
    days = [day for day in (act.day("dispatched"), act.day("presented"), act.day("received")) if day]
    if days and all((sent is None or sent.on <= day) and day <= around.today for day in days):
        return None
    return Refusal(
        rule="Q6", article="art. 119ter § 11 NGW",
        sentence=_("Give at least one provable day: dispatch, presentation or receipt, not before the sending and not in the future."),
    )  # fmt: skip


def filed_after_decision(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A claim lies after the decision it attacks; nobody is warned of it in the future."""
    decided = history.decision(case)
    days = [day for day in (act.day("filed"), act.day("warned")) if day]
    if all((decided is None or decided.on <= day) and day <= around.today for day in days):
        return None
    return Refusal(
        rule="day", article="art. 119ter § 11 NGW",
        sentence=_("A claim is filed after the decision it attacks, and neither it nor the warning lies in the future."),
    )  # fmt: skip


def claim_is_known(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A ruling is on a claim that was recorded under the same name."""
    claimant = act.data.get("claimant")
    if not claimant or any(claimant == one.data.get("claimant") for one in case.all("udn")):
        return None
    return Refusal(
        rule="claim", article="art. 119ter § 11 NGW", sentence=_("No claim of that name was recorded.")
    )


def something_to_check(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A6: the check by hand concerns claims outside the standstill."""
    if history.unchecked(case):
        return None
    return Refusal(
        rule="A6",
        article="art. 119ter § 11 NGW",
        sentence=_("There is no late claim or late warning to check."),
    )


def standstill_is_over(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G10: not before day 16, nor before the first working day after a day 15 that is none."""
    first = history.first_execution(case)
    if first is not None and act.on >= first:
        return None
    said = (
        _("The decision may be executed from %(day)s, after the standstill of fifteen days.")
        % {"day": f"{first:%d-%m-%Y}"}
        if first
        else _("The day of notification is not proven, so the standstill did not begin.")
    )
    return Refusal(rule="G10", article="art. 119ter § 11 NGW", sentence=said)


def nothing_holds(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G10: not while a claim stops execution. The stay benefits its claimant only; here the whole file waits (conservative)."""
    held = history.holding(case)
    if not held:
        return None
    return Refusal(
        rule="G10", article="art. 119ter § 11 NGW",
        sentence=_("A suspension claim of %(names)s is pending: nothing is executed before the ruling.") % {"names": ", ".join(held)},
    )  # fmt: skip


def late_claims_are_checked(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A6: a claim or warning after day 15 gives no stay by itself; somebody must look before execution."""
    if not history.unchecked(case):
        return None
    return Refusal(
        rule="A6", article="art. 119ter § 11 NGW",
        sentence=_("A claim was filed, or the college warned of it, after the standstill. Have its effect checked and record the conclusion."),
    )  # fmt: skip


def measure_is(*measures: str) -> Guard:
    """A guard: the step belongs to these measures only."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        if history.measure(case) in measures:
            return None
        return Refusal(
            rule="measure",
            article="art. 119ter § 8–9 NGW",
            sentence=_("This step does not belong to the measure that was taken."),
        )

    return guard


def once(step: str) -> Guard:
    """A guard: the step is taken once in a case."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        if not case.last(step):
            return None
        return Refusal(rule="once", article="", sentence=_("This was done and recorded before."))

    return guard


def known(*steps: str) -> Guard:
    """A guard: what follows from an appeal or claim needs one."""

    def guard(case: Case, act: Proposed, around: Around) -> Refusal | None:
        if case.last(*steps):
            return None
        return Refusal(rule="appeal", article="", sentence=_("No appeal was recorded. Record it first."))

    return guard


def measure_ends_on(case: Case) -> date | None:
    """Last day of a suspension (months from its execution) or of a closure with a last day; None without either."""
    executed, decided = case.last("execute"), history.decision(case)
    if executed is None or decided is None:
        return None
    if history.measure(case) == choices.SUSPEND:
        return span(
            event=executed.on,
            count=int(decided.data.get("months") or choices.LONGEST_SUSPENSION),
            unit=Unit.MONTHS,
            begin=Begin.SAME_DAY,
        ).last
    return decided.day("until") if history.measure(case) == choices.CLOSE else None


def measure_is_over(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 35: a measure ends by itself after its last day."""
    last = measure_ends_on(case)
    if last is not None and act.on > last:
        return None
    return Refusal(
        rule="T12", article="art. 119ter § 8 NGW", sentence=_("The last day of the measure has not gone by.")
    )


def remedies_end(case: Case) -> date | None:
    """Last day for an appeal (T19); None while the notification is not proven."""
    day = history.notified_on(case)
    return span(event=day, count=APPEAL_DAYS, unit=Unit.DAYS, begin=Begin.NEXT_DAY).last if day else None


def appeal_pending(case: Case, around: Around) -> bool:
    """Whether an appeal or claim waits for its ruling, here or as others know it."""
    appealed, ruled = case.last("appeal"), case.last("appeal_ruling")
    open_ = appealed is not None and (ruled is None or ruled.number < appealed.number)
    return open_ or bool(history.holding(case)) or bool(around.facts.get("pending_appeal"))


def remedies_exhausted(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G15: what the decision rests on stays until remedies are exhausted."""
    if case.state == states.CLOSED_NO_MEASURE and not appeal_pending(case, around):
        return None
    last = remedies_end(case)
    if last is not None and act.on > last and not appeal_pending(case, around):
        return None
    return Refusal(
        rule="G15", article="art. 119quinquies § 2 NGW",
        sentence=_("The term for appeal runs, or an appeal is pending: nothing is closed or destroyed before it is over."),
    )  # fmt: skip


def kept_long_enough(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """T14: what must be kept is kept five years from the closing."""
    closed = closed_on(case)
    if closed is not None and act.on >= add_months(day=closed, months=12 * KEPT_YEARS):
        return None
    return Refusal(
        rule="T14",
        article="art. 119quinquies § 2 NGW",
        sentence=_("Identity, proposal and decision are kept for five years from the closing."),
    )


def nothing_pending(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G15: a pending appeal holds destruction, and nothing else does."""
    if not appeal_pending(case, around):
        return None
    return Refusal(
        rule="G15",
        article="art. 119quinquies § 2 NGW",
        sentence=_("An appeal is pending: nothing is destroyed before its ruling."),
    )


def closed_on(case: Case) -> date | None:
    """Day on which the case was closed: of the last act that brought it there."""
    found = next(
        (
            act
            for act in reversed(case.acts)
            if act.after in states.CLOSED and act.before not in states.CLOSED
        ),
        None,
    )
    return found.on if found else None
