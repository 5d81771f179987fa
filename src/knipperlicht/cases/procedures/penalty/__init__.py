"""Penalty payment, dwangsom (art. 133ter § 2 NGW; law.md §1.13): imposed with a measure, runs by what is found, prescribes in a year."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.money import euro
from knipperlicht.cases.procedures.parts import HEARD_AS, SERVICE, not_before, not_before_opening
from knipperlicht.cases.procedures.penalty import guards as must
from knipperlicht.cases.procedures.penalty.account import account, written_off
from knipperlicht.cases.procedures.penalty.guards import ARTICLE
from knipperlicht.cases.procedures.steps import Field, Kind, Office, Procedure, Step, Tag, TermRule
from knipperlicht.core.terms import Begin, Unit

PER = (
    ("lump", _("a lump sum, once")),
    ("day", _("a day in breach")),
    ("week", _("a whole week in breach")),
    ("month", _("a whole month in breach")),
    ("infringement", _("an infringement")),
)
AMOUNT = Field(name="amount", label=_("Amount in euro"), kind=Kind.MONEY)
REASON = Field(name="reason", label=_("Reason"), kind=Kind.TEXT)
DAYS = (
    Field(name="since", label=_("First day"), kind=Kind.DAY),
    Field(name="until", label=_("Last day"), kind=Kind.DAY),
)
DECISION = (
    Field(name="obligation", label=_("What must be done or left"), kind=Kind.TEXT),
    Field(name="per", label=_("Owed for"), kind=Kind.CHOICE, choices=PER),
    AMOUNT,
    Field(name="cap", label=_("Most that can fall due, in euro"), kind=Kind.MONEY, required=False),
    Field(
        name="grace_days", label=_("Days of grace after the notification"), kind=Kind.NUMBER, required=False,
        help=_("Nothing falls due in these days."),
    ),
    Field(name="motivation", label=_("Motivation"), kind=Kind.TEXT),
)  # fmt: skip
FOUND = (
    *DAYS,
    Field(name="times", label=_("Number of infringements"), kind=Kind.NUMBER, required=False),
    Field(name="facts", label=_("What was found"), kind=Kind.TEXT),
    Field(name="source", label=_("Number of the report")),
)
PLEA = (
    *DAYS,
    Field(name="heard_as", label=_("How it was explained"), kind=Kind.CHOICE, choices=HEARD_AS),
    Field(name="plea", label=_("What was explained"), kind=Kind.TEXT),
)
RUNS = frozenset({"running", "settling"})
OPEN = RUNS | {"imposed"}


def _runs_on(case: Case, act: Proposed) -> str:
    return "running" if case.last("notify") else "imposed"


STEPS: tuple[Step, ...] = (
    Step(
        key="impose", name=_("Impose the penalty payment"), done=_("The mayor imposed the penalty payment"), office=Office.MAYOR,
        article=ARTICLE, first=True, sources=frozenset(), target="imposed", fields=DECISION, documents=("D31",),
        guards=(must.measure_in_force, must.amounts_fit),
    ),
    Step(
        key="notify", name=_("Notify the penalty payment"), done=_("The penalty payment was notified"), office=Office.STAFF,
        article=ARTICLE, sources=frozenset({"imposed"}), target="running", fields=SERVICE, documents=("D26",), guards=(not_before("impose", article=ARTICLE),), tag=Tag.ASSUMPTION,
        question=_("That it runs from the day after the notification, the days of grace included, is the cautious reading."),
    ),
    Step(
        key="found", name=_("Record a breach"), done=_("A breach was found"), office=Office.STAFF, article=ARTICLE, sources=RUNS,
        fields=FOUND, guards=(must.days_found,), repeats=True,
    ),
    Step(
        key="plead", name=_("Record a plea of force majeure"), done=_("Force majeure was pleaded"), office=Office.PERSON,
        article=ARTICLE, sources=RUNS, fields=PLEA, guards=(must.plea_days,), repeats=True,
    ),
    Step(
        key="excuse", name=_("Accept force majeure"), done=_("The mayor accepted force majeure"), office=Office.MAYOR,
        article=ARTICLE, sources=RUNS, fields=(*DAYS, REASON), guards=(must.plea_waits, must.plea_days), repeats=True,
    ),
    Step(
        key="no_excuse", name=_("Reject force majeure"), done=_("The mayor rejected force majeure"), office=Office.MAYOR,
        article=ARTICLE, sources=RUNS, fields=(REASON,), guards=(must.plea_waits,), repeats=True,
    ),
    Step(
        key="claim", name=_("Claim what fell due"), done=_("Payment was claimed"), office=Office.STAFF, article=ARTICLE,
        sources=RUNS, fields=(AMOUNT, *SERVICE), guards=(must.no_plea_waits, must.no_more_than_open), repeats=True,
    ),
    Step(
        key="paid", name=_("Record a payment"), done=_("A payment came in"), office=Office.PERSON, article=ARTICLE, sources=RUNS,
        fields=(AMOUNT,), guards=(must.no_more_than_open,), repeats=True,
    ),
    Step(
        key="prescribe", name=_("Write off what is prescribed"), done=_("An amount went by its year and can no longer be recovered"),
        office=Office.SYSTEM, article=ARTICLE, sources=RUNS, fields=(AMOUNT,), guards=(must.just_prescribed,), repeats=True,
    ),
    Step(
        key="measure_over", name=_("The measure ended"), done=_("The measure ended: nothing falls due any more"), office=Office.SYSTEM,
        article=ARTICLE, sources=frozenset({"imposed", "running"}), target="settling", tag=Tag.ASSUMPTION,
        question=_("That nothing falls due after the end of the measure is the cautious reading."),
    ),
    Step(
        key="measure_stands", name=_("The measure stands after all"), done=_("The measure stands after all: the penalty payment runs on"),
        office=Office.SYSTEM, article=ARTICLE, sources=frozenset({"settling"}), choose=_runs_on, guards=(must.measure_in_force,),
    ),
    Step(
        key="withdraw", name=_("Withdraw the penalty payment"), done=_("The mayor withdrew the penalty payment"),
        office=Office.MAYOR, article=ARTICLE, sources=frozenset({"imposed", "running"}), target="settling", fields=(REASON,),
    ),
    Step(
        key="close", name=_("Close the file"), done=_("The file was closed"), office=Office.STAFF, article=ARTICLE, sources=RUNS,
        target="ended", fields=(REASON,), guards=(must.nothing_open,),
    ),
)  # fmt: skip


def _oldest(case: Case) -> date | None:
    """The day on which the oldest amount that is not paid or written off fell due."""
    oldest = account(case, max(act.on for act in case.acts)).oldest
    return oldest.day if oldest else None


TERMS = (
    TermRule(
        key="T17", name=_("Oldest open amount prescribes"), article=ARTICLE, unit=Unit.YEARS, begin=Begin.SAME_DAY, event=_oldest,
        met=lambda case: None, remind=(60, 30, 14, 5, 1),
        question=_("Whether a demand for payment interrupts the prescription was not verified: it is not counted."),
    ),
)  # fmt: skip


def automatic(case: Case, around: Around) -> Proposed | None:
    """Write off what went by its year."""
    if case.state not in RUNS:
        return None
    gone = account(case, around.today).prescribed - written_off(case)
    if gone <= 0:
        return None
    return Proposed(step="prescribe", on=around.today, data={"amount": euro(gone)})


PROCEDURE = Procedure(
    key="penalty", code="DWS", name=_("Penalty payment"),
    states=(
        ("imposed", _("imposed")), ("running", _("running")), ("settling", _("to be settled")), ("ended", _("ended")),
    ),
    steps=STEPS, terms=TERMS, guards=(not_before_opening,), automatic=automatic, ended=frozenset({"ended"}), purpose="measure",
    law=_("Article 133ter § 2 of the New Municipal Act"), college_steps=frozenset({"impose", "withdraw"}),
    college_documents=frozenset({"D31"}), follows=True,
    open_questions=(
        _("Amounts are owed only for whole weeks and months, and only for days that were found: the law is silent, this is the cautious reading."),
        _("How the municipality collects what is not paid (a writ of the financial director) was not verified and is not guided here."),
    ),
)  # fmt: skip
