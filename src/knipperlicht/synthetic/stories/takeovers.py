"""A dormant company bought as a vehicle, and a family business that passes to the next hands.

After CTIF-CFI: front men take over companies for a small amount, the object becomes construction or cleaning, the company is
used for a short time and fails with its debts, its manager gone. What tells them apart is the sequence, never who it is.
"""

from __future__ import annotations

from ..script import Books
from .cast import BANKRUPT, SILENT, Cast

_LEADS, _ENDS = ("Apex", "Lumen", "Corvo", "Tandem", "Astra"), ("Bouw", "Renov", "Clean", "Works", "Services")


def dormant_takeover(cast: Cast) -> None:
    """Board, seat, object and name change within weeks; turnover out of nothing; then bankruptcy, and nobody to be found."""
    company, month = cast.limited("sleeper"), cast.month(0.0, 0.6)
    cast.script.change(0, company, count=0, employer=False, **SILENT)
    sales = float(cast.count(900, 6_000) * 1_000)
    # Who was bought in the second year has not had to show those accounts yet.
    cast.keep_books(
        company, Books(idle=True, turnover=sales if month <= cast.months * 0.4 else 0.0, timely=True)
    )
    cast.hand_over(company, month)
    cast.script.change(month + cast.count(0, 1), company, building=cast.home(), box=cast.count(0, 12))
    cast.script.change(
        month + cast.count(0, 1),
        company,
        main=cast.activity("412", "433", "812"),
        count=cast.count(2, 9),
        versions=4,
    )
    if cast.often(0.7):
        cast.script.change(month + cast.count(0, 2), company, name=cast.name(_LEADS, _ENDS))
    cast.note(company, month)
    if cast.often(0.6):
        for after in range(3, 3 + cast.count(1, 2)):
            cast.visit(company, month + after, in_order=False)
    if cast.often(0.5):
        cast.letter_back(company, month + cast.count(3, 6))
    if cast.often(0.6):
        fall = month + cast.count(10, 14)
        if cast.often(0.5):
            cast.script.dismiss(company, cast.day(fall - 1))
        cast.script.change(fall, company, situation=BANKRUPT)


def family_handover(cast: Cast) -> None:
    """Parents leave the board, children take over: the same work, the shop moved once, sound accounts in time."""
    company, month = cast.limited("quiet"), cast.month(0.1, 0.9)
    parents, children = (cast.person(), cast.person()), (cast.person(), cast.person())
    cast.board(company, *parents)
    if cast.often(0.5):
        cast.script.appoint(company, cast.days[0] - cast.count(200, 900), children[0])
    tel = cast.contact()
    cast.script.change(0, company, tel=tel, mail=tel, employer=True)
    cast.keep_books(company, Books(timely=True))
    cast.hand_over(company, month, *children)
    if cast.often(0.4):
        building = cast.home()
        cast.script.change(month, company, building=building, box=0)
        for shop in cast.shops(company):
            cast.script.refit(month, shop, building=building, box=0)
    if cast.often(0.4):
        cast.visit(company, min(month + 2, cast.months), in_order=True, shop=cast.shops(company)[0])
    cast.note(company, month)
