"""Making a document from a template and the file, changing it by hand, making it final. Final ones never change."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.documents import store
from knipperlicht.cases.documents.catalogue import Maker, Paper, UnknownPaper, paper_of
from knipperlicht.cases.documents.context import About, Context, file_context, policy_context
from knipperlicht.cases.documents.guarding import holds_offences, locked, logged_refusals, must_act, refuse
from knipperlicht.cases.documents.models import Document, State
from knipperlicht.cases.documents.pages import count
from knipperlicht.cases.documents.paper import set_paper, text_of_word
from knipperlicht.cases.documents.templates import template_in_use
from knipperlicht.cases.documents.uploads import checked_word
from knipperlicht.cases.documents.word import fill
from knipperlicht.cases.documents.wording import gaps, traces_of_screening
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.service import Actor

PDF = "application/pdf"


def make(
    actor: Actor, file: CaseFile | None, *, code: str, language: str = "nl", values: dict[str, Any] | None = None,
    work: PieceOfWork | None,
) -> Document:  # fmt: skip
    """A draft of a document. Without a file: of the municipality's policy, with `values` for its template.

    Raises PermissionDenied, UnknownPaper, Refused (logged), TemplateFault.
    """
    paper = paper_of(code)
    must_act(actor, file)
    if paper.maker is not Maker.HERE or paper.policy != (file is None):
        raise UnknownPaper(code)
    subject = file.number if file else actor.organisation.name
    with logged_refusals(actor, subject, code, work), transaction.atomic():
        document = Document(
            organisation=file.organisation if file else actor.organisation, file=file, code=code, title=_title(paper, language),
            state=State.DRAFT, language=language, values=values or {}, on=timezone.localdate(), mime=PDF,
            criminal=holds_offences(actor, file, paper), underlying=paper.underlying, made=timezone.now(), made_by=actor.user,
            made_by_name=actor.user.name,
        )  # fmt: skip
        _set(document, _filled(document))
        document.save()
        log(actor, "document.make", subject=subject, work=work, detail=said(document))
    return document


def remake(actor: Actor, document_id: int, *, version: int, work: PieceOfWork | None) -> Document:
    """Fill a draft again from the file as it is now; what was changed by hand goes. Raises as `make`, and Refused."""
    with transaction.atomic():
        document = locked(actor, document_id, version)
        document.criminal = holds_offences(actor, document.file, paper_of(document.code))
        document.edited, document.on = False, timezone.localdate()
        _change(actor, document, _filled(document), work)
    return document


def revise(
    actor: Actor, document_id: int, *, version: int, word: bytes, work: PieceOfWork | None
) -> Document:
    """Put a draft's Word file back that somebody changed by hand. Raises Refused (logged), UnusableUpload."""
    document = Document.objects.of(actor).select_related("file").get(pk=document_id)
    with logged_refusals(actor, subject_of(document), document.code, work), transaction.atomic():
        document = locked(actor, document_id, version)
        paper = paper_of(document.code)
        if paper.request:
            raise refuse(
                "G14", "art. 119quater § 2 NGW",
                gettext_lazy("A request carries identification only, so it is made from the file and not changed by hand."),
            )  # fmt: skip
        checked_word(word)
        document.edited = True
        _change(actor, document, word, work)
    return document


def finalise(actor: Actor, document_id: int, *, version: int, work: PieceOfWork | None) -> Document:
    """Number a draft and set it as PDF/A for good. Raises Refused (logged) for gaps and for traces of the screening."""
    document = Document.objects.of(actor).select_related("file").get(pk=document_id)
    with logged_refusals(actor, subject_of(document), document.code, work), transaction.atomic():
        document = locked(actor, document_id, version)
        now = timezone.now()
        document.number = next_number(document.organisation, timezone.localdate(now))
        document.state, document.finalised = State.FINAL, now
        if document.edited:
            word = store.read(document.word, organisation=document.organisation_id)
        else:
            document.on = timezone.localdate(now)
            word = _filled(document)
        _must_be_finished(document, text_of_word(word))
        _set(document, word)
        document.version += 1
        document.save()
        log(actor, "document.final", subject=subject_of(document), work=work, detail=said(document))
    return document


