"""Look-alikes that change a lot, or end, for an everyday reason."""

from __future__ import annotations

from .cast import BANKRUPT, Cast


def growing_firm(cast: Cast) -> None:
    """An honest firm that outgrows its premises twice, hires, opens shops and adds activities."""
    company = cast.existing("shop")
    place = cast.place()
    first, second = cast.month(0.0, 0.4), cast.month(0.5, 0.95)
    tel, mail = cast.contact(), cast.contact()
    cast.script.change(
        0, company, tel=tel, mail=mail, web=mail, employer=True, main=cast.activity("10", "25", "43", "46")
    )
    for month in (first, second):
        building = cast.home(place)
        cast.script.change(month, company, building=building, box=0, count=2 + month // 4)
        for shop in cast.shops(company):
            cast.script.refit(month, shop, building=building, box=0)
        if cast.often(0.7):
            cast.script.open(month, company, cast.day(month), building=cast.home(), employer=True)
    cast.note(company, second)


def rebranding(cast: Cast) -> None:
    """A firm with a new name and a new website, all else the same."""
    company, month = cast.existing("shop"), cast.month()
    web = cast.contact()
    cast.script.change(0, company, tel=cast.contact(), mail=web + 1, web=web + 1)
    cast.script.change(
        month,
        company,
        name=cast.name(("Lumo", "Vivo", "Aera"), ("Groep", "Studio", "Concept")),
        mail=web,
        web=web,
    )
    if cast.often(0.4):
        cast.script.change(
            min(month + 6, cast.months), company, name=cast.name(("Lumo", "Vivo", "Aera"), ("Group", "& Co"))
        )
    cast.note(company, month)


def retail_chain(cast: Cast) -> None:
    """A chain that rolls out shops in one town after another, staffed and reachable."""
    company, activity = cast.existing("shop"), cast.activity("4771", "4711", "475", "5610")
    contact, month = cast.contact(), cast.month(0.0, 0.4)
    cast.script.change(0, company, main=activity, employer=True, tel=contact, mail=contact, web=contact)
    sign = cast.name(("Maxi", "Bella", "Trendo"), ("Mode", "Markt", "Deli"))
    for nth in range(cast.count(8, 18)):
        at = month + nth // 4
        shop = cast.script.open(
            at, company, cast.day(at), building=cast.home(), main=cast.listed(activity), count=8
        )
        cast.script.refit(
            at, shop, sign=sign, employer=True, tel=contact if cast.often(0.5) else cast.contact()
        )
    cast.note(company, month)


def project_companies(cast: Cast) -> None:
    """A developer who founds one company for each building project, all at the developer's office."""
    parent, building, contact = cast.existing("old"), cast.home(), cast.contact()
    person = cast.person()
    cast.board(parent, person)
    residence = cast.name(("Duinhof", "Parkzicht", "Leiebocht"))
    cast.script.change(
        0, parent, main=cast.activity("411"), building=building, box=0, tel=contact, mail=contact, web=contact
    )
    cast.note(parent, 0)
    month = cast.month(0.05, 0.6)
    for nth in range(cast.count(4, 7)):
        at = month + nth // 3
        company = cast.script.found(
            at, cast.day(at), building=building, box=0, main=cast.activity("411"), count=2
        )
        cast.script.change(
            at, company, name=f"Residentie {residence} {nth + 1}", tel=contact, mail=contact, employer=False
        )
        cast.board(company, person)
        cast.note(company, at)


def sold_business(cast: Cast) -> None:
    """An older firm sold to a colleague: another name and seat, the same work at the same place."""
    company, month = cast.existing("quiet"), cast.month(0.1, 0.9)
    cast.script.change(
        month,
        company,
        building=cast.home(),
        box=0,
        name=cast.name(("Bakro", "Tectum", "Veldo"), ("& Zonen", "Team")),
    )
    cast.note(company, month)


def second_chance(cast: Cast) -> None:
    """Someone who failed once starts again elsewhere with other work; only the telephone stays."""
    old, tel, person = cast.existing("shop"), cast.contact(), cast.person()
    cast.board(old, person)
    cast.script.change(0, old, tel=tel)
    fall = cast.month(0.1, 0.5)
    cast.script.change(fall, old, situation=BANKRUPT)
    cast.script.remove(fall + cast.count(4, 8), old)
    start = fall + cast.count(4, 8)
    new = cast.script.found(
        start, cast.day(start), building=cast.home(), main=cast.activity("62", "74", "85"), tel=tel
    )
    cast.script.open(start, new, cast.day(start), main=cast.listed(cast.activity("74")))
    cast.board(new, person)
    cast.note(old, fall)
    cast.note(new, start)


def plain_bankruptcy(cast: Cast) -> None:
    """A firm of long standing that fails, at its own address and under its own name."""
    company, fall = cast.existing("quiet"), cast.month(0.1, 0.9)
    cast.script.change(fall, company, situation=BANKRUPT)
    if cast.often(0.5):
        cast.script.remove(fall + cast.count(5, 9), company)
    cast.note(company, fall)


def premises_let_again(cast: Cast) -> None:
    """A shop let to another trade after months of vacancy, twice."""
    building, month = cast.address(), cast.month(0.1, 0.3)
    for _ in range(3):
        company, activity = cast.existing("any"), cast.activity("477", "561", "960", "69", "86")
        shop = cast.script.open(
            month, company, cast.day(month), building=building, main=cast.listed(activity)
        )
        cast.note(company, month)
        cast.script.close(month + cast.count(4, 6), shop)
        month += cast.count(6, 9)
