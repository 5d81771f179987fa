"""What the page of a file shows of a measure beside its acts: periods of a closure, seals, the account of a penalty, conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from knipperlicht.cases.casefiles.service import CaseFile, case_of
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.mayor_measures.bases import basis_of
from knipperlicht.cases.procedures.mayor_measures.periods import Standing, periods
from knipperlicht.cases.procedures.penalty.account import account, dues
from knipperlicht.cases.procedures.permit.conditions import Effect, conditions
from knipperlicht.cases.procedures.sealing import in_place

Cell = str | date | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A heading, facts by name, and a table; a day in it is a date, an amount text."""

    title: str
    facts: list[tuple[str, Cell]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """Each cell with the name of its column, which a phone shows beside it."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


def in_file(actor: Actor, file: CaseFile) -> Shown | None:
    """For a file the actor may open; None where a procedure has nothing to show."""
    show = SHOWS.get(file.kind)
    return show(case_of(file), timezone.localdate()) if show and file.destroyed is None else None


def _money(cents: int) -> str:
    return f"€\N{NO-BREAK SPACE}{number_format(Decimal(cents) / 100, decimal_pos=2, use_l10n=True, force_grouping=True)}"


def _mayor(case: Case, today: date) -> Shown:
    basis = basis_of(case)
    standing = {
        Standing.WAITS: _("to be confirmed"),
        Standing.CONFIRMED: _("stands"),
        Standing.LAPSED: _("lapsed"),
    }
    return Shown(
        title=_("Periods"),
        facts=[
            (_("Basis"), str(basis.name) if basis else ""),
            (_("Article"), basis.article if basis else ""),
            (_("Ground"), str(basis.ground) if basis else ""),
            (_("Open question of the law"), str(basis.question) if basis else ""),
        ],
        head=[_("From"), _("Up to and including"), _("Meeting"), _("State")],
        rows=[[one.first, one.last, one.meeting, standing[one.standing]] for one in periods(case)],
    )


def _sealing(case: Case, today: date) -> Shown:
    return Shown(title=_("Seals"), facts=[(_("On the premises"), ", ".join(sorted(in_place(case))) or "–")])


def _penalty(case: Case, today: date) -> Shown:
    now, owed = account(case, today), dues(case, today)
    return Shown(
        title=_("Account"),
        facts=[
            (_("Fallen due"), _money(now.incurred)),
            (_("Paid"), _money(now.paid)),
            (_("Prescribed"), _money(now.prescribed)),
            (_("Open"), _money(now.open)),
            (_("Oldest open amount can be recovered up to and including"), now.oldest.recoverable if now.oldest else None),
        ],
        head=[_("Fell due on"), _("Amount"), _("Recoverable up to and including")],
        rows=[[due.day, _money(due.cents), due.recoverable] for due in owed],
    )  # fmt: skip


def _permit(case: Case, today: date) -> Shown:
    follows = {
        Effect.FOLLOW_UP: _("the municipality follows up"),
        Effect.LAPSE: _("the permit lapses when it is found not to be met"),
        Effect.LAPSE_UNSHOWN: _("the permit lapses by itself when it is not shown by that day"),
    }
    result = {None: _("to be checked"), True: _("met"), False: _("not met")}
    return Shown(
        title=_("Conditions"),
        head=[_("Condition"), _("Check on"), _("When it is not met"), _("State")],
        rows=[
            [f"{one.number}. {one.text}", one.due, follows[one.effect], result[one.met]]
            for one in conditions(case)
        ],
    )


SHOWS: dict[str, Callable[[Case, date], Shown]] = {
    "mayor_closure": _mayor,
    "place_ban": _mayor,
    "sealing": _sealing,
    "penalty": _penalty,
    "permit": _permit,
}
