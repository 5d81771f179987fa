"""From the holders of mandates that were found to what people read; the pages and the API say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from knipperlicht.bridge.catalogue import source_title
from knipperlicht.bridge.dossier import municipality_of
from knipperlicht.bridge.people import Holder
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.core.clock import Language
from knipperlicht.core.numbers import format_number


@dataclass(frozen=True, kw_only=True)
class FunctionLine:
    """`name` in words; `represents`: number of the company a permanent representative acts for, or empty."""

    role: str | None
    name: str
    start: date | None
    end: date | None
    represents: str
    source: str
    source_title: str


@dataclass(frozen=True, kw_only=True)
class CompanyLine:
    """`name` is empty, and there is no dossier, for a company that KBO Open Data does not hold; no score, ever."""

    number: str
    name: str
    municipality: str
    outside: bool
    functions: tuple[FunctionLine, ...]


@dataclass(frozen=True, kw_only=True)
class HolderLine:
    """`number` of a company that holds mandates, else empty: a person has none here."""

    name: str
    spellings: tuple[str, ...]
    number: str
    joined: bool
    companies: tuple[CompanyLine, ...]
    others: int


def holder_lines(holders: tuple[Holder, ...], *, actor: Actor, language: Language) -> list[HolderLine]:
    """In the same order."""
    return [
        HolderLine(
            name=one.name, spellings=one.spellings, number=format_number(one.number) if one.number else "",
            joined=one.joined, companies=_companies(one, actor, language), others=one.others,
        )
        for one in holders
    ]  # fmt: skip


def _companies(holder: Holder, actor: Actor, language: Language) -> tuple[CompanyLine, ...]:
    return tuple(
        CompanyLine(
            number=format_number(held.enterprise), name=held.name or "", outside=not actor.sees(held.nis),
            municipality=municipality_of(held.seat, language) or "",
            functions=tuple(
                FunctionLine(
                    role=one.role, name=role_names().get(one.role or "", _("another function")),
                    start=one.start_date, end=one.end_date, source=one.source,
                    represents=format_number(one.represents) if one.represents else "",
                    source_title=source_title(one.source, language),
                )
                for one in held.functions
            ),
        )
        for held in holder.companies
    )  # fmt: skip


def role_names() -> dict[str, str]:
    """Groups of functions (`reference/functions.yml`) in words."""
    return {
        "director": _("director or manager"),
        "daily_manager": _("in charge of daily management"),
        "permanent_representative": _("permanent representative"),
        "auditor": _("statutory auditor"),
        "liquidator": _("liquidator"),
        "trustee": _("appointed by a court"),
    }
