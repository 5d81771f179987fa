"""Asking for a bundle and making it in the background. It is gone after some days; what was in it stays known."""

from __future__ import annotations

import traceback
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, may_read_criminal
from knipperlicht.cases.documents import store
from knipperlicht.cases.documents.bundling import Cover, Piece, bind
from knipperlicht.cases.documents.guarding import logged_refusals, must_act, refuse
from knipperlicht.cases.documents.models import Bundle, Document, State
from knipperlicht.cases.documents.recipients import RECIPIENTS, Recipient
from knipperlicht.cases.documents.rendition import as_pdf
from knipperlicht.cases.jobs.service import Job, NothingToDo, Say, queue, register, tidy
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.core.clock import format_day
from knipperlicht.errors import KnipperlichtError

JOB = "bundle"
KEPT = timedelta(days=7)


class BundleFailed(KnipperlichtError):
    """A bundle could not be made; says which and what kind of error, without what the error said."""


def contents_for(file: CaseFile, recipient: Recipient) -> QuerySet[Document]:
    """The documents of a file that a recipient may have, in the order of their days."""
    fixed = (State.FINAL, State.RECEIVED)
    found = Document.objects.filter(file=file, state__in=fixed, code__in=recipient.may_have(file))
    return (found if recipient.criminal else found.filter(criminal=False)).order_by("on", "number")


def ask_bundle(
    actor: Actor, file: CaseFile, *, recipient: str, language: str = "nl", work: PieceOfWork | None
) -> Bundle:
    """Have a bundle made by a job. Raises PermissionDenied, Refused (logged) when it is empty or holds what the actor may not read."""
    must_act(actor, file)
    known = RECIPIENTS[recipient]
    with logged_refusals(actor, file.number, JOB, work), transaction.atomic():
        wanted = contents_for(file, known)
        if not wanted:
            raise refuse(
                "empty",
                known.article,
                gettext_lazy("There is no document yet that this recipient may have. Make one final first."),
            )
        criminal = any(document.criminal for document in wanted)
        if criminal and not may_read_criminal(actor, file):
            raise refuse(
                "G12", "art. 119quater § 4 NGW",
                gettext_lazy("This bundle holds data on offences. Only the mayor and staff designated for such data can have it made."),
            )  # fmt: skip
        made = Bundle.objects.create(
            file=file,
            recipient=recipient,
            language=language,
            criminal=criminal,
            asked=timezone.now(),
            asked_by=actor.user,
        )
        detail = {
            "file": file.pk,
            "bundle": made.pk,
            "documents": [[one.number, one.sha256] for one in wanted],
        }
        log(
            actor,
            "document.bundle",
            subject=file.number,
            work=work,
            recipients=str(known.name),
            detail=detail,
        )
        queue(JOB, actor, bundle=made.pk)
    return made


def bundles_of(actor: Actor, file: CaseFile) -> QuerySet[Bundle]:
    """Bundles of a file the actor has open, newest first; those on offences only for who may read these."""
    found = Bundle.objects.filter(file=file).select_related("asked_by")
    return found if may_read_criminal(actor, file) else found.filter(criminal=False)


def pdf_of(bundle: Bundle, *, now: datetime) -> bytes | None:
    """The PDF while it may be downloaded. Raises Damaged."""
    if bundle.stage != Bundle.Stage.READY or bundle.expires is None or bundle.expires <= now:
        return None
    return store.read(bundle.paper, organisation=bundle.file.organisation_id, expected=bundle.sha256)


def make(say: Say, arguments: dict[str, Any]) -> None:
    """Make the PDF of a bundle. What it says is for operators, who open no file: it names none."""
    number = arguments["bundle"]
    waiting = Bundle.objects.filter(pk=number, stage=Bundle.Stage.WAITING)
    if not waiting.update(stage=Bundle.Stage.RUNNING):
        raise NothingToDo(f"Bundle {number} does not wait to be made.")
    bundle = Bundle.objects.select_related("file__organisation").get(pk=number)
    try:
        with translation.override(bundle.language):
            _bind(bundle)
    except Exception as error:
        say("Where it went wrong:\n" + "".join(traceback.format_tb(error.__traceback__)).rstrip())
        raise BundleFailed(f"Bundle {number} was not made: {type(error).__name__}.") from None
    say(f"Bundle {number}: {len(bundle.contents)} documents, {bundle.pages} pages.")


def give_up(arguments: dict[str, Any]) -> None:
    """The run failed or its process died: the bundle says so to who asked for it."""
    under_way = (Bundle.Stage.WAITING, Bundle.Stage.RUNNING)
    for bundle in Bundle.objects.filter(pk=arguments["bundle"], stage__in=under_way):
        with translation.override(bundle.language):
            bundle.error = _(
                "It could not be made. Ask for it again; if that fails too, tell the operator of the site."
            )
        bundle.stage = Bundle.Stage.FAILED
        bundle.save(update_fields=["stage", "error"])


def clear() -> str:
    """For the nightly tidying: bundles past their day, and bytes that no row names."""
    now, gone = timezone.now(), 0
    for bundle in Bundle.objects.filter(stage=Bundle.Stage.READY, expires__lte=now).select_related("file"):
        store.forget(bundle.paper, organisation=bundle.file.organisation_id)
        bundle.stage, bundle.paper = Bundle.Stage.EXPIRED, ""
        bundle.save(update_fields=["stage", "paper"])
        gone += 1
    known = {name for pair in Document.objects.values_list("paper", "word") for name in pair}
    known |= set(Bundle.objects.values_list("paper", flat=True))
    swept = store.sweep(known, now)
    return f"{gone} bundles and {swept} files that no document names were removed." if gone or swept else ""


def _bind(bundle: Bundle) -> None:
    file, known = bundle.file, RECIPIENTS[bundle.recipient]
    documents = list(contents_for(file, known))
    if not bundle.criminal:
        documents = [one for one in documents if not one.criminal]
    bound = bind(
        Cover(
            organisation=file.organisation.name, file=file.number, about=file.title, recipient=str(known.name), basis=known.article,
            language=bundle.language, at=bundle.asked,
        ),
        [_piece(one) for one in documents],
    )  # fmt: skip
    bundle.contents = [
        [one.number, one.code, one.title, one.sha256, first, one.pages]
        for one, first in zip(documents, bound.first, strict=True)
    ]
    bundle.paper = store.keep(bound.pdf, organisation=file.organisation_id)
    bundle.sha256, bundle.pages = sha256(bound.pdf).hexdigest(), bound.pages
    bundle.stage, bundle.ready = Bundle.Stage.READY, timezone.now()
    bundle.expires = bundle.ready + KEPT
    bundle.save()


def _piece(document: Document) -> Piece:
    kept = store.read(document.paper, organisation=document.organisation_id, expected=document.sha256)
    return Piece(
        number=document.number, code=document.code, title=document.title, day=format_day(document.on), sha256=document.sha256,
        pdf=as_pdf(kept, document.mime, title=document.title, language=document.language),
    )  # fmt: skip


def install() -> None:
    """Make the job known, and what the nightly tidying clears."""
    name = gettext_lazy("make a bundle of documents")
    register(Job(kind=JOB, name=name, work=make, by_hand=False, ended_badly=give_up))
    tidy("documents", clear)
