"""One company on many boards: a ring that goes through companies, and an office that sits on boards for years.

After KU Leuven's spider constructions (a company fails, what it had goes on elsewhere). The tie is an exact number of an
enterprise, which the register gives; people with the same name are never tied.
"""

from __future__ import annotations

from ..script import Books
from .cast import BANKRUPT, SILENT, Cast


def director_ring(cast: Cast) -> None:
    """A young management company buys one company after another; each moves, works for months and fails."""
    firm, person, mail = cast.existing("young"), cast.person(), cast.contact()
    cast.script.change(0, firm, main=cast.activity("70220"), count=1, employer=False, **SILENT)
    cast.board(firm, person)
    cast.keep_books(firm, Books(stops=True))
    cast.note(firm, 0)
    month = cast.month(0.0, 0.15)
    activity = cast.activity("43", "49", "812", "47")
    for nth in range(cast.count(4, 7)):
        company = cast.existing("old" if cast.often(0.7) else "young")
        cast.board(company)
        day = cast.day(month)
        cast.script.dismiss(company, day)
        cast.run_by(company, firm, person, day=day)
        cast.script.change(month, company, building=cast.home(), box=cast.count(0, 15))
        if cast.often(0.7):
            cast.script.change(month + cast.count(0, 2), company, main=activity, count=cast.count(2, 8))
        if cast.often(0.6):
            cast.script.change(month, company, **{**SILENT, "mail": mail})
        if cast.often(0.5):
            cast.close_all(month + cast.count(0, 2), cast.shops(company))
        if nth == 0 or cast.often(0.4):
            cast.script.change(month + cast.count(3, 8), company, situation=BANKRUPT)
            cast.keep_books(company, Books(stops=True))
        cast.note(company, month)
        month += cast.count(1, 3)


def shared_director(cast: Cast) -> None:
    """An accountant's company that sits beside the owner on the boards of its clients, with its own e-mail for all."""
    firm, person, mail = cast.existing("quiet"), cast.person(), cast.contact()
    cast.script.change(
        0, firm, main=cast.activity("69201", "69202"), employer=True, mail=mail, tel=mail, web=mail
    )
    cast.board(firm, person, cast.person())
    cast.keep_books(firm, Books(timely=True))
    cast.note(firm, 0)
    for _ in range(cast.count(7, 11)):
        company = cast.existing("shop")
        cast.board(company, cast.person())
        since = max(cast.begun(firm), cast.begun(company), cast.days[0] - cast.count(300, 3_000))
        cast.run_by(company, firm, person, day=since)
        if cast.often(0.6):
            cast.script.change(0, company, mail=mail)
        cast.keep_books(company, Books(timely=True))
        cast.note(company, 0)
