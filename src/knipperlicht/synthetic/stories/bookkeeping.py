"""What only annual accounts can show: copied figures, wages nobody can live on, deposits that always come too late.

After the court's and Graydon's descriptions of ghosts (late, missing or identical accounts) and CTIF-CFI on social fraud.
"""

from __future__ import annotations

from ..days import day_start
from ..script import Books
from .cast import SILENT, Cast


def copied_accounts(cast: Cast) -> None:
    """A handful of hollow companies of different places whose accounts are those of the first, to the euro."""
    first = cast.limited("young")
    for nth in range(cast.count(3, 5)):
        company = first if nth == 0 else cast.limited("young")
        cast.keep_books(company, Books(like=first, timely=True))
        cast.script.change(0, company, **SILENT)
        if cast.often(0.5):
            cast.script.change(0, company, building=cast.home(), box=cast.count(1, 30))
        if cast.often(0.6):
            cast.close_all(cast.month(), cast.shops(company))
        if cast.often(0.3):
            cast.letter_back(company, cast.month(0.3))
        cast.note(company, 0)


def sister_companies(cast: Cast) -> None:
    """Two companies of one family that each hold half of the same: small accounts, equal to the euro, year after year."""
    building, tel = cast.home(), cast.contact()
    first = cast.limited("old")
    for company in (first, cast.limited("old")):
        cast.keep_books(company, Books(like=first, modest=True, timely=True))
        cast.script.change(
            0, company, building=building, box=0, main=cast.activity("682"), count=1, tel=tel, employer=False
        )
        cast.note(company, 0)


def underpaid_staff(cast: Cast) -> None:
    """Full-time people whose whole year costs less than a minimum wage."""
    company = cast.limited("shop")
    cast.script.change(
        0, company, main=cast.activity("43", "561", "812", "9602"), count=cast.count(1, 4), employer=True
    )
    staff, hours = float(cast.count(4, 14)), float(cast.count(1_600, 1_800))
    cast.keep_books(
        company, Books(staff=staff, wage=float(cast.count(9_000, 17_000)), hours=hours, timely=True)
    )
    if cast.often(0.5):
        cast.script.change(0, company, **SILENT)
    if cast.often(0.4):
        cast.hand_over(company, cast.month(0.0, 0.7))
    cast.note(company, 0)


def student_jobs(cast: Cast) -> None:
    """A seaside bar that mostly works with students: cheap hours, all of them paid as they should be."""
    company, tel = cast.limited("shop"), cast.contact()
    cast.script.change(
        0, company, main=cast.activity("561", "563"), count=2, employer=True, tel=tel, mail=tel, web=tel
    )
    for shop in cast.shops(company):
        cast.script.refit(0, shop, main=cast.listed(cast.activity("5610")), employer=True)
    hours = float(cast.count(1_350, 1_450))
    wage = hours * cast.count(17, 20)
    cast.keep_books(company, Books(staff=float(cast.count(2, 6)), wage=wage, hours=hours, timely=True))
    cast.note(company, 0)


def late_filer(cast: Cast) -> None:
    """A company that deposits every year more than a year after closing, and does as if nobody looks."""
    company = cast.limited("old")
    cast.keep_books(company, Books(late=True))
    if cast.often(0.6):
        cast.script.change(0, company, **SILENT)
    if cast.often(0.4):
        cast.script.change(cast.month(), company, building=cast.home(), box=cast.count(0, 9))
    cast.note(company, 0)


def extended_first_year(cast: Cast) -> None:
    """A company founded in autumn whose first financial year takes sixteen months: no accounts at all for two years."""
    company, year = cast.limited("young"), 1970 + int(cast.days[-1] / 365.25)
    cast.script.change(0, company, start=day_start(year - 2) + cast.count(215, 330))
    cast.keep_books(company, Books(timely=True))
    tel = cast.contact()
    cast.script.change(0, company, tel=tel, mail=tel)
    cast.note(company, 0)