@transaction.atomic
def discard(actor: Actor, document_id: int, *, version: int, work: PieceOfWork | None) -> None:
    """Throw a draft away: it was never part of the file. Raises Refused."""
    document = locked(actor, document_id, version)
    log(actor, "document.discard", subject=subject_of(document), work=work, detail=said(document))
    for name in (document.paper, document.word):
        store.forget(name, organisation=document.organisation_id)
    document.delete()


def subject_of(document: Document) -> str:
    """Under what it stands in the log."""
    return document.file.number if document.file else document.organisation.name


def said(document: Document) -> dict[str, Any]:
    """Detail of the log."""
    return {
        "file": document.file_id, "document": document.code, "number": document.number, "version": document.version,
        "sha256": document.sha256, "criminal": document.criminal,
    }  # fmt: skip


def next_number(organisation: Organisation, day: date) -> str:
    """The next of the organisation and year: 2026-DOC-00001. The caller's transaction holds the organisation's row."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    stem = f"{day.year}-DOC-"
    last = Document.objects.filter(organisation=organisation, number__startswith=stem).aggregate(
        last=Max("number")
    )["last"]
    return f"{stem}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:05d}"


def _title(paper: Paper, language: str) -> str:
    with translation.override(language):
        name = str(paper.name)
    return name[:1].upper() + name[1:]


def _filled(document: Document) -> bytes:
    """The Word file from the template that is in use now."""
    template = template_in_use(document.organisation, document.code, document.language)
    document.template = template.version
    return fill(template.word, _context(document))


def _context(document: Document) -> Context:
    about = About(
        paper=paper_of(document.code), organisation=document.organisation, author=document.made_by_name,
        language=document.language, today=document.on, title=document.title, number=document.number,
        criminal=document.criminal,
    )  # fmt: skip
    if document.file is None:
        return policy_context(about, document.values)
    return file_context(about, document.file, document.values)


def _change(actor: Actor, document: Document, word: bytes, work: PieceOfWork | None) -> None:
    _set(document, word)
    document.version += 1
    document.save()
    log(actor, "document.change", subject=subject_of(document), work=work, detail=said(document))


def _set(document: Document, word: bytes) -> None:
    """Keep a Word file and its paper; those before go."""
    draft = document.state == State.DRAFT
    with translation.override(document.language):
        mark = _("DRAFT") if draft else ""
    paper = set_paper(
        word, title=document.title, author=document.organisation.name, language=document.language,
        left=document.organisation.name, right=document.number, mark=mark, at=document.finalised or document.made,
    )  # fmt: skip
    for name in (document.paper, document.word):
        store.forget(name, organisation=document.organisation_id)
    document.paper = store.keep(paper, organisation=document.organisation_id)
    document.word = store.keep(word, organisation=document.organisation_id)
    document.sha256, document.size, document.pages = sha256(paper).hexdigest(), len(paper), count(paper)


def _must_be_finished(document: Document, text: str) -> None:
    """Raises Refused for what is still to be filled in, and for anything of the screening (guard 17)."""
    open_ = gaps(text, document.language)
    if open_:
        told = ", ".join(dict.fromkeys(open_))
        raise refuse(
            "gap", "", gettext_lazy("Not everything is filled in: %(gaps)s. Complete the file or the letterhead, or change the Word file.") % {"gaps": told}
        )  # fmt: skip
    traces = traces_of_screening(text)
    if traces:
        raise refuse(
            "G17", "law.md §9.4",
            gettext_lazy("The text has “%(traces)s”, which comes from the screening. A document rests on facts: write the fact itself, with its source and day.")
            % {"traces": "”, “".join(traces)},
        )  # fmt: skip
