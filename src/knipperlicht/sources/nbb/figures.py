"""The figures of one filing: canonical columns, number of rubrics, fingerprint and balance.

Social balance sheet and staff (four digits that begin with 1, 2 or 5; 9086 to 9098) count neither as rubrics nor in
the fingerprint: these hold heads and hours beside amounts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from knipperlicht.sources.nbb.deposit import Unreadable
from knipperlicht.sources.nbb.rubrics import fill, kinds

LONGEST = 20
"""Digits of a value at most: a hundred million billion euro."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]{1,2})?", re.ASCII)
_NO_AMOUNT = re.compile(r"[125][0-9]{3}|908[678]|909[678]")
_SUMS = (
    ("20/58", ("20", "21/28", "29/58")),
    ("21/28", ("21", "22/27", "28")),
    ("29/58", ("29", "3", "40/41", "50/53", "54/58", "490/1")),
    ("10/49", ("10/15", "16", "17/49")),
    ("17/49", ("17", "42/48", "492/3")),
)
_CHECKED = frozenset(rubric for total, parts in _SUMS for rubric in (total, *parts))


def read_figures(rows: Iterable[tuple[str, object, bool]], *, euro: bool, group: bool) -> dict[str, object]:
    """The columns of `nbb_filing` from (rubric, value, preceding year?); raises Unreadable.

    `euro`: False leaves all figures out. `group`: consolidated, where minority interests break the usual sums.
    A rubric with P behind it is the preceding year's, where that year's column does not give it.
    """
    now: dict[str, int | float] = {}
    before: dict[str, int | float] = {}
    marked: dict[str, int | float] = {}
    vector: list[str] = []
    kind_of = _needed()
    for code, value, earlier in rows:
        if value is None or not euro:
            continue
        written = value if isinstance(value, str) else _written(value)
        if not earlier and _counts(code):
            plain = _plain(written)
            if plain != "0" and plain[-1:].isdigit():
                vector.append(f"{code}={plain}")
        year, rubric = (before if earlier else now), code
        if rubric not in kind_of:
            if not code.endswith("P") or (rubric := code[:-1]) not in kind_of:
                continue
            year = marked
        found = _number(written, kind_of[rubric], code)
        if year.setdefault(rubric, found) != found:
            raise Unreadable(f"rubric {code} stands twice, with different values")
    row: dict[str, object] = {
        "has_values": bool(now), "rubrics": len(vector), "fingerprint": _fingerprint(vector),
        "balanced": _balanced(now, group),
    }  # fmt: skip
    fill(now, prefix="", row=row)
    fill(marked | before, prefix="prior_", row=row)
    return row


@cache
def _needed() -> dict[str, str]:
    return dict.fromkeys(_CHECKED, "amount") | kinds()


@lru_cache(maxsize=10_000)
def _counts(code: str) -> bool:
    return not code.endswith("P") and _NO_AMOUNT.fullmatch(code) is None


def _written(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("the value of a rubric is neither a number nor a text")
    return str(value)


def _plain(written: str) -> str:
    plain = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if plain in ("-0", "", "-") else plain


def _number(written: str, kind: str, code: str) -> int | float:
    if len(written) > LONGEST or _NUMBER.fullmatch(written) is None:
        raise Unreadable(f"the value of rubric {code} is not a number of at most {LONGEST} digits")
    if kind == "number":
        return float(written)
    whole, point, rest = written.partition(".")
    if "E" in written or len(rest) > 2:
        try:
            return round(Decimal(written) * (100 if kind == "amount" else 1))
        except InvalidOperation as error:
            raise Unreadable(f"the value of rubric {code} is not a number") from error
    if kind == "hours":
        return round(float(written))
    return int(whole + rest.ljust(2, "0") if point else whole + "00")


def _fingerprint(vector: list[str]) -> str | None:
    if not vector:
        return None
    return hashlib.blake2b("\n".join(sorted(vector)).encode(), digest_size=16).hexdigest()


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
