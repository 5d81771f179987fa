"""Numbers in any writing, whole or from five digits on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from knipperlicht.core.numbers import NumberError, NumberKind, format_number, parse_official_number
from knipperlicht.readmodel.facts import name_of
from knipperlicht.readmodel.reader import Reader
from knipperlicht.readmodel.search_found import Found

SHORTEST, LENGTH = 5, 10
_NUMBER = re.compile(r"(?:be)?[\s.\-\u00a0\u202f]*((?:[0-9][\s.\-\u00a0\u202f]*)+)", re.IGNORECASE)
_FIRST_BRANCH = 3_000_000_000
_MOST = 400


def by_number(reader: Reader, text: str, *, limit: int, nis: Collection[str] | None) -> list[Found]:
    """Enterprises whose number, or an establishment's, is or begins with the digits typed; none for other texts."""
    written = _NUMBER.fullmatch(text.strip())
    if written is None:
        return []
    digits = re.sub(r"\D", "", written.group(1))
    if not SHORTEST <= len(digits) <= LENGTH:
        return []
    try:
        exact = parse_official_number(digits)
    except NumberError:
        pass
    else:
        owner = reader.of("owner").first(exact.value) if exact.kind is NumberKind.ESTABLISHMENT else None
        number = owner["enterprise"] if owner else exact.value
        found = described(reader, number, establishment=exact.value if owner else None)
        return [found] if found is not None and _is_in(reader, found, nis) else []
    answers: dict[int, Found] = {}
    for number, establishment in _beginning(reader, digits):
        if number not in answers:
            found = described(reader, number, establishment=establishment)
            if found is not None and _is_in(reader, found, nis):
                answers[number] = found
        if len(answers) >= limit:
            break
    return list(answers.values())


def _beginning(reader: Reader, digits: str) -> Iterator[tuple[int, int | None]]:
    """Enterprise, and the establishment that begins so; the first zero of an enterprise number may be missing."""
    written = [digits] if digits[0] in "01" else [f"0{digits}"[:LENGTH]]
    for stem in (*written, *([digits] if digits[0] == "2" else [])):
        low, high = int(stem.ljust(LENGTH, "0")), int(stem.ljust(LENGTH, "9"))
        if stem[0] == "2":
            for row in reader.of("owner").between(low, min(high, _FIRST_BRANCH - 1), limit=_MOST):
                yield row["enterprise"], row["entity"]
        else:
            for table in ("enterprise", "enterprise_past"):
                for row in reader.of(table).between(low, high, limit=_MOST):
                    yield row["enterprise"], None


def described(reader: Reader, number: int, *, establishment: int | None = None) -> Found | None:
    """An enterprise as a result found by number; None when the register never held it."""
    state = reader.of("enterprise").first(number)
    standing = state is not None
    if state is None:
        past = reader.of("enterprise_past").rows(number)
        if not past:
            return None
        state = past[-1]
    nis, zipcode = _place(reader, number)
    return Found(
        number=number, name=name_of(reader, number) or "", status="active" if standing else "left_register",
        natural_person=state["type_of_enterprise"] == "1", nis=nis, zipcode=zipcode, establishment=establishment,
        matched="number" if establishment is None else "establishment_number",
        matched_text=format_number(establishment or number),
    )  # fmt: skip


def _place(reader: Reader, number: int) -> tuple[str | None, str | None]:
    """NIS and postcode of the seat, else of the first establishment, else of the last known seat."""
    own = reader.of("address_key").first(number)
    if own is None and (first := reader.of("establishment").first(number)):
        own = reader.of("address_key").first(first["establishment"])
    if own is None and (past := reader.of("address_past").rows(number)):
        return past[-1]["nis"], past[-1]["zipcode"]
    if own is None:
        return None, None
    key = own["building_key"] or ""
    return own["nis"], key.split("|")[0] if key and not key.startswith("nis:") else None


def _is_in(reader: Reader, found: Found, nis: Collection[str] | None) -> bool:
    if nis is None or found.nis in nis:
        return True
    units = reader.of("establishment").rows(found.number, limit=_MOST)
    places = (reader.of("address_key").first(row["establishment"]) for row in units)
    return any(place is not None and place["nis"] in nis for place in places)
