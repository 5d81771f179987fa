"""One `Enterprise` of the extract as rows of our tables (manual v20.4, annex 1).

A group or field that the manual does not name stops the file. A row that cannot be read is refused alone; an entity
without a valid number whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_xml.scanning import SKIPPED
from knipperlicht.sources.kbo_xml.tables import COLUMNS
from knipperlicht.sources.kbo_xml.values import cents, day, number, short, text_of, whole
from knipperlicht.sources.records import Refused

Parts = dict[str, Element]
SINGLE = {
    "Nbr", "Type", "Validity", "RegistrationDate", "CloseDate", "Status", "Capital", "Currency", "Duration",
}  # fmt: skip
NATURAL = "1"
FIELDS = {
    "xml_function": {
        "Code", "FunctionCAC", "Validity", "Counter", "EndReason", "HeldByPerson", "HeldByEnterprise", "ExOfficioExecutions",
    },
    "xml_situation": {"Code", "Validity", "Status", "Events", "Counter", "EndReason", "ExOfficioExecutions"},
    "xml_fiscal_year": {"Validity", "FiscalYearEnd", "MonthAnnMeeting", "ExceptFiscalYear", "Counter", "ExOfficioExecutions"},
    "xml_link": {"Parent", "Child", "LinkType", "EndReason", "Validity", "Counter", "ExOfficioExecutions"},
    "xml_exofficio": {"Field", "Action", "Reason", "Validity", "Counter"},
}  # fmt: skip
TO_ESTABLISHMENT = "001"


@dataclass
class Gathered:
    """Rows per table since the last batch, and what was refused."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    refused: dict[str, list[Refused]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def refuse(self, table: str, where: str, reason: object, content: str) -> None:
        """Note a row that was not taken."""
        self.refused[table].append(Refused(where=where, reason=str(reason), content=content))


def gather(entity: Element, into: Gathered) -> None:
    """Add the rows of one entity. Of natural persons only the entity itself: their functions are themselves."""
    parts: Parts = {child.tag: child for child in entity}
    label = (text_of(parts.get("Nbr")) or "no number")[:40]
    try:
        enterprise = number(text_of(parts.get("Nbr")))
        into.rows["xml_enterprise"].append(_entity(enterprise, parts))
    except ValueError as error:
        into.refuse("xml_enterprise", f"Enterprise {label}", error, label)
        return
    natural = text_of(parts["Type"]) == NATURAL
    for tag, group in parts.items():
        if tag not in GROUPS:
            if tag not in SINGLE and tag not in SKIPPED:
                raise _changed(label, "Enterprise", {tag})
            continue
        table, row_of = GROUPS[tag]
        if natural and table == "xml_function":
            continue
        rows, allowed = into.rows[table], FIELDS[table]
        for place, item in enumerate(group):
            values = {part.tag: part for part in item}
            if not allowed.issuperset(values):
                raise _changed(label, item.tag, values.keys() - allowed)
            try:
                if (row := row_of(values)) is not None:
                    rows.append((enterprise, place, *row))
            except ValueError as error:
                into.refuse(table, f"Enterprise {label}, {item.tag} {place + 1}", error, label)


def _changed(label: str, holder: str, odd: Iterable[str]) -> UnusableFile:
    return UnusableFile(
        f"Enterprise {label}: {holder} holds {', '.join(sorted(odd))}, which manual v20.4 does not name. The format has "
        "changed; nothing was taken in. Ask for a newer version of Knipperlicht."
    )


def _entity(enterprise: int, parts: Parts) -> tuple[Any, ...]:
    kind, status = short(parts.get("Type")), short(parts.get("Status"))
    if kind is None or status is None:
        raise ValueError("Type and Status are mandatory, one is missing")
    money = cents(text_of(parts.get("Capital")))
    years = whole(text_of(parts.get("Duration")), least=0, most=9999)
    closed = day(text_of(parts.get("CloseDate")))
    return (
        enterprise, kind, status, *_validity(parts), closed, money, short(parts.get("Currency")), years,
    )  # fmt: skip


def _validity(values: Parts) -> tuple[Any, Any]:
    element = values.get("Validity")
    if element is None:
        raise ValueError("Validity is mandatory and missing")
    return day(text_of(element.find("Begin"))), day(text_of(element.find("End")))


def _code(values: Parts, name: str) -> str:
    if (code := short(values.get(name))) is None:
        raise ValueError(f"{name} is mandatory and missing")
    return code


def _function(values: Parts) -> tuple[Any, ...]:
    code, person, entity = _code(values, "Code"), values.get("HeldByPerson"), values.get("HeldByEnterprise")
    read_as, acts = values.get("FunctionCAC"), values.get("ExOfficioExecutions")
    other = None if entity is None else number(text_of(entity.find("ExecutingEnterprise")))
    name = None
    if person is not None:
        written = (short(person.find("Name")), short(person.find("FirstName")))
        name = ", ".join(part for part in written if part) or None
    return (
        code, None if read_as is None else short(read_as.find("Code")),
        "person" if person is not None else "entity" if other is not None else "none",
        other if person is None else None, name, other if person is not None else None,
        *_validity(values), short(values.get("EndReason")), acts is not None and len(acts) > 0,
    )  # fmt: skip


def _situation(values: Parts) -> tuple[Any, ...]:
    return (_code(values, "Code"), short(values.get("Status")), *_validity(values))


def _fiscal_year(values: Parts) -> tuple[Any, ...]:
    end, odd = values.get("FiscalYearEnd"), values.get("ExceptFiscalYear")
    return (
        *_validity(values),
        None if end is None else whole(text_of(end.find("Day")), least=1, most=31),
        None if end is None else whole(text_of(end.find("Month")), least=1, most=12),
        whole(text_of(values.get("MonthAnnMeeting")), least=1, most=12),
        None if odd is None else day(text_of(odd.find("Begin"))),
        None if odd is None else day(text_of(odd.find("End"))),
    )


def _link(values: Parts) -> tuple[Any, ...] | None:
    kind = _code(values, "LinkType")
    if kind == TO_ESTABLISHMENT:
        return None
    ends = number(text_of(values.get("Parent"))), number(text_of(values.get("Child")))
    return (*ends, kind, *_validity(values), short(values.get("EndReason")))


def _ex_officio(values: Parts) -> tuple[Any, ...]:
    action, reason = _code(values, "Action"), _code(values, "Reason")
    return (short(values.get("Field")), action, reason, *_validity(values))


GROUPS = {
    "Functions": ("xml_function", _function), "JurSits": ("xml_situation", _situation),
    "FinancialDatas": ("xml_fiscal_year", _fiscal_year), "LinkedEnterprises": ("xml_link", _link),
    "ExOfficioExecutions": ("xml_exofficio", _ex_officio),
}  # fmt: skip
