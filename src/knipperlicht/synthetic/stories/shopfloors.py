"""Stories about premises: serial operators, bursts of establishments, consumer businesses without a trace.

After the sectors in the RIEC and ordinance practice (night shops, car washes, snack bars) and EMPACT's
cash-intensive businesses; the pattern is the serial restart at one place, never who runs it.
"""

from __future__ import annotations

from ..script import Books
from .cast import BANKRUPT, SILENT, Cast


def operator_carousel(cast: Cast) -> None:
    """One shop, one company after another: the last one fails or slips away, the next one opens at once."""
    building, box = cast.address(), 1 if cast.often(0.2) else 0
    activity = cast.activity("47112", "47111", "47260", "45200", "45206", "56102", "56301")
    sign, shared = (
        cast.name(("Night", "Star", "City", "Golden"), ("Shop", "Wash", "Corner", "Snack")),
        cast.contact(),
    )
    first = cast.existing("shop")
    cast.script.change(0, first, main=activity)
    shop = cast.shops(first)[0]
    cast.script.refit(0, shop, building=building, box=box, main=cast.listed(activity))
    operator, month = first, cast.month(0.0, 0.2)
    cast.note(first, month)
    for _ in range(cast.count(2, 4)):
        if cast.often(0.55):
            cast.script.change(month, operator, situation=BANKRUPT)
            cast.script.close(month + cast.count(0, 1), shop)
            cast.script.remove(month + cast.count(3, 7), operator)
        else:
            cast.script.close(month, shop)
        seat = building if cast.often(0.5) else cast.home()
        operator = cast.script.found(
            month, cast.day(month), building=seat, main=activity, count=cast.count(1, 4)
        )
        cast.script.change(month, operator, tel=shared if cast.often(0.4) else 0)
        shop = cast.script.open(
            month, operator, cast.day(month), building=building, box=box, main=cast.listed(activity)
        )
        if cast.often(0.6):
            cast.script.refit(month, shop, sign=sign if cast.often(0.6) else f"{sign} 2")
        cast.keep_books(operator, Books(stops=True))
        cast.note(operator, month)
        month += cast.count(3, 6)


def establishment_burst(cast: Cast) -> None:
    """A company with hardly any history suddenly has many establishments, and soon none any more."""
    month = cast.month(0.1, 0.6)
    if cast.often(0.5):
        company = cast.script.found(month, cast.day(month), building=cast.home(), count=cast.count(1, 5))
    else:
        company = cast.existing("bare")
    burst = month + cast.count(0, 1)
    activity = cast.activity("47", "49", "53", "56", "81")
    cast.script.change(burst, company, main=activity, **(SILENT if cast.often(0.6) else {}))
    end = burst + cast.count(4, 9)
    for _ in range(cast.count(8, 16)):
        opened = burst + cast.count(0, 1)
        shop = cast.script.open(
            opened, company, cast.day(opened), building=cast.home(), main=cast.listed(activity), count=2
        )
        if cast.often(0.7):
            cast.script.close(end, shop)
    cast.note(company, burst)
    if cast.often(0.5):
        cast.script.change(end, company, situation=BANKRUPT)


def traceless_consumer_business(cast: Cast) -> None:
    """A shop, restaurant or salon on paper, without any establishment, telephone, e-mail or website."""
    company = cast.existing("bare")
    cast.script.change(0, company, main=cast.activity("47", "56", "960"), count=cast.count(1, 6), **SILENT)
    if cast.often(0.6):
        cast.script.change(0, company, building=cast.home(), box=cast.count(1, 30))
    cast.note(company, 0)
    if cast.often(0.35):
        cast.script.change(cast.month(), company, building=cast.home(), box=cast.count(0, 12))
