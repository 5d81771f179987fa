"""Terms and guards of an integrity assessment under the Flemish decree of 22 December 2023 (law.md §3)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.parts import fact, refused, since, written
from knipperlicht.cases.procedures.steps import Refusal
from knipperlicht.core.terms import Begin, Unit, span
from knipperlicht.core.workdays import workday_from

DECREE = "Decr. Vl. 22-12-2023"
TERM, HEAR, PROSECUTOR = f"art. 4 {DECREE}", f"art. 3 § 4 {DECREE}", f"art. 7 {DECREE}"
ONE = timedelta(days=1)
NEGATIVE = frozenset({"refuse", "suspend", "abrogate", "conditions", "close_for", "close"})

switched_on = fact(
    "flemish_decree", rule="Q8", article=f"art. 23 {DECREE}",
    sentence=_("The track of the Flemish decree is switched off: it is not verified that the decree is in force. The operator switches it on."),
)  # fmt: skip


def advice_term(case: Case) -> date:
    """The last of the fifteen days in which a request to the DIOB suspends the term."""
    return span(event=case.acts[0].on, count=15, unit=Unit.DAYS, begin=Begin.NEXT_DAY).last


def _suspended(case: Case) -> tuple[date, date | None] | None:
    """From the request to the advice, both days included; None where no request suspends."""
    asked = case.last("ask_diob")
    if asked is None or asked.on > advice_term(case):
        return None
    advised = since(case, asked, "advice")
    return asked.on, advised.on if advised else None


def waits_for_advice(case: Case) -> bool:
    """Whether the term stands still."""
    held = _suspended(case)
    return held is not None and held[1] is None


def last_day(case: Case) -> date:
    """The last of the 50 (80) working days after the receipt notice; days on which the term stood still do not count."""
    held, left = _suspended(case), 80 if case.last("extend") else 50
    day = workday_from(case.acts[0].on + ONE)
    while True:
        if held is None or held[1] is None or not held[0] <= day <= held[1]:
            left -= 1
        if left == 0:
            return day
        day = workday_from(day + ONE)


def last_objection(case: Case) -> date | None:
    """The last of the thirty days of the prosecutor."""
    told = case.last("tell_prosecutor")
    return span(event=told.on, count=30, unit=Unit.DAYS, begin=Begin.NEXT_DAY).last if told else None


def asked_once(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """One request, so that one suspension."""
    if case.last("ask_diob") is None:
        return None
    return refused("V4", TERM, _("The DIOB was asked already: the term is suspended once."))


def extended_once(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Once, and before the term ends."""
    if case.last("extend"):
        return refused("V4", TERM, _("The term was extended already: once is the most."))
    if not waits_for_advice(case) and act.on > last_day(case):
        return refused(
            "V4",
            TERM,
            _("The term ended on %(day)s: it cannot be extended any more.")
            % {"day": written(last_day(case))},
        )
    return None


def prosecutor_silent(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Told, and thirty days without an objection, or an answer that there is none."""
    last = last_objection(case)
    if last is None:
        return refused(
            "V7", PROSECUTOR, _("Tell the public prosecutor first: they have thirty days to object.")
        )
    if since(case, case.last("tell_prosecutor"), "no_objection") or act.on > last:
        return None
    return refused(
        "V7",
        PROSECUTOR,
        _("The public prosecutor may object until %(day)s. Wait, or record their answer.")
        % {"day": written(last)},
    )


def heard(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Nobody is refused, restricted or closed unheard."""
    if act.data["outcome"] not in NEGATIVE or case.last("heard", "no_show"):
        return None
    return refused(
        "G4",
        HEAR,
        _("Who is concerned must have been heard, or have stayed away after an invitation with proof."),
    )


def motivated(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A negative outcome rests on facts and a serious manifest risk; special conditions are written out; what is for a time ends."""
    data, outcome = act.data, act.data["outcome"]
    if outcome in NEGATIVE and not (data.get("facts") and data.get("offences")):
        return refused(
            "V5", f"art. 5, 6 {DECREE}",
            _("Name the facts and the offences on which the serious manifest risk rests."),
        )  # fmt: skip
    if outcome == "conditions" and not data.get("conditions"):
        return refused("V3", f"art. 3 {DECREE}", _("Write out the special conditions."))
    if outcome in ("suspend", "close_for") and not data.get("until_day"):
        return refused(
            "V3", f"art. 3 {DECREE}", _("State the last day of the suspension or temporary closure.")
        )
    return None


def in_time(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """No silent overrun: a decision after the term gives its reason (as Q2 for the federal term)."""
    if waits_for_advice(case):
        return refused("V4", TERM, _("The advice of the DIOB is awaited: record it first."))
    if act.on <= last_day(case) or act.data.get("overrun"):
        return None
    return refused(
        "V4", TERM,
        _("The term ended on %(day)s. Give the reason of the overrun; whether a decision is still valid is for counsel.") % {"day": written(last_day(case))},
    )  # fmt: skip
