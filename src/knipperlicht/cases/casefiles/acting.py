"""Recording an act: the one door through which a file changes. Two at once: the second is refused, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.access import Files, may_act
from knipperlicht.cases.casefiles.hooks import hooks
from knipperlicht.cases.casefiles.models import ActRow, CaseFile, Secret, TeamMember, TermRow
from knipperlicht.cases.casefiles.reading import around_of, bound_to, case_of, offices_of
from knipperlicht.cases.casefiles.sealing import seal
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.case import Case, Proposed
from knipperlicht.cases.procedures.engine import Refused, after, refusals, terms
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Office, Procedure, Refusal, Step

OUTSIDE = frozenset(
    {Office.DIOB, Office.PERSON, Office.COURT, Office.PROSECUTOR, Office.COUNCIL, Office.OFFICER}
)
"""Offices without an account here: staff records their acts as they come in."""


@transaction.atomic
def _open(
    actor: Actor, file: CaseFile, act: Proposed, *, signed_by: str, reference: str, work: PieceOfWork | None
) -> CaseFile:
    if not may_act(actor, file):
        raise PermissionDenied
    procedure = procedure_of(file.kind)
    case = Case(kind=file.kind, state="", about=file.about)
    _must(procedure, case, act, file, actor, signed_by, reference)
    file.number = _next_number(file, procedure)
    file.save()
    TeamMember.objects.create(file=file, user=actor.user, lead=True, since=timezone.now())
    _write(
        procedure,
        case,
        act,
        file,
        actor,
        signed_by=signed_by,
        reference=reference,
        work=work,
        event="case.open",
    )
    return file


def open_case(
    actor: Actor, *, kind: str, title: str, on: date, data: Mapping[str, Any], about: Mapping[str, Any],
    enterprise: int | None = None, establishment: int | None = None, address: str = "", activity: int | None = None,
    parent: CaseFile | None = None, signed_by: str = "", reference: str = "", work: PieceOfWork | None,
) -> CaseFile:  # fmt: skip
    """Open a file with the first step of its procedure; who opens it leads it. Raises Refused, which is logged, or PermissionDenied."""
    procedure = procedure_of(kind)
    file = CaseFile(
        organisation=actor.organisation, kind=kind, state="", title=title[:320], enterprise=enterprise, establishment=establishment,
        address=address[:320], activity=activity, about=dict(about), parent=parent, opened=on,
    )  # fmt: skip
    act = Proposed(step=procedure.opening.key, on=on, data=data)
    try:
        return _open(actor, file, act, signed_by=signed_by, reference=reference, work=work)
    except Refused as refused:
        _log_refusal(actor, kind, act, refused, work)
        raise


def record(
    actor: Actor, file_id: int, *, step: str, version: int, on: date, data: Mapping[str, Any],
    signed_by: str = "", reference: str = "", work: PieceOfWork | None,
) -> CaseFile:  # fmt: skip
    """Record an act in a file the actor may open (else CaseFile.DoesNotExist), on the version they saw.

    `signed_by` and `reference`: for a decision of the mayor or college that staff records. Raises Refused, which is logged and
    survives, UnknownStep, or PermissionDenied.
    """
    act = Proposed(step=step, on=on, data=data)
    files = CaseFile.objects.of(actor)
    return record_in(
        files,
        actor,
        file_id,
        act,
        version=version,
        may=may_act,
        signed_by=signed_by,
        reference=reference,
        work=work,
    )


def record_in(
    files: Files, actor: Actor, file_id: int, act: Proposed, *, version: int | None, may: Callable[[Actor, CaseFile], bool],
    signed_by: str, reference: str, work: PieceOfWork | None,
) -> CaseFile:  # fmt: skip
    """Record an act in one of `files`, as `record` does; for the doors in this capability only. No version: whatever it is now."""
    try:
        with transaction.atomic():
            file: CaseFile = files.select_for_update(of=("self",)).get(pk=file_id)
            if not may(actor, file):
                raise PermissionDenied
            if file.destroyed is not None:
                raise Refused((_destroyed(),))
            if version is not None and file.version != version:
                raise Refused((_changed_meanwhile(),))
            procedure, case = procedure_of(file.kind), case_of(file, criminal=True)
            _must(procedure, case, act, file, actor, signed_by, reference)
            _write(procedure, case, act, file, actor, signed_by=signed_by, reference=reference, work=work)
            return file
    except Refused as refused:
        number = files.values_list("number", flat=True).get(pk=file_id)
        _log_refusal(actor, number, act, refused, work)
        raise


@transaction.atomic
def record_by_system(file_id: int, act: Proposed) -> CaseFile:
    """Record an act that follows by law from the day alone, as a lapse. Raises Refused."""
    file: CaseFile = CaseFile.objects.select_for_update().get(pk=file_id)
    procedure, case = procedure_of(file.kind), case_of(file, criminal=True)
    if procedure.step(act.step).office is not Office.SYSTEM:
        raise PermissionDenied
    _must(procedure, case, act, file, None, "", "")
    _write(procedure, case, act, file, None)
    return file


def _must(
    procedure: Procedure,
    case: Case,
    act: Proposed,
    file: CaseFile,
    actor: Actor | None,
    signed_by: str,
    reference: str,
) -> None:
    """Raises Refused with every reason."""
    found = _reasons(procedure, case, act, file, actor, signed_by, reference)
    if found:
        raise Refused(found)


def _reasons(
    procedure: Procedure, case: Case, act: Proposed, file: CaseFile, actor: Actor | None, signed_by: str, reference: str
) -> tuple[Refusal, ...]:  # fmt: skip
    step = procedure.step(act.step)
    unsigned = _unsigned(step, actor, signed_by, reference)
    around = around_of(file, actor, on=act.on if step.first else None)
    return (*((unsigned,) if unsigned else ()), *refusals(procedure, case, act, around))


def foresee(
    actor: Actor, file: CaseFile, act: Proposed, *, signed_by: str = "", reference: str = ""
) -> tuple[tuple[Refusal, ...], Case]:
    """Why an act would be refused now, and the case as it would be after it; nothing is recorded or logged.

    A file not yet saved is one that the act would open.
    """
    procedure = procedure_of(file.kind)
    case = case_of(file, criminal=True) if file.pk else Case(kind=file.kind, state="", about=file.about)
    found = _reasons(procedure, case, act, file, actor, signed_by, reference)
    return found, case if found else after(procedure, case, act, recorded=timezone.localdate())


def _unsigned(step: Step, actor: Actor | None, signed_by: str, reference: str) -> Refusal | None:
    """Staff records what the mayor or college decided only with who signed and the number of the document."""
    offices = offices_of(actor)
    if step.office in offices or (
        actor is not None
        and (step.office in OUTSIDE or (Office.MAYOR in offices and step.office is Office.STAFF))
    ):
        return None
    if step.office is Office.SYSTEM:
        return Refusal(
            rule="office",
            article=step.article,
            sentence=_("This step follows from the law by itself; nobody takes it."),
        )
    if signed_by and reference:
        return None
    return Refusal(
        rule="office", article=step.article,
        sentence=_("This is a decision of the mayor or the college. Name who signed it and the number of the signed document."),
    )  # fmt: skip


def _write(
    procedure: Procedure, case: Case, act: Proposed, file: CaseFile, actor: Actor | None, *,
    signed_by: str = "", reference: str = "", work: PieceOfWork | None = None, event: str = "case.act",
) -> ActRow:  # fmt: skip
    """The act, its sealed part, the new state and terms, the log: all of it or nothing."""
    step = procedure.step(act.step)
    sealed = {field.name for field in step.fields if field.criminal}
    new = after(procedure, case, act, recorded=timezone.localdate())
    done = new.acts[-1]
    row = ActRow.objects.create(
        file=file, number=done.number, step=done.step, on=done.on, recorded=timezone.now(), before=done.before, after=done.after,
        data={name: value for name, value in done.data.items() if name not in sealed},
        by=actor.user if actor else None, by_name=actor.user.name if actor else "Knipperlicht", by_role=actor.role if actor else "",
        signed_by=signed_by[:120], reference=reference[:120],
    )  # fmt: skip
    secret = {
        name: value for name, value in done.data.items() if name in sealed and value not in (None, "", [])
    }
    if secret:
        bytes_ = seal(secret, organisation=file.organisation_id, bound_to=bound_to(file, done.number))
        Secret.objects.create(act=row, sealed=bytes_)
    file.state, file.version = new.state, done.number
    if new.state in procedure.ended and file.closed is None:
        file.closed = done.on
    elif new.state not in procedure.ended:
        file.closed = None
    keep_terms(file, procedure, new)
    log(
        actor, event, subject=file.number, work=work, organisation=file.organisation,
        detail={"file": file.pk, "step": done.step, "on": str(done.on), "article": step.article, "state": done.after},
    )  # fmt: skip
    for then in hooks.after.values():
        then(file, row, actor)
    return row


def keep_terms(file: CaseFile, procedure: Procedure, case: Case) -> None:
    """Write the terms of the case as they run now, and the first of them on the file. Saves the file."""
    running = terms(procedure, case)
    rows = [
        TermRow(
            file=file, rule=term.rule.key, event=term.event, first=term.days.first, last=term.days.last, met=term.met,
            ceiling=term.rule.longest,
        )
        for term in running
    ]  # fmt: skip
    TermRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["file", "rule"],
        update_fields=["event", "first", "last", "met", "ceiling"],
    )  # fmt: skip
    TermRow.objects.filter(file=file).exclude(rule__in=[row.rule for row in rows]).delete()
    next_ = min((row for row in rows if row.met is None), key=lambda row: row.last, default=None)
    open_ = file.closed is None
    file.next_day, file.next_term = (next_.last, next_.rule) if next_ and open_ else (None, "")
    file.save()


def _next_number(file: CaseFile, procedure: Procedure) -> str:
    """The next of the organisation, kind and year: 2026-INT-0001. The caller's transaction holds the organisation's row."""
    type(file.organisation).objects.select_for_update().get(pk=file.organisation_id)
    stem = f"{file.opened.year}-{procedure.code}-"
    last = CaseFile.objects.filter(organisation=file.organisation, number__startswith=stem).aggregate(
        last=Max("number")
    )["last"]
    return f"{stem}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:05d}"


def _changed_meanwhile() -> Refusal:
    return Refusal(
        rule="version", article="",
        sentence=_("Somebody acted in this file since you opened it. Look at the time line, then decide again."),
    )  # fmt: skip


def _destroyed() -> Refusal:
    return Refusal(
        rule="G15", article="art. 119quinquies § 2 NGW", sentence=_("This file was destroyed: nothing more is recorded in it.")
    )  # fmt: skip


def _log_refusal(
    actor: Actor, subject: str, act: Proposed, refused: Refused, work: PieceOfWork | None
) -> None:
    detail = {
        "step": act.step,
        "on": str(act.on),
        "rules": [reason.rule for reason in refused.refusals],
        "articles": sorted({reason.article for reason in refused.refusals if reason.article}),
    }
    log(actor, "case.refused", subject=subject, work=work, detail=detail)
