"""What goes to the Central Register of Integrity Investigations, and when: by form, as no other way is known (T10).

The fields are those that follow from the Act; the annexes N1–N4 of the royal decree of 26 April 2024 were not read, so each is
provisional. Identification and decision only: nothing of what the decision rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.service import CaseFile, TermRow, case_of
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Act, Case
from knipperlicht.cases.procedures.integrity import choices
from knipperlicht.cases.procedures.steps import Text
from knipperlicht.cases.retention.events import measure_of

SENT, APPEAL_TOLD = "register_decision", "report_appeal"
"""Steps by which staff records that the form was sent, and that an appeal was reported."""


class NothingToSend(ValueError):
    """A file without a negative decision: the register holds those only (Act, art. 10)."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One field of the form: `key` in the JSON, `label` for people, `value` text, a day, a list, or a list of persons."""

    key: str
    label: Text
    value: Any


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Where the entry of one decision stands. `appeal_told` is None while an appeal is unreported, or where there is none."""

    file: CaseFile
    decided: date
    due: date
    sent: date | None
    appealed: date | None
    appeal_told: date | None


def feeds(actor: Actor) -> list[Feed]:
    """Every negative decision of the municipality with its term, the first term first; for who oversees: no content of a file."""
    own = _rows(actor).filter(file__organisation=actor.organisation)
    return [_feed(row) for row in own] if actor.may(Right.PRIVACY) or actor.may(Right.CASES) else []


def _rows(actor: Actor) -> QuerySet[TermRow]:
    """Of who works on files only those they may open."""
    rows = (
        TermRow.objects.filter(rule="T10", file__kind="integrity", file__destroyed=None)
        .select_related("file")
        .order_by("last", "pk")
    )
    return rows if actor.may(Right.PRIVACY) else rows.filter(file__in=CaseFile.objects.of(actor))


def _feed(row: TermRow) -> Feed:
    case = case_of(row.file)
    appeal = case.last("appeal", "udn")
    told = [act.on for act in case.since(appeal.step) if act.step == APPEAL_TOLD] if appeal else []
    return Feed(
        file=row.file, decided=row.event, due=row.last, sent=row.met, appealed=appeal.on if appeal else None,
        appeal_told=told[0] if told else None,
    )  # fmt: skip


def form_of(file: CaseFile, *, sender: str, function: str) -> list[Entry]:
    """The fields of the form, filled from the file; raises NothingToSend."""
    case = case_of(file)
    decision = measure_of(case)
    if decision is None:
        raise NothingToSend(file.number)
    about: Mapping[str, Any] = file.about
    return [
        Entry(key="municipality", label=_("municipality"), value=file.organisation.name),
        Entry(
            key="sender", label=_("sent by, with function"), value=", ".join(filter(None, (sender, function)))
        ),
        Entry(key="reference", label=_("number of the file"), value=file.number),
        Entry(key="subjects", label=_("identification of the subjects"), value=_subjects(case)),
        Entry(key="establishment", label=_("establishment"), value=str(file.establishment or "")),
        Entry(key="address", label=_("address of the establishment"), value=file.address),
        Entry(key="sector", label=_("sector of the royal decree"), value=str(about.get("sector") or "")),
        Entry(
            key="activity",
            label=_("activity of the royal decree"),
            value=str(about.get("activity") or file.activity or ""),
        ),
        *_decision(decision),
        *_appeal(case),
    ]


def as_json(entries: list[Entry]) -> dict[str, Any]:
    """The form for a program, with what is not sure said in it."""
    return {
        "form": "central-register-integrity-investigations",
        "provisional": "Fields follow from the Act of 15 January 2024; align with annexes N1-N4 of the royal decree of 26 April 2024.",
        "fields": {entry.key: entry.value for entry in entries},
    }


def _subjects(case: Case) -> list[dict[str, Any]]:
    """Who operates, and who was added with reasons: each once, identification only."""
    found: list[dict[str, Any]] = []
    for act in case.all("start", "name_operator", "extend_persons"):
        found += [person for person in act.data.get("persons") or () if person not in found]
    return found


def _decision(decision: Act) -> list[Entry]:
    data = decision.data
    months = data.get("months")
    extent = [ngettext("%(count)d month", "%(count)d months", months) % {"count": months}] if months else []
    until = decision.day("until")
    extent += [gettext("until %(day)s") % {"day": f"{until:%d-%m-%Y}"}] if until else []
    return [
        Entry(
            key="decision",
            label=_("decision"),
            value=str(dict(choices.MEASURES).get(data["measure"], data["measure"])),
        ),
        Entry(key="decided_on", label=_("day of the decision"), value=decision.on),
        Entry(key="duration", label=_("duration"), value=", ".join(extent)),
        Entry(
            key="lifting_conditions",
            label=_("conditions for lifting"),
            value=str(data.get("lifting_conditions") or ""),
        ),
        Entry(key="grounds", label=_("grounds"), value=[str(one) for one in data.get("grounds") or ()]),
    ]


def _appeal(case: Case) -> list[Entry]:
    appeal, ruling = case.last("appeal"), case.last("appeal_ruling")
    if appeal is None:
        return [Entry(key="appeal", label=_("appeal"), value="")]
    return [
        Entry(key="appeal", label=_("appeal"), value=appeal.on),
        Entry(key="court", label=_("court"), value=str(appeal.data.get("court") or "")),
        Entry(
            key="outcome", label=_("ruling"), value=str(ruling.data.get("outcome") or "") if ruling else ""
        ),
    ]
