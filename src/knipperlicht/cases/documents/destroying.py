"""Destroying documents: the bytes go, a tombstone with number, kind, day and hash stays (art. 119quinquies NGW)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.documents import store
from knipperlicht.cases.documents.models import Bundle, Dispatch, Document, State

REMOVED = ""


@transaction.atomic
def destroy_of(file: CaseFile, *, underlying_only: bool) -> list[dict[str, str]]:
    """Wipe the documents of a file, or those with the data on which its decision rests; gives number, code and hash of each.

    Drafts and bundles go either way: a draft is no part of the file, and a bundle is a copy of everything. Who calls this decides
    whether it may happen, and writes the log and the record (D36).
    """
    kept = Document.objects.select_for_update().filter(file=file).exclude(state=State.DESTROYED)
    drafts = kept.filter(state=State.DRAFT)
    gone = []
    for document in kept.exclude(state=State.DRAFT):
        if underlying_only and not document.underlying:
            continue
        gone.append({"number": document.number, "code": document.code, "sha256": document.sha256})
        _wipe(document)
    for document in drafts:
        _forget(document)
        document.delete()
    for bundle in Bundle.objects.filter(file=file).exclude(paper=""):
        store.forget(bundle.paper, organisation=file.organisation_id)
        bundle.paper, bundle.stage = REMOVED, Bundle.Stage.EXPIRED
        bundle.save(update_fields=["paper", "stage"])
    return gone


def held(file: CaseFile, *, underlying_only: bool) -> list[Document]:
    """What `destroy_of` would wipe now, for a dry run."""
    there = Document.objects.filter(file=file).exclude(state__in=(State.DESTROYED, State.DRAFT))
    return list(there.filter(underlying=True) if underlying_only else there)


def _wipe(document: Document) -> None:
    """Nothing that names anybody stays: neither the title somebody typed nor to whom it was sent."""
    _forget(document)
    Dispatch.objects.filter(document=document).update(recipient=REMOVED, tracking=REMOVED)
    document.state, document.destroyed = State.DESTROYED, timezone.now()
    document.paper = document.word = document.title = document.sender = REMOVED
    document.values, document.removed = {}, []
    document.save()


def _forget(document: Document) -> None:
    for name in (document.paper, document.word):
        store.forget(name, organisation=document.organisation_id)
