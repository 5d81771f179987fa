"""Looking at documents and taking them out: who may, which bytes, what is logged."""

from __future__ import annotations

from django.db.models import QuerySet

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log, logged
from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.documents import store
from knipperlicht.cases.documents.access import decision_set
from knipperlicht.cases.documents.making import said, subject_of
from knipperlicht.cases.documents.models import Document, State
from knipperlicht.cases.documents.rendition import page_picture
from knipperlicht.cases.organisations.service import Actor


def visible(actor: Actor) -> QuerySet[Document]:
    """Documents whose bytes the actor may open; a tombstone has none."""
    there: QuerySet[Document] = Document.objects.of(actor).exclude(state=State.DESTROYED)
    return there.select_related("file", "organisation")


def visible_to_college(actor: Actor, file: CaseFile) -> QuerySet[Document]:
    """The decision set of a file on an agenda of the college the actor sits in."""
    return decision_set(actor, file).select_related("file", "organisation")


def look(actor: Actor, document: Document, *, work: PieceOfWork | None) -> None:
    """Log that somebody opened it, once in a piece of work."""
    subject = subject_of(document)
    if not logged(work, "document.read", subject=subject, id=document.pk):
        log(actor, "document.read", subject=subject, work=work, detail=said(document) | {"id": document.pk})


def page_of(document: Document, number: int) -> bytes:
    """A page as PNG. Raises NoSuchPage, Damaged."""
    return page_picture(_paper(document), document.mime, number)


def take_out(
    actor: Actor, document: Document, *, as_word: bool, work: PieceOfWork | None
) -> tuple[bytes, str]:
    """The bytes of a download and their ending, logged before they leave. Raises Damaged."""
    if as_word:
        content = store.read(document.word, organisation=document.organisation_id)
        ending = "docx"
    else:
        content = _paper(document)
        ending = {"image/png": "png", "image/jpeg": "jpg"}.get(document.mime, "pdf")
    log(
        actor,
        "document.download",
        subject=subject_of(document),
        work=work,
        detail=said(document) | {"form": ending},
    )
    return content, ending


def _paper(document: Document) -> bytes:
    return store.read(document.paper, organisation=document.organisation_id, expected=document.sha256)
