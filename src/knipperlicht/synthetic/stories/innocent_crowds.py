"""Look-alikes with many entities at one address or one contact, for an everyday reason."""

from __future__ import annotations

from ..forms import FORM_AT
from .cast import SILENT, Cast


def business_centre(cast: Cast) -> None:
    """An office building with dozens of tenants, each with its own box, establishment and contacts."""
    building = cast.address()
    for nth in range(cast.crowd(28)):
        month = cast.month() if cast.often(0.15) else 0
        company = cast.existing("shop" if cast.often(0.8) else "any")
        cast.script.change(month, company, building=building, box=nth + 1)
        for shop in cast.shops(company):
            cast.script.refit(month, shop, building=building, box=nth + 1)
        if cast.often(0.7):
            cast.script.change(month, company, tel=cast.contact(), mail=cast.contact(), web=cast.contact())
        cast.note(company, month)
        if month == 0 and cast.often(0.08):
            left = cast.month(0.3, 1.0)
            cast.script.change(left, company, building=cast.home(), box=0)


def accountant_office(cast: Cast) -> None:
    """An accountant's office where clients keep their seat; some use the office's e-mail and telephone."""
    building, tel, mail = cast.address(), cast.contact(), cast.contact()
    for nth in range(cast.crowd(13)):
        company = cast.existing("any")
        month = cast.month() if cast.often(0.2) else 0
        cast.script.change(month, company, building=building, box=0 if cast.often(0.8) else nth)
        if nth == 0:
            cast.script.change(0, company, main=cast.activity("69201", "69202"), employer=True)
        elif cast.often(0.4):
            cast.script.change(month, company, main=cast.activity("70220", "62", "71"))
        if nth == 0 or cast.often(0.35):
            cast.script.change(month, company, tel=tel, mail=mail)
        cast.note(company, month)


def holding_family(cast: Cast) -> None:
    """A family with a holding, a property company, a management company and the business, at one house."""
    building, tel, mail, name = (
        cast.home(),
        cast.contact(),
        cast.contact(),
        cast.name(("Verbro", "Halgem", "Delmont", "Rosbe")),
    )
    kinds = [
        ("64200", "Holding"),
        ("682", "Immo"),
        ("70220", "Management"),
        ("46", ""),
        ("77", "Verhuur"),
        ("64", "Invest"),
    ]
    person = cast.person()
    for prefix, suffix in kinds[: cast.count(4, 6)]:
        company = cast.existing("old")
        cast.board(company, person, cast.person())
        cast.script.change(
            0, company, building=building, box=0, main=cast.activity(prefix), tel=tel, mail=mail
        )
        cast.script.change(0, company, name=f"{name} {suffix}".strip())
        cast.note(company, 0)


def mall_units(cast: Cast) -> None:
    """A shopping centre: shops of many companies at one address, some units let again to another trade."""
    building = cast.address()
    for nth in range(cast.crowd(11)):
        activity = cast.activity("477", "4776", "475", "561", "96021")
        company = cast.existing("shop")
        shop = cast.shops(company)[0]
        cast.script.change(0, company, main=activity)
        cast.script.refit(0, shop, building=building, box=nth + 1, main=cast.listed(activity))
        cast.note(company, 0)
        if cast.often(0.15):
            month = cast.month(0.2, 0.8)
            cast.script.close(month, shop)
            other, trade = cast.existing("shop"), cast.activity("477", "561")
            later = month + cast.count(1, 3)
            cast.script.open(
                later, other, cast.day(later), building=building, box=nth + 1, main=cast.listed(trade)
            )
            cast.note(other, later)


def apartment_tower(cast: Cast) -> None:
    """An apartment building where owners of one-person companies keep their seat at home."""
    building = cast.address()
    for nth in range(cast.crowd(14)):
        company = cast.existing("any")
        month = cast.month() if cast.often(0.12) else 0
        cast.script.change(
            month, company, building=building, box=2 * nth + 1, main=cast.activity("70220", "62", "74", "86")
        )
        cast.note(company, month)


def owners_associations(cast: Cast) -> None:
    """Associations of co-owners with the seat at their managing agent, all moving when the agent moves."""
    building, moved = cast.address(), cast.month(0.2, 0.9)
    new_office = cast.address() if cast.often(0.6) else 0
    for _ in range(cast.crowd(10)):
        company = cast.existing("owners")
        cast.script.change(0, company, building=building, box=0, count=0, employer=False, **SILENT)
        if new_office:
            cast.script.change(moved, company, building=new_office, box=0)
        cast.note(company, 0)


def public_bodies(cast: Cast) -> None:
    """A municipality, its social welfare centre, police zone and municipal company in one town hall."""
    place = cast.place()
    building, tel, town = cast.address(place), cast.contact(), cast.world.geo.nl[place]
    for form, name in (("411", "Gemeente"), ("412", "OCMW"), ("413", "Politiezone"), ("418", "AGB")):
        company = cast.existing("old")
        cast.script.change(0, company, form=FORM_AT[form], building=building, box=0, name=f"{name} {town}")
        cast.script.change(0, company, main=cast.activity("841"), tel=tel, employer=True)
        cast.note(company, 0)
