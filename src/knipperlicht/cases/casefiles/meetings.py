"""The door of the college: of a file on its agenda its members see the decision set, and record there what they decided.

`cases/college` asks for files that are on an agenda only; nobody opens a file through this door (law.md §9.4, guard 12).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.casefiles.access import Files
from knipperlicht.cases.casefiles.acting import record_in
from knipperlicht.cases.casefiles.models import CaseFile
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Proposed
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Office

MOVED = "meeting_moved"
"""The step by which a file hears that its meeting was put off; whoever keeps the agenda causes it."""


def at_meeting(actor: Actor) -> Files:
    """Files of the own municipality, for what is on an agenda; none for who neither works on cases nor sits in the college."""
    own: Files = CaseFile.objects.filter(organisation=actor.organisation, destroyed=None)
    return own if actor.may(Right.COLLEGE) or actor.may(Right.CASES) else own.none()


def record_at_meeting(
    actor: Actor, file_id: int, *, step: str, on: date, data: Mapping[str, Any], version: int | None = None,
    reference: str = "", work: PieceOfWork | None,
) -> CaseFile:  # fmt: skip
    """Record a decision of the college, or that its meeting was put off, in a file on its agenda.

    Raises Refused (logged), UnknownStep, PermissionDenied for any other step and for who is no member, CaseFile.DoesNotExist.
    """

    def may(actor: Actor, file: CaseFile) -> bool:
        if step == MOVED:
            return True
        return actor.may(Right.COLLEGE) and procedure_of(file.kind).step(step).office is Office.COLLEGE

    act = Proposed(step=step, on=on, data=data)
    return record_in(
        at_meeting(actor), actor, file_id, act, version=version, may=may, signed_by=actor.user.name,
        reference=reference or str(data.get("reason", "")), work=work,
    )  # fmt: skip
