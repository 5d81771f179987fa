"""What a template may ask: one documented set of variables for every document, smaller for a request for data.

A request (`Paper.request`) gets identification alone: of what was found in the investigation nothing is even there to be written
down (art. 119quater § 2 NGW; law.md §9.4, guard 14). No score, band or indicator is in a case file, so none is here (guard 17).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, case_of
from knipperlicht.cases.documents.catalogue import Paper
from knipperlicht.cases.documents.models import Letterhead
from knipperlicht.cases.documents.values import long_day, number_in_words, people, written
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.procedures.case import Act, Case
from knipperlicht.cases.procedures.engine import Term, terms
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Field, Kind, Procedure, Step
from knipperlicht.reference.listed_activities import listed_activity

Context = dict[str, Any]
DECISIONS = frozenset({"D25", "D31", "D38"})
"""Documents with a decision that is then served."""


@dataclass(frozen=True, kw_only=True)
class About:
    """For which document a context is made. `criminal`: with what is sealed, for who may read it."""

    paper: Paper
    organisation: Organisation
    author: str
    language: str
    today: date
    title: str
    number: str = ""
    criminal: bool = False


def gap(what: str) -> str:
    """What stands where something is not known yet; a document with one of these cannot be made final."""
    return _("[to be filled in: %s]") % what


def file_context(about: About, file: CaseFile, values: Mapping[str, Any]) -> Context:
    """The variables of a document of a file; texts are in the language of the document.

    `values`: what was asked when it was made (the motivation of a query), and comes before what was recorded.
    """
    with translation.override(about.language):
        procedure, case = procedure_of(file.kind), case_of(file, criminal=about.criminal)
        signed = {row.number: row for row in file.acts.all()}
        found: Context = {
            **_frame(about),
            "file": {
                "number": file.number, "opened": long_day(file.opened), "procedure": str(procedure.name),
                "law": str(procedure.law),
            },
            "establishment": _establishment(file),
            "persons": _persons(procedure, case),
        }  # fmt: skip
        found["recipients"] = found["persons"]
        this = _of_document(procedure, case, about.paper)
        if about.paper.request:
            return found | {"motivation": values.get("motivation") or _motivation(this)}
        return found | {
            "state": str(procedure.state_name(file.state)),
            "this": _act(procedure, this, signed),
            "decision": _act(procedure, _decision(procedure, case), signed),
            "acts": [_act(procedure, act, signed) for act in case.acts],
            "steps": {
                step.key: _act(procedure, case.last(step.key), signed, step) for step in procedure.steps
            },
            "terms": [_term(term) for term in terms(procedure, case)],
        }


def policy_context(about: About, values: dict[str, Any]) -> Context:
    """The variables of a document of the municipality's policy: `policy` holds what that capability gives."""
    with translation.override(about.language):
        return {**_frame(about), "policy": values}


def _frame(about: About) -> Context:
    """Who writes, when, which document. What an organisation did not tell about itself is a gap."""
    head = Letterhead.objects.filter(organisation=about.organisation).first() or Letterhead()
    own = {name: value or gap(called) for name, called, value in head.parts()}
    return {
        "municipality": {"name": about.organisation.name, **own},
        "document": {
            "title": about.title, "number": about.number, "date": long_day(about.today), "article": about.paper.article,
        },
        "author": {"name": about.author},
        "today": long_day(about.today),
    }  # fmt: skip


def _establishment(file: CaseFile) -> Context:
    unknown = _("not known")
    return {
        "name": file.title,
        "address": file.address or unknown,
        "enterprise_number": number_in_words(file.enterprise) or unknown,
        "establishment_number": number_in_words(file.establishment) or unknown,
        "activity": _activity(file.activity) or unknown,
    }


def _activity(number: int | None) -> str:
    """Number and name of the royal decree; the number alone where its text was not found."""
    if number is None:
        return ""
    known = listed_activity(number)
    name = known.fr if translation.get_language() == "fr" else known.nl
    return f"{number}. {name}" if name else str(number)


def _of_document(procedure: Procedure, case: Case, paper: Paper) -> Act | None:
    """The last act that makes this document."""
    making = [step.key for step in procedure.steps if paper.made_by(step, procedure.key)]
    return case.last(*making) if making else None


def _decision(procedure: Procedure, case: Case) -> Act | None:
    """The last decision of the mayor or college, which notices and messages are about."""
    deciding = [step.key for step in procedure.steps if DECISIONS & set(step.documents)]
    return case.last(*deciding) if deciding else None


def _persons(procedure: Procedure, case: Case) -> list[dict[str, str]]:
    """Everybody named as a subject in the acts of the case."""
    fields = {step.key: [f.name for f in step.fields if f.kind is Kind.PEOPLE] for step in procedure.steps}
    return people(act.data.get(name) or [] for act in case.acts for name in fields.get(act.step, ()))


def _motivation(act: Act | None) -> str:
    """Why a register is asked, which art. 12 of the Act wants in the question itself."""
    value = act.data.get("motivation") if act else None
    return str(value or gap(_("motivation of the query")))


def _act(
    procedure: Procedure, act: Act | None, signed: dict[int, ActRow], step: Step | None = None
) -> Context:
    """One act; where it was not done yet, the same names with gaps and nothing."""
    known = procedure.step(act.step) if act else step
    fields = known.fields if known else ()
    row = signed.get(act.number) if act else None
    data = {field.name: written(field, act.data.get(field.name)) if act else "" for field in fields}
    return {
        "recorded": act is not None,
        "name": str(known.done) if known else "",
        "article": known.article if known else "",
        "day": long_day(act.on) if act else gap(_("day")),
        "by": (row.signed_by or row.by_name) if row else "",
        "reference": row.reference if row else "",
        "lines": [
            {"label": _capital(str(f.label)), "value": data[f.name]}
            for f in fields
            if data[f.name] and _told(f)
        ],
        "people": people(act.data.get(f.name) or [] for f in fields if f.kind is Kind.PEOPLE) if act else [],
        "data": data,
    }


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _told(field: Field) -> bool:
    """Fields a letter writes as a line: people and documents stand elsewhere in it."""
    return field.kind not in (Kind.PEOPLE, Kind.DOCUMENT)


def _term(term: Term) -> Context:
    return {
        "name": str(term.rule.name), "article": term.rule.article, "first": long_day(term.days.first),
        "last": long_day(term.days.last), "met": long_day(term.met),
    }  # fmt: skip
