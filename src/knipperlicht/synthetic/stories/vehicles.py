"""Stories about companies as vehicles: shells, sleepers that wake, flights, risings from the ashes.

After CTIF-CFI (take-over, other object, brief use; dormant and shell companies), the advice on ghosts sold as
vehicles, Phoenix research (same premises, similar name) and KU Leuven's spider constructions.
"""

from __future__ import annotations

from ..forms import SITUATION_AT
from ..script import Books
from .cast import BANKRUPT, COMMV, NORMAL, SILENT, VOF, Cast

_LEADS = ("Vesta", "Orion", "Delta", "Argo", "Zenit", "Castor")
_ENDS = ("Trade", "Invest", "Services", "Holding", "Group", "Partners")


def batch_shells(cast: Cast) -> None:
    """Several companies founded within days at one address, often with the same telephone or e-mail."""
    month, building = cast.month(0.05, 0.8), cast.address()
    day, tel, mail = cast.day(month), cast.contact(), cast.contact()
    lead, share_tel, share_mail = cast.name(_LEADS), cast.often(0.7), cast.often(0.7)
    activity = cast.activity("46", "64", "70", "82")
    for nth in range(cast.count(4, 8)):
        company = cast.script.found(
            month, min(day + cast.count(0, 6), cast.days[min(month, cast.months)]), building=building,
            box=nth + 1 if cast.often(0.4) else 0, main=activity, stride=1,
            count=0 if cast.often(0.3) else cast.count(1, 6), employer=False,
            tel=tel if share_tel and cast.often(0.85) else 0,
            mail=mail if share_mail and cast.often(0.85) else 0, web=0,
        )  # fmt: skip
        if cast.often(0.6):
            cast.script.change(month, company, name=f"{lead} {cast.name(_ENDS)} {nth + 1}")
        cast.note(company, month)
        cast.keep_books(company, Books(same=True))
        if cast.often(0.35):
            cast.script.change(month + cast.count(2, 6), company, building=cast.home(), box=0)
        if cast.often(0.2):
            cast.script.change(month + cast.count(4, 9), company, situation=BANKRUPT)


def dormant_shell(cast: Cast) -> None:
    """An old company without establishment, activity or contact, that suddenly wakes under another name."""
    company = cast.existing("sleeper")
    cast.script.change(0, company, count=0, employer=False, **SILENT)
    woken = cast.month(0.2, 0.9)
    cast.note(company, 0)
    cast.keep_books(company, Books(same=True))
    if cast.often(0.75):
        cast.hand_over(company, woken)
        cast.script.change(woken, company, name=cast.name(_LEADS, _ENDS))
        cast.script.change(woken, company, building=cast.home(), box=cast.count(0, 8))
        later = woken + cast.count(0, 2)
        cast.script.change(
            later, company, main=cast.activity("43", "46", "49", "81"), count=cast.count(2, 12), versions=4
        )


def bundle_shell(cast: Cast) -> None:
    """A shell with activities that have nothing in common, and another main one every few months."""
    company = cast.existing("bare" if cast.often(0.7) else "young")
    cast.script.change(0, company, main=cast.activity("46", "43", "77"), count=cast.count(9, 24), stride=131)
    cast.note(company, 0)
    month = cast.month(0.0, 0.3)
    for _ in range(cast.count(2, 4)):
        cast.script.change(month, company, main=cast.activity("10", "43", "46", "49", "62", "77", "81", "93"))
        month += cast.count(2, 5)
    if cast.often(0.6):
        cast.script.change(0, company, **SILENT)


def name_changer(cast: Cast) -> None:
    """A company that takes one name after another."""
    company = cast.existing("any")
    months = sorted({cast.month() for _ in range(cast.count(3, 5))})
    for month in months:
        cast.script.change(month, company, name=cast.name(_LEADS, ("", "Bel", "Plus", "West"), _ENDS))
        if cast.often(0.3):
            cast.script.change(month, company, main=cast.activity("43", "46", "47", "62"))
    cast.note(company, months[min(1, len(months) - 1)])
    if cast.often(0.4):
        cast.script.change(months[-1], company, building=cast.home(), box=0)


