"""Directors, participations and shareholders of one filing. Names of fields are in lower case here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knipperlicht.core.numbers import is_valid_number
from knipperlicht.sources.nbb.deposit import EURO, Deposit, Unreadable, day, text

Row = dict[str, Any]


def officers(deposit: Deposit, given: Any) -> Iterator[Row | Unreadable]:
    """One row a mandate. Raises Unreadable where the whole section has another shape."""
    place = 0
    for person, kind in [
        *((p, "entity") for p in _list(_field(given, "legalpersons"))),
        *((p, "person") for p in _list(_field(given, "naturalpersons"))),
    ]:
        who = _field(person, "entity" if kind == "entity" else "person")
        for mandate in _list(_field(person, "mandates")) or [{}]:
            place += 1
            dates = _field(mandate, "mandatedates")
            try:
                yield {
                    **_key(deposit, place), "kind": kind, "name": _name(who), "holder": _number(who),
                    "function": _code(_field(mandate, "functionmandate")),
                    "start_date": day(_field(dates, "startdate"), "StartDate"),
                    "end_date": day(_field(dates, "enddate"), "EndDate"),
                    "representative": "; ".join(
                        name for r in _list(_field(person, "representatives")) if (name := _name(r))
                    ) or None,
                }  # fmt: skip
            except Unreadable as error:
                yield error


def participations(deposit: Deposit, given: Any) -> Iterator[Row | Unreadable]:
    """One row a company of which shares are held; equity and result only where they are in euro."""
    for place, held in enumerate(_list(given), start=1):
        entity, lines = _field(held, "entity"), _list(_field(held, "participatinginterestheld"))
        euro = (_code(_field(held, "currency")) or EURO) == EURO
        try:
            yield {
                **_key(deposit, place), "held": _number(entity), "held_name": _name(entity),
                "country": _country(entity), "direct": _share(lines, "percentagedirectlyheld"),
                "subsidiaries": _share(lines, "percentagesubsidiaries"),
                "equity": _cents(_field(held, "equity")) if euro else None,
                "result": _cents(_field(held, "netresult")) if euro else None,
            }  # fmt: skip
        except Unreadable as error:
            yield error


def shareholders(deposit: Deposit, given: Any) -> Iterator[Row | Unreadable]:
    """One row a shareholder that the accounts name; a country only of companies, for people's tells where they live."""
    both = [
        *((s, "entity") for s in _list(_field(given, "entityshareholders"))),
        *((s, "person") for s in _list(_field(given, "individualshareholders"))),
    ]
    for place, (holder, kind) in enumerate(both, start=1):
        who = _field(holder, kind)
        try:
            yield {
                **_key(deposit, place), "kind": kind, "holder": _number(who), "name": _name(who),
                "country": _country(who) if kind == "entity" else None,
                "share": _share(_list(_field(holder, "rightsheld")), "percentage"),
            }  # fmt: skip
        except Unreadable as error:
            yield error


def _key(deposit: Deposit, place: int) -> Row:
    return {"enterprise": deposit.enterprise, "reference": deposit.reference, "place": place}


def _field(given: Any, name: str) -> Any:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Unreadable(f"an object with {name} was expected")
    return given.get(name)


def _list(given: Any) -> list[Any]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise Unreadable("a list was expected")
    return given


def _name(who: Any) -> str | None:
    name = text(_field(who, "name"), "Name")
    if name is not None:
        return name
    parts = (text(_field(who, "lastname"), "LastName"), text(_field(who, "firstname"), "FirstName"))
    return " ".join(part for part in parts if part) or None


def _number(who: Any) -> int | None:
    """The enterprise number, where the identifier is one."""
    given = text(_field(who, "identifier"), "Identifier") or ""
    digits = given.upper().removeprefix("BE").replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in (9, 10)):
        return None
    number = int(digits)
    return number if number < 2_000_000_000 and is_valid_number(number) else None


def _country(who: Any) -> str | None:
    return _code(_field(_field(who, "address"), "country"))


def _code(given: Any) -> str | None:
    """`13` of `fct:m13`, `BE` of `cty:mBE`."""
    written = text(given, "a code")
    return written.rpartition(":m")[2] if written else None


def _share(lines: list[Any], name: str) -> float | None:
    """Sum over the lines, each a kind of share; None where nothing is said or it cannot be a fraction of one."""
    shares = [share for line in lines if (share := _float(_field(line, name))) is not None]
    total = sum(shares)
    return round(total, 6) if shares and 0 <= total <= 1.0001 else None


def _float(given: Any) -> float | None:
    if given is None or given == "":
        return None
    if isinstance(given, bool) or not isinstance(given, str | int | float) or len(str(given)) > 30:
        raise Unreadable("a figure is not a number")
    try:
        return float(given)
    except ValueError as error:
        raise Unreadable("a figure is not a number") from error


def _cents(given: Any) -> int | None:
    amount = _float(given)
    if amount is None:
        return None
    if not abs(amount) < 1e15:
        raise Unreadable("an amount is out of bounds")
    return round(amount * 100)
