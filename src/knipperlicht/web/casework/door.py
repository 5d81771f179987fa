"""The door of a case file: every page, part and API answer about a file passes here."""

from __future__ import annotations

from django.http import Http404

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log, logged, work_for
from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Procedure
from knipperlicht.web.middleware import WORK
from knipperlicht.web.requests import Signed


def open_file(request: Signed, file_id: int, *, quiet: bool = False) -> CaseFile:
    """A file the actor may open; anything else is a 404.

    The file gives its own purpose and reference: a piece of work for it begins, or goes on, and `request.work` is that one. A look
    is logged once in a piece of work; with `quiet` not at all, for acts, which write a row of their own.
    """
    file: CaseFile | None = (
        CaseFile.objects.of(request.actor).select_related("organisation").filter(pk=file_id).first()
    )
    if file is None:
        raise Http404
    take_up(request, file)
    if not quiet:
        log_look(request, file, "case.read")
    return file


def take_up(request: Signed, file: CaseFile) -> None:
    """The piece of work of the file becomes that of the session, so that what is opened from the file is logged for it."""
    own = file.organisation_id == request.actor.organisation.pk
    reference = file.number if own else f"{file.number} ({file.organisation.name})"
    purpose = procedure_of(file.kind).purpose
    if request.work is None or (request.work.purpose, request.work.reference) != (purpose, reference):
        request.work = work_for(request.actor, purpose=purpose, reference=reference)
        request.session[WORK] = request.work.pk


def log_look(request: Signed, file: CaseFile, event: str) -> None:
    """Write once in this piece of work that the file was looked into; a supporter's look stands in the log of both organisations."""
    if logged(request.work, event, subject=file.number, file=file.pk):
        return
    actor, detail = request.actor, {"file": file.pk}
    log(actor, event, subject=file.number, work=request.work, detail=detail)
    if file.organisation_id != actor.organisation.pk:
        about = detail | {"acting_for": actor.organisation.name}
        log(
            actor, event, subject=file.number, work=request.work, detail=about, organisation=file.organisation
        )


def work_before(request: Signed, procedure: Procedure) -> PieceOfWork:
    """The piece of work in which a file is opened that has no number yet."""
    return work_for(request.actor, purpose=procedure.purpose, reference=str(procedure.name))