def form_flight(cast: Cast) -> None:
    """After trouble the company turns into a form with fewer duties (VOF, CommV), and often fails."""
    company = cast.existing("any")
    trouble = cast.month(0.0, 0.4)
    if cast.often(0.6):
        cast.script.change(trouble, company, situation=SITUATION_AT["091"])
        cast.script.change(trouble + cast.count(2, 4), company, situation=NORMAL)
    else:
        cast.close_all(trouble, cast.shops(company))
    flight = trouble + cast.count(1, 4)
    cast.script.change(flight, company, form=VOF if cast.often(0.5) else COMMV)
    cast.note(company, flight)
    if cast.often(0.5):
        cast.script.change(flight + cast.count(0, 2), company, building=cast.home(), box=cast.count(0, 5))
    if cast.often(0.5):
        cast.script.change(flight + cast.count(4, 8), company, situation=BANKRUPT)


def contact_ring(cast: Cast) -> None:
    """Companies at different addresses that share a telephone, e-mail or director; when one fails a next one joins."""
    person = cast.person()
    tel, mail = cast.contact(), cast.contact()
    activity = cast.activity("43", "81", "49", "47")
    for nth in range(cast.count(4, 7)):
        month = 0 if nth < 3 else cast.month(0.1, 0.9)
        if month and cast.often(0.6):
            company = cast.script.found(
                month, cast.day(month), building=cast.home(), main=activity, count=cast.count(1, 6)
            )
        else:
            company = cast.existing("young")
        cast.script.change(
            month, company, tel=tel if cast.often(0.8) else 0, mail=mail if cast.often(0.7) else 0
        )
        if cast.often(0.6):
            cast.board(company, person, since=cast.day(month) if month else 0)
        cast.note(company, month)
        if cast.often(0.4):
            cast.script.change(month + cast.count(2, 8), company, situation=BANKRUPT)


def phoenix(cast: Cast) -> None:
    """A company fails; shortly before or after, a new one carries on with its name, place or contacts."""
    old = cast.existing("shop")
    activity, building = cast.activity("43", "47", "56", "96"), cast.home()
    tel, mail, name = (
        cast.contact(),
        cast.contact(),
        cast.name(("Kera", "Solda", "Minto", "Bravo"), ("Bouw", "Food", "Shop")),
    )
    cast.script.change(0, old, main=activity, building=building, box=0, tel=tel, mail=mail, name=name)
    shops = cast.shops(old)
    for shop in shops:
        cast.script.refit(0, shop, building=building, box=0, main=cast.listed(activity))
    fall = cast.month(0.15, 0.8)
    rise = max(1, fall + cast.count(-2, 2))
    cast.script.change(fall, old, situation=BANKRUPT)
    cast.script.remove(fall + cast.count(3, 8), old)
    new = cast.script.found(
        rise, cast.day(rise), main=activity if cast.often(0.85) else cast.activity("46"), count=3
    )
    cast.script.change(rise, new, building=building if cast.often(0.6) else cast.home(), box=0, **SILENT)
    cast.script.change(
        rise, new, tel=tel if cast.often(0.6) else 0, mail=mail if cast.often(0.4) else cast.contact()
    )
    if cast.often(0.6):
        cast.script.change(rise, new, name=f"{name} {cast.name(('2.0', 'Plus', 'New', 'Services'))}")
    if cast.often(0.7):
        cast.script.open(
            rise, new, cast.day(rise), building=building, box=0, main=cast.listed(activity), count=6
        )
    cast.keep_books(old, Books(stops=True))
    person = cast.person()
    cast.board(old, person)
    cast.board(new, person if cast.often(0.6) else cast.person())
    cast.note(old, rise)
    cast.note(new, rise)
