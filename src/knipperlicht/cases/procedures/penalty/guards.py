"""What a penalty payment must not miss (art. 133ter § 2 NGW)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.money import cents, euro
from knipperlicht.cases.procedures.parts import fact, refused, since, written
from knipperlicht.cases.procedures.penalty.account import account, written_off
from knipperlicht.cases.procedures.steps import Refusal

ARTICLE = "art. 133ter § 2 NGW"

measure_in_force = fact(
    "measure_in_force", rule="measure", article=ARTICLE,
    sentence=_("A penalty payment goes with a measure of the mayor or college that is in force. Open it from the file of that measure."),
)  # fmt: skip


def amounts_fit(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """An amount above nothing; a cap only per time or infringement and no less than one amount; grace in whole days."""
    cap, amount = act.data.get("cap"), cents(act.data["amount"])
    grace = act.data.get("grace_days") or 0
    if amount == 0:
        return refused("amount", ARTICLE, _("The amount must be more than nothing."))
    if cap and act.data.get("per") == "lump":
        return refused("amount", ARTICLE, _("A lump sum has no cap: leave it empty."))
    if cap and cents(cap) < amount:
        return refused("amount", ARTICLE, _("The cap cannot be less than one amount."))
    if grace < 0:
        return refused("amount", ARTICLE, _("The time of grace cannot be less than no day."))
    return None


def days_found(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Days that were found lie in order, not after the day they were found, and not after the measure was over."""
    first, last = act.day("since"), act.day("until")
    if first is None or last is None:
        return None
    if last < first or last > act.on:
        return refused(
            "day", ARTICLE,
            _("The days must lie in order, and not after the day on which they were found: what was not found is not counted."),
        )  # fmt: skip
    over = case.last("measure_over", "measure_stands", "withdraw")
    if over is not None and over.step != "measure_stands" and last >= over.on:
        return refused(
            "measure", ARTICLE,
            _("The measure ended on %(day)s: from then on nothing falls due.") % {"day": written(over.on)},
        )  # fmt: skip
    if (act.data.get("times") or 1) < 1:
        return refused("amount", ARTICLE, _("Count at least one infringement."))
    return None


def plea_days(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Days of force majeure lie in order."""
    first, last = act.day("since"), act.day("until")
    return (
        refused("day", ARTICLE, _("The days must lie in order.")) if first and last and last < first else None
    )


def plea_waits(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """The mayor decides on a plea that was made."""
    if since(case, case.last("excuse", "no_excuse"), "plead"):
        return None
    return refused("plea", ARTICLE, _("No plea of force majeure waits for a decision."))


def no_plea_waits(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """Nothing is claimed while a plea of force majeure is undecided."""
    if since(case, case.last("excuse", "no_excuse"), "plead") is None:
        return None
    return refused(
        "plea",
        ARTICLE,
        _("A plea of force majeure waits. The mayor decides on it before anything is claimed."),
    )


def no_more_than_open(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """No more is claimed or paid than fell due, is not prescribed and was not paid before."""
    amount, open_ = cents(act.data["amount"]), account(case, act.on).open
    if 0 < amount <= open_:
        return None
    return refused(
        "amount", ARTICLE,
        _("On that day € %(open)s is open: what fell due, less what was paid and what is prescribed. Give no more, and more than nothing.")
        % {"open": euro(open_)},
    )  # fmt: skip


def just_prescribed(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """What is written off is exactly what went by its year."""
    gone = account(case, act.on).prescribed - written_off(case)
    if gone > 0 and cents(act.data["amount"]) == gone:
        return None
    return refused("T17", ARTICLE, _("That amount is not prescribed."))


def nothing_open(case: Case, act: Proposed, around: Around) -> Refusal | None:
    """A case is closed when nothing is left to recover."""
    open_ = account(case, around.today).open
    if open_ == 0:
        return None
    return refused(
        "amount", ARTICLE,
        _("€ %(open)s is still open: it is paid, excused or prescribed before the file is closed.") % {"open": euro(open_)},
    )  # fmt: skip
