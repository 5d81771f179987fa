"""What guards of case files ask about policy, and what the list learns when an investigation starts or ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from knipperlicht.cases.casefiles.service import ActRow, CaseFile, hooks
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.activities import activities
from knipperlicht.cases.policies.models import Regulation, RegulationActivity, ScopeRow
from knipperlicht.cases.policies.models.scope import Answer, RowState
from knipperlicht.cases.policies.regulating import in_force

KIND = "integrity"
DESTROYED = "destroyed"


def facts_of(file: CaseFile, day: date) -> dict[str, Any]:
    """`Around.facts` for an integrity investigation: see the module's page in docs/enforcement/policy.md; nothing for other kinds.

    `about` of the file names `scope_row`, or for a request by the operator (§ 14) `at_request` and the number `activity`.
    """
    if file.kind != KIND:
        return {}
    number = file.about.get("scope_row")
    row = ScopeRow.objects.filter(pk=number, organisation=file.organisation_id).first() if number else None
    activity = row.activity if row is not None else file.about.get("activity") or file.activity
    term = _term(file, activity, day)
    known = activities(file.organisation).get(activity) if isinstance(activity, int) else None
    dropped = known is not None and known.dropped is not None and known.dropped <= day
    problem = _problem(file, row, term, day)
    return {
        "regulation_in_force": term is not None,
        "in_scope": not problem,
        "scope_problem": problem,
        "activity_dropped": dropped,
        "permit_duty": term is not None and term.permit_duty,
        "sector_term": row.due.isoformat() if row is not None and row.due is not None else None,
    }


def _term(file: CaseFile, activity: object, day: date) -> RegulationActivity | None:
    for regulation in in_force(file.organisation, day):
        found = regulation.activities.filter(number=activity).first() if isinstance(activity, int) else None
        if found is not None:
            return found
    return None


def _problem(file: CaseFile, row: ScopeRow | None, term: RegulationActivity | None, day: date) -> str:
    """Why the establishment is not in scope, in a sentence; empty when it is."""
    if not in_force(file.organisation, day):
        return _("No police regulation is in force in this municipality.")
    if term is None:
        return _("No regulation in force names this activity.")
    if row is None:
        if file.about.get("at_request"):
            return ""
        return _("The establishment was not chosen from the list in scope. Start the investigation from its row there.")  # fmt: skip
    return problem_of(row)


def problem_of(row: ScopeRow) -> str:
    """Why no investigation can start of an establishment on the list, in a sentence; empty when one can."""
    if row.state != RowState.IN:
        return _("The establishment stands on the list as “%(state)s”. Bring it back with a reason, or do not investigate it.") % {"state": row.get_state_display()}  # fmt: skip
    if not row.zone_known:
        return _("It is not known whether the place lies in the zone of the regulation. Judge that on its row first.")  # fmt: skip
    if row.accessible != Answer.YES:
        return _("It was not judged yet whether the public can walk in. Judge that on its row first.")
    return ""


def opening_of(row: ScopeRow) -> dict[str, Any]:
    """What is fixed when an investigation of a row is opened: `CaseFile.about`."""
    term = row.regulation.activities.filter(number=row.activity).first()
    return {
        "scope_row": row.pk,
        "regulation": row.regulation_id,
        "activity": row.activity,
        "sector": term.sector if term else "",
        "permit_duty": term is not None and term.permit_duty,
        "sector_term": row.due.isoformat() if row.due else "",
        "at_request": False,
    }


def in_file(actor: Actor, file: CaseFile) -> dict[str, Any]:
    """What the page of a file shows of policy: its regulation and its row of the list; nothing where it rests on none."""
    rests = {"organisation": file.organisation_id}
    regulation = Regulation.objects.filter(pk=file.about.get("regulation"), **rests).first()
    row = ScopeRow.objects.filter(pk=file.about.get("scope_row"), **rests).first()
    own = file.organisation_id == actor.organisation.pk
    return {"regulation": regulation, "row": row, "own": own} if regulation or row else {}


def follow_file(file: CaseFile, act: ActRow, actor: Actor | None) -> None:
    """A file that opens begins the investigation of its row; one that closes ends it; a destroyed one is linked no more."""
    if file.kind != KIND:
        return
    if act.number == 1 and file.about.get("scope_row"):
        own = ScopeRow.objects.filter(pk=file.about["scope_row"], organisation=file.organisation_id)
        own.update(file=file, begun=act.on, closed=None)
    rows = ScopeRow.objects.filter(file=file)
    if act.after == DESTROYED or file.destroyed is not None:
        rows.update(file=None)
    elif file.closed is not None:
        rows.update(closed=file.closed, last_check=file.closed)
    else:
        rows.exclude(closed=None).update(closed=None)


def install() -> None:
    """Hang both on the case files."""
    hooks.facts["policies"] = facts_of
    hooks.after["policies"] = follow_file
