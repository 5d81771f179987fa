"""Documents that come in: checked, scanned, hashed, kept. What came in is never changed; only active parts of a PDF are taken out."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, may_read_criminal
from knipperlicht.cases.documents import store
from knipperlicht.cases.documents.catalogue import UnknownPaper, paper_of, receivable
from knipperlicht.cases.documents.guarding import logged_refusals, must_act, refuse
from knipperlicht.cases.documents.making import next_number, said, subject_of
from knipperlicht.cases.documents.models import Document, State
from knipperlicht.cases.documents.rendition import as_paper
from knipperlicht.cases.documents.scanning import scan
from knipperlicht.cases.documents.uploads import WORD, checked
from knipperlicht.cases.organisations.service import Actor


def receive(
    actor: Actor, file: CaseFile, *, code: str, title: str, sender: str, on: date, content: bytes, criminal: bool,
    language: str = "nl", work: PieceOfWork | None,
) -> Document:  # fmt: skip
    """Take a document into a file. `criminal`: it holds data on offences, so only who is designated for those can take it in.

    Raises PermissionDenied, UnknownPaper, Refused (logged), UnusableUpload, NotScanned.
    """
    paper = paper_of(code)
    must_act(actor, file)
    if paper not in receivable():
        raise UnknownPaper(code)
    with logged_refusals(actor, file.number, code, work):
        if criminal and not may_read_criminal(actor, file):
            raise refuse(
                "G12", "art. 119quater § 4 NGW",
                _("Only the mayor and staff designated for data on offences can take in such a document."),
            )  # fmt: skip
        if on > timezone.localdate():
            raise refuse("day", "", _("A document cannot have come in on a day in the future."))
    found = checked(content)
    scanned = scan(content)
    paper_bytes, pages = as_paper(found.content, found.mime, title=title, language=language)
    with transaction.atomic():
        now, owner = timezone.now(), file.organisation_id
        document = Document(
            organisation=file.organisation, file=file, code=code, title=title[:200], state=State.RECEIVED, language=language, on=on,
            number=next_number(file.organisation, timezone.localdate(now)), sha256=sha256(paper_bytes).hexdigest(),
            original=sha256(content).hexdigest(), removed=list(found.removed), mime=found.mime, pages=pages, size=len(found.content),
            criminal=criminal, underlying=paper.underlying, scanned=scanned, sender=sender[:160], made=now, made_by=actor.user,
            made_by_name=actor.user.name,
        )  # fmt: skip
        document.paper = store.keep(paper_bytes, organisation=owner)
        if found.mime == WORD:
            document.word = store.keep(found.content, organisation=owner)
        document.save()
        log(
            actor,
            "document.receive",
            subject=subject_of(document),
            work=work,
            detail=said(document) | {"scanned": scanned},
        )
    return document
