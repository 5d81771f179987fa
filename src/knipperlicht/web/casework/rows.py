"""Files as rows of a list: state and term in words, how urgent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.procedures.registry import all_procedures, procedure_of
from knipperlicht.cases.procedures.steps import Office, Procedure
from knipperlicht.web.casework.words import OFFICES

OWN = frozenset({Office.MAYOR, Office.STAFF, Office.SYSTEM})
SOON = 7
"""From so many days before its end a term is said to come near."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """`tone`: "error" when the term went by, "warning" when it comes near; `waits`: for whom, "" for own staff."""

    file: CaseFile
    procedure: Procedure
    state: str | Promise
    term: str | Promise
    left: str
    tone: str
    waits: str | Promise
    lead: str


def rows_of(files: Iterable[CaseFile], today: date) -> list[Row]:
    """Files of one page; `lead` stands on each as `leader` where the query asked for it."""
    return [_row(file, today) for file in files]


def _row(file: CaseFile, today: date) -> Row:
    procedure = procedure_of(file.kind)
    rule = next((rule for rule in procedure.terms if rule.key == file.next_term), None)
    days = (file.next_day - today).days if file.next_day else None
    ceiling = rule is not None and rule.longest
    return Row(
        file=file,
        procedure=procedure,
        state=procedure.state_name(file.state),
        term=rule.name if rule else "",
        left="" if days is None else _left(days),
        tone=_tone(days) if not ceiling else "",
        waits=OFFICES[rule.of] if rule and (file.kind, rule.key) in others_terms() else "",
        lead=getattr(file, "leader", None) or "",
    )


def _left(days: int) -> str:
    if days < 0:
        return ngettext("%(count)s day late", "%(count)s days late", -days) % {"count": -days}
    if days == 0:
        return _("today")
    return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}


def _tone(days: int | None) -> str:
    if days is None or days > SOON:
        return ""
    return "error" if days < 0 else "warning"


def others_terms() -> frozenset[tuple[str, str]]:
    """Procedure and term, for terms that bind neither the mayor nor own staff: there one waits."""
    return frozenset(
        (key, rule.key)
        for key, procedure in all_procedures().items()
        for rule in procedure.terms
        if rule.of not in OWN
    )
