"""Stories about seats: mailbox and collecting addresses, struck-off seats, hopping, bad buildings.

After the Company Dumping platform (seats moved away without workshop or shop, straw men), the reports of
hundreds of companies in one warehouse, and the shared registered address in FATF-Egmont 2018.
"""

from __future__ import annotations

from ..script import Books, Company
from .cast import BANKRUPT, COMMV, SILENT, VOF, Cast


def ghost_address(cast: Cast) -> None:
    """One address gathers seat after seat: some there from the start, others moved in or founded there."""
    building, boxes = cast.address(), cast.often(0.5)
    size = cast.crowd(24)
    mail = cast.contact()
    for nth in range(size):
        box = nth + 1 if boxes and cast.often(0.9) else 0
        month = 0 if cast.often(0.35) else cast.month()
        if month and cast.often(0.35):
            company = cast.script.found(month, cast.day(month), building=building, box=box)
        else:
            company = cast.existing("bare" if cast.often(0.7) else "any")
            cast.script.change(month, company, building=building, box=box)
        cast.note(company, month)
        _hollow(cast, company, month, mail)
        if nth < 2 or cast.often(0.2):
            cast.visit(company, month + cast.count(2, 6), in_order=False)
        if cast.often(0.18):
            cast.script.change(month + cast.count(2, 7), company, situation=BANKRUPT)
        elif cast.often(0.12):
            cast.script.remove(month + cast.count(3, 9), company)


def _hollow(cast: Cast, company: Company, month: int, mail: int) -> None:
    """What such companies lack: often no activity, no contact; their accounts are those of the year before."""
    cast.keep_books(company, Books(same=True))
    if month and company.position >= 0 and cast.often(0.6):
        cast.hand_over(company, month)
    if cast.often(0.45):
        cast.script.change(month, company, count=0, employer=False)
    if cast.often(0.8):
        cast.script.change(month, company, **SILENT)
    if cast.often(0.15):
        cast.script.change(month, company, mail=mail)


def struck_seat(cast: Cast) -> None:
    """A fictitious seat: the company moves to an address where it is not found, and is struck off there."""
    company = cast.existing("young" if cast.often(0.6) else "any")
    moved = cast.month(0.0, 0.5)
    struck = moved + cast.count(1, 5)
    if cast.often(0.8):
        cast.script.change(moved, company, building=cast.home(), box=cast.count(1, 20))
    cast.script.change(struck, company, struck=cast.day(struck))
    cast.note(company, struck)
    if cast.often(0.5):
        cast.letter_back(company, moved + 1)
    if cast.often(0.5):
        cast.script.change(moved, company, **SILENT)
    if cast.often(0.4):
        cast.close_all(moved + cast.count(0, 2), cast.shops(company))
    if cast.often(0.3):
        cast.script.change(struck + cast.count(2, 6), company, situation=BANKRUPT)


def seat_hopper(cast: Cast) -> None:
    """A company that moves its seat again and again, from one municipality to another."""
    company = cast.existing("bare" if cast.often(0.6) else "any")
    hops = cast.count(3, 6)
    months = sorted({cast.month() for _ in range(hops)})
    for month in months:
        cast.script.change(month, company, building=cast.home(), box=cast.count(0, 9))
        if cast.often(0.25):
            cast.script.change(
                month, company, main=cast.activity("43", "46", "47", "49", "56", "81"), count=3
            )
        if cast.often(0.25):
            cast.script.change(
                month, company, name=cast.name(("Nova", "Rapid", "Trans", "Omni"), ("Bel", "Flex", "Kor"))
            )
    cast.note(company, months[min(1, len(months) - 1)])
    cast.keep_books(company, Books(stops=True))
    if cast.often(0.5):
        cast.letter_back(company, months[-1] + cast.count(1, 3))
    if cast.often(0.4):
        cast.script.change(months[-1] + cast.count(2, 5), company, situation=BANKRUPT)


def bad_building(cast: Cast) -> None:
    """A building where one company after another fails."""
    building = cast.address()
    activity = cast.activity("43", "81", "49", "56")
    for nth in range(cast.count(5, 8)):
        month = 0 if nth < 2 or cast.often(0.3) else cast.month(0.0, 0.8)
        if month and cast.often(0.5):
            company = cast.script.found(
                month, cast.day(month), building=building, main=activity, count=cast.count(1, 5)
            )
        else:
            company = cast.existing("young")
            cast.script.change(month, company, building=building, box=nth if cast.often(0.4) else 0)
        failed = 0 if nth == 0 else month + cast.count(1, 9)
        cast.keep_books(company, Books(stops=True))
        cast.script.change(failed, company, situation=BANKRUPT)
        if cast.often(0.4):
            cast.script.remove(failed + cast.count(2, 6), company)
        cast.note(company, max(failed, month))


def collector_address(cast: Cast) -> None:
    """Old companies are bought one after another: seat to the collector, new object and name, short life."""
    building, mail, buyer = cast.address(), cast.contact(), cast.person()
    month = cast.month(0.0, 0.25)
    for _ in range(cast.crowd(5)):
        company = cast.existing("old")
        _taken_over(cast, company, month, building, mail, buyer)
        cast.note(company, month)
        month += cast.count(0, 3)


def _taken_over(cast: Cast, company: Company, month: int, building: int, mail: int, buyer: int) -> None:
    cast.script.change(month, company, building=building, box=cast.count(0, 3))
    cast.hand_over(company, month, buyer if cast.often(0.8) else cast.person())
    if cast.often(0.85):
        object_month = max(1, month + cast.count(-1, 2))
        cast.script.change(
            object_month, company, main=cast.activity("41", "43", "81"), count=cast.count(2, 9), versions=4
        )
    if cast.often(0.65):
        words = (("Alpha", "Best", "Quick", "Euro", "West"), ("Bouw", "Clean", "Renov", "Services", "Works"))
        cast.script.change(month + cast.count(0, 2), company, name=cast.name(*words))
    if cast.often(0.6):
        cast.close_all(month + cast.count(0, 2), cast.shops(company))
    if cast.often(0.25):
        cast.script.change(month + cast.count(1, 3), company, form=VOF if cast.often(0.5) else COMMV)
    if cast.often(0.5):
        cast.script.change(month, company, **{**SILENT, "mail": mail if cast.often(0.4) else 0})
    end = month + cast.count(4, 9)
    if cast.often(0.7):
        cast.script.change(end, company, situation=BANKRUPT)
        cast.script.remove(end + cast.count(3, 8), company)
    elif cast.often(0.5):
        cast.script.remove(end, company)
