"""Writing extracts in the official form, for samples, tests, measurements and the invented country.

Takes plain dictionaries under the names of our tables' columns, so that what is written and what is read can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

NAMESPACE = "http://economie.fgov.be/kbo/extract/v1/extracts"
Row = Mapping[str, Any]


def extract(
    entities: Iterable[str],
    *,
    day: date,
    full: bool = True,
    cancelled: Sequence[int] = (),
    units: Iterable[str] = (),
    sequence: int = 1,
) -> Iterable[str]:
    """The pieces of one extract; `entities` come from `entity`, `units` are BusinessUnit elements."""
    kind, stamp = "F" if full else "D", f"{day}T01:00:00"
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<Extract xmlns="{NAMESPACE}"><Header>'
    yield f"<ExecutionDate>{day}</ExecutionDate><SequenceNumber>{sequence}</SequenceNumber>"
    yield f"<ExtractVersion>20.4</ExtractVersion><ExtractType>{kind}</ExtractType>"
    yield f"<ExtractBegin>{stamp}</ExtractBegin><ExtractEnd>{stamp}</ExtractEnd></Header>"
    if cancelled:
        numbers = "".join(_tag("CancelledEnterpriseNumber", f"{number:010d}") for number in cancelled)
        yield _tag("CancelledEnterprises", numbers)
    yield "<Enterprises>"
    count = 0
    for piece in entities:
        count += 1
        yield piece
    yield "</Enterprises><BusinessUnits>"
    places = 0
    for piece in units:
        places += 1
        yield piece
    yield f"</BusinessUnits><Footer><NbrOfEnterprises>{count}</NbrOfEnterprises>"
    yield f"<NbrOfBusinessUnits>{places}</NbrOfBusinessUnits>"
    yield f"<NbrOfCancelledEnterprises>{len(cancelled)}</NbrOfCancelledEnterprises>"
    yield "<NbrOfCancelledBusinessUnits>0</NbrOfCancelledBusinessUnits></Footer></Extract>\n"


def entity(
    number: int, *, start: date, kind: str = "2", status: str = "AC", end: date | None = None, capital: int | None = None,
    functions: Sequence[Row] = (), situations: Sequence[Row] = (), years: Sequence[Row] = (), links: Sequence[Row] = (),
    acts: Sequence[Row] = (), unread: str = "",
) -> str:  # fmt: skip
    """One Enterprise. `capital` in euro cents; `unread`: XML of groups that our reader leaves out."""
    own = _validity({"start_date": start, "end_date": end})
    money = _tag("Capital", f"{capital / 100:.2f}") + _tag("Currency", "EUR") if capital is not None else ""
    numbers = _tag("EnterpriseNumbers", _tag("EnterpriseNumber", f"{number:010d}") + own)
    body = (
        _tag("Nbr", f"{number:010d}")
        + numbers
        + _tag("Type", kind)
        + own
        + _tag("Status", status)
        + money
        + unread
    )
    body += _group("JurSits", "JurSit", (
        _tag("Code", row["code"]) + _validity(row) + _tag("Status", row.get("status", "AC")) + _tag("Counter", place)
        for place, row in enumerate(situations)
    ))  # fmt: skip
    body += _group("FinancialDatas", "FinancialData", (
        _validity(row) + _tag("FiscalYearEnd", _tag("Day", row["end_day"]) + _tag("Month", row["end_month"]))
        + _tag("MonthAnnMeeting", row.get("assembly_month"))
        for row in years
    ))  # fmt: skip
    body += _group("Functions", "Function", (_function(place, row) for place, row in enumerate(functions)))
    body += _group("LinkedEnterprises", "LinkedEnterprise", (
        _tag("Child", f"{row['child']:010d}") + _tag("LinkType", row["kind"]) + _tag("Parent", f"{row['parent']:010d}")
        + _validity(row)
        for row in links
    ))  # fmt: skip
    body += _group("ExOfficioExecutions", "ExOfficioExecution", (
        _tag("Field", row.get("field")) + _tag("Action", row["action"]) + _tag("Reason", row["reason"]) + _validity(row)
        for row in acts
    ))  # fmt: skip
    return _tag("Enterprise", body) + "\n"


def codes(tables: Mapping[str, Sequence[Row]]) -> str:
    """A codes file: {category: rows with code, nl, fr and, for functions, kind}."""
    body = "".join(
        _tag(category, "".join(
            _tag(category.removesuffix("s"), _tag("Code", row["code"]) + _tag("Type", row.get("kind"))
                 + "".join(_tag(f"Description{name.upper()}", row.get(name)) for name in ("fr", "nl", "de", "en"))
                 + _validity({"start_date": date(2003, 7, 1)}))
            for row in rows
        ))
        for category, rows in tables.items()
    )  # fmt: skip
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Codes xmlns="{NAMESPACE}">{body}</Codes>\n'


def _function(place: int, row: Row) -> str:
    name, _, first = (row.get("holder_name") or "").partition(", ")
    by_person = (
        _tag("HeldByPerson", _tag("Name", escape(name)) + _tag("FirstName", escape(first))) if name else ""
    )
    number = row.get("holder") or row.get("represents")
    entity = _tag("HeldByEnterprise", _tag("ExecutingEnterprise", f"{number:010d}")) if number else ""
    end = _tag("EndReason", row.get("end_reason"))
    return _tag("Code", row["function"]) + _validity(row) + _tag("Counter", place) + end + by_person + entity


def _validity(row: Row) -> str:
    return _tag("Validity", _tag("Begin", row.get("start_date")) + _tag("End", row.get("end_date")))


def _group(outer: str, inner: str, items: Iterable[str]) -> str:
    return _tag(outer, "".join(_tag(inner, item) for item in items))


def _tag(name: str, content: object) -> str:
    return "" if content is None or content == "" else f"<{name}>{content}</{name}>"
