"""Guards of the advice: guard 5 of law.md §9.4 and the terms of the DIOB (Act, art. 20 and 24)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.integrity import history, states
from knipperlicht.cases.procedures.steps import Refusal


def result_is_that_of_the_query(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """G5: the request carries the result of the register query as it was."""
    query, said = case.last("register_query"), act.data.get("register_result")
    if query is None or said in (None, "") or said == query.data.get("result"):
        return None
    return Refusal(
        rule="G5", article="art. 20 W. 15-1-2024",
        sentence=_("The result of the register query in this request is not the one that was recorded."),
    )  # fmt: skip


def new_request_on_changed_facts(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 18: after a rejection a new request needs changed facts."""
    if case.state != states.DIOB_REJECTED or act.data.get("changed_facts"):
        return None
    return Refusal(
        rule="request", article="art. 20 W. 15-1-2024",
        sentence=_("The DIOB rejected the request. A new one needs changed factual circumstances: describe them."),
    )  # fmt: skip


def received_after_sending(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The DIOB cannot have received a request before it was made, nor in the future."""
    day = act.day("received")
    if day is None or act.on <= day <= around.today:
        return None
    return Refusal(
        rule="day", article="art. 20 W. 15-1-2024",
        sentence=_("The day of receipt lies on or after the day of the request, and not in the future."),
    )  # fmt: skip


def completed_in_time(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 13: T4, in the reading that refuses nothing too early."""
    last = history.completion_ends(case)
    if last is None or act.on <= last:
        return None
    return Refusal(
        rule="T4", article="art. 20 W. 15-1-2024",
        sentence=_("The request had to be completed by %(day)s. Record the rejection by the DIOB, or what it decided instead.")
        % {"day": f"{last:%d-%m-%Y}"},
    )  # fmt: skip


def rejected_after_a_chance(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Transition 14: rejection follows a completion that did not suffice, or a term to complete that went by."""
    notice, last = case.last("inadmissible"), history.completion_ends(case)
    if notice is not None and last is not None:
        completed = any(one.number > notice.number for one in case.all("complete"))
        if completed or act.on > last:
            return None
    return Refusal(
        rule="T4", article="art. 20 W. 15-1-2024",
        sentence=_("A request is rejected after it was found inadmissible and then completed too little or too late."),
    )  # fmt: skip
