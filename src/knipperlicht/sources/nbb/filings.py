"""Filings in JSON beside their deposits: rows of `nbb_filing` and of who stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.nbb.archive import Part
from knipperlicht.sources.nbb.deposit import EURO, Deposit, Unreadable, refused
from knipperlicht.sources.nbb.figures import read_figures
from knipperlicht.sources.nbb.json_items import check_names, folded, read_object
from knipperlicht.sources.nbb.layout import FILING, OFFICER, PARTICIPATION, REFERENCE, SHAREHOLDER
from knipperlicht.sources.nbb.people import officers, participations, shareholders
from knipperlicht.sources.records import Refused

Found = tuple[str, dict[str, Any] | Refused]
"""Name of a table, and a row of it or what was refused."""

CURRENT, PRECEDING = "N", "NM1"
PERIODS = frozenset((CURRENT, PRECEDING))
PASCAL, CAMEL = ("Code", "Value", "Period"), ("code", "value", "period")
NEEDS = frozenset({"referencenumber", "rubrics"})
MAY = frozenset(
    {
        "enterprisename", "address", "legalform", "jointcommittees", "administrators", "participatinginterests",
        "shareholders",
    }
)  # fmt: skip
RUBRIC_MAY = frozenset({"code", "value", "period", "datatype", "typeamount"})
SECTIONS = (
    (OFFICER.name, officers, "administrators"),
    (PARTICIPATION.name, participations, "participatinginterests"),
    (SHAREHOLDER.name, shareholders, "shareholders"),
)


def read_filing(part: Part, deposits: Mapping[str, Deposit], seen: set[str]) -> Iterator[Found]:
    """All rows of one filing. A section that cannot be read is refused alone; the others stay."""
    content = read_object(part)
    rubrics = content.pop("Rubrics", None) if "Rubrics" in content else content.pop("rubrics", None)
    try:
        fields: dict[str, Any] = folded(content)
        check_names(part, {**fields, "rubrics": rubrics}, needs=NEEDS, may=MAY)
        deposit = deposit_of(fields["referencenumber"], deposits, seen)
        yield FILING.name, filing_row(deposit, _rubrics(part, rubrics))
    except Unreadable as error:
        yield FILING.name, refused(part.where, error, content)
        return
    for table, read, name in SECTIONS:
        given = fields.get(name)
        try:
            for row in read(deposit, given):
                yield table, row if isinstance(row, dict) else refused(part.where, row, given)
        except Unreadable as error:
            yield table, refused(part.where, error, given)


def deposit_of(reference: object, deposits: Mapping[str, Deposit], seen: set[str]) -> Deposit:
    """The deposit of a filing, marked as seen; raises Unreadable."""
    deposit = deposits.get(reference) if isinstance(reference, str) else None
    if deposit is None:
        raise Unreadable("no list in the same file names this deposit, so whose it is cannot be known")
    if deposit.reference in seen:
        raise Unreadable("the accounts of this deposit stand twice in the file; the first count")
    seen.add(deposit.reference)
    return deposit


def filing_row(deposit: Deposit, rubrics: Iterable[tuple[str, object, bool]]) -> dict[str, Any]:
    """A row of `nbb_filing`; raises Unreadable."""
    euro = (deposit.currency or EURO) == EURO
    figures = read_figures(rubrics, euro=euro, group=deposit.consolidated)
    return {name: getattr(deposit, name) for name in REFERENCE.schema.names} | figures


def _rubrics(part: Part, given: Any) -> list[tuple[str, object, bool]]:
    """Rubric, value, and whether it is the preceding year's; raises Unreadable."""
    if not isinstance(given, list):
        raise Unreadable("Rubrics is not a list")
    if not given:
        return []
    first = given[0] if isinstance(given[0], dict) else {}
    if stray := {name.lower() for name in first} - RUBRIC_MAY:
        raise UnusableFile(
            f"{part.where}: {min(stray)} of a rubric is unknown; this is another layout than we read."
        )
    code_name, value_name, period_name = PASCAL if "Code" in first else CAMEL
    try:
        if stray := {rubric[period_name] for rubric in given} - PERIODS:
            raise Unreadable(f"a rubric has the period {str(stray.pop())[:20]!r}; N and NM1 are known")
        return [(rubric[code_name], rubric[value_name], rubric[period_name] == PRECEDING) for rubric in given]
    except (KeyError, TypeError, IndexError) as error:
        raise Unreadable("a rubric lacks its code, its value or its period") from error
