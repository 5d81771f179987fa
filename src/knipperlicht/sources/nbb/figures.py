"""The figures of one filing: canonical columns, number of rubrics, fingerprint and balance.

Social balance sheet and staff (four digits that begin with 1, 2 or 5; 9086 to 9098) count neither as rubrics nor in
the fingerprint: these hold heads and hours beside amounts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from knipperlicht.sources.nbb.deposit import Unreadable
from knipperlicht.sources.nbb.rubrics import Kind, fill, kinds

LONGEST = 40
NOUGHT = ("0", "-0")
HIGHEST = 10**13
"""Ten thousand billion euro: more than any company has, and far from what a BIGINT of cents can hold."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]{1,2})?", re.ASCII)
_NO_AMOUNT = re.compile(r"[125][0-9]{3}|908[678]|909[678]")
_SUMS = (
    ("20/58", ("20", "21/28", "29/58")),
    ("21/28", ("21", "22/27", "28")),
    ("29/58", ("29", "3", "40/41", "50/53", "54/58", "490/1")),
    ("10/49", ("10/15", "16", "17/49")),
    ("17/49", ("17", "42/48", "492/3")),
)


def read_figures(rows: Iterable[tuple[str, object, bool]], *, euro: bool, group: bool) -> dict[str, object]:
    """The columns of `nbb_filing` from (rubric, value, preceding year?); raises Unreadable.

    `euro`: False leaves all figures out. `group`: consolidated, where minority interests break the usual sums.
    A rubric with P behind it is the preceding year's, where that year's column does not give it; in that column it is of
    two years ago.
    """
    now: dict[str, int | float] = {}
    before: dict[str, int | float] = {}
    marked: dict[str, int | float] = {}
    vector: list[str] = []
    for code, value, earlier in rows:
        if value is None or not euro:
            continue
        try:
            counts, kind, rubric, preceding = _traits(code)
        except (TypeError, AttributeError) as error:
            raise Unreadable("the code of a rubric is not a text") from error
        written = value if isinstance(value, str) else _written(value)
        if counts and not earlier:
            plain = written
            if written[-1:] in "0." and "." in written:
                plain = written.rstrip("0").rstrip(".")
            if plain[-1:].isdigit() and plain not in NOUGHT:
                vector.append(code + "=" + plain)
        if kind is None or (preceding and earlier):
            continue
        year = marked if preceding else before if earlier else now
        if kind != "amount":
            number: int | float = _count(written, kind, code)
        elif (
            written[-3:-2] == "."
            and 3 < len(written) < 17
            and (digits := written[:-3] + written[-2:]).isdecimal()
        ):
            number = int(digits)  # as nearly all are written; the same as below
        else:
            number = _cents(written, code)
        if year.setdefault(rubric, number) != number:
            raise Unreadable(f"rubric {code} stands twice, with different values")
    row: dict[str, object] = {
        "has_values": bool(now), "rubrics": len(vector), "fingerprint": _fingerprint(vector),
        "balanced": _balanced(now, group),
    }  # fmt: skip
    fill(now, prefix="", row=row)
    fill(marked | before, prefix="prior_", row=row)
    return row


@cache
def _needed() -> dict[str, Kind]:
    checked: dict[str, Kind] = {}
    for total, parts in _SUMS:
        checked |= dict.fromkeys((total, *parts), "amount")
    return checked | kinds()


@lru_cache(maxsize=20_000)
def _traits(code: str) -> tuple[bool, Kind | None, str, bool]:
    """Whether a rubric counts, what its value is (None: not needed), which rubric it fills, of the preceding year?"""
    needed = _needed()
    preceding = code.endswith("P") and code not in needed
    rubric = code[:-1] if preceding else code
    return (
        not code.endswith("P") and _NO_AMOUNT.fullmatch(code) is None,
        needed.get(rubric),
        rubric,
        preceding,
    )


def _written(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("the value of a rubric is neither a number nor a text")
    return str(value).upper()


def _cents(written: str, code: str) -> int:
    """Cents of an amount in euro, exactly: never by way of a float, but for more than two decimals."""
    whole, point, rest = written.partition(".")
    if 0 < len(whole) <= 13 and len(rest) <= 2 and (rest or not point):
        digits = whole + (rest + "00")[:2]
        if digits.isdecimal() or (whole[0] == "-" and digits[1:].isdecimal()):
            return int(digits)
    return round(_float(written, code) * 100)


def _count(written: str, kind: Kind, code: str) -> int | float:
    found = _float(written, code)
    return found if kind == "number" else round(found)


def _float(written: str, code: str) -> float:
    if (
        len(written) > LONGEST
        or _NUMBER.fullmatch(written) is None
        or not abs(found := float(written)) <= HIGHEST
    ):
        raise Unreadable(f"the value of rubric {code} is not a number, or one beyond belief")
    return found


def _fingerprint(vector: list[str]) -> str | None:
    if not vector:
        return None
    return hashlib.blake2b(
        "\n".join(sorted(vector)).encode("utf-8", "backslashreplace"), digest_size=16
    ).hexdigest()


def _balanced(now: Mapping[str, int | float], group: bool) -> bool | None:
    """Whether both sides and the sums agree within a cent; None where there is nothing to compare."""
    compared = False
    assets, liabilities = now.get("20/58"), now.get("10/49")
    if assets is not None and liabilities is not None:
        compared = True
        if abs(assets - liabilities) > 1:
            return False
    for total, parts in () if group else _SUMS:
        given = [now[part] for part in parts if part in now]
        if total in now and given:
            compared = True
            if abs(sum(given) - now[total]) > 1:
                return False
    return True if compared else None
