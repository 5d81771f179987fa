"""What every act on documents asks first, and how a refusal is told and logged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, Secret, may_act, may_read_criminal
from knipperlicht.cases.documents.catalogue import Paper
from knipperlicht.cases.documents.models import Document, State
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.steps import Refusal, Text


def refuse(rule: str, article: str, sentence: Text) -> Refused:
    """One refusal, to raise."""
    return Refused((Refusal(rule=rule, article=article, sentence=sentence),))


@contextmanager
def logged_refusals(actor: Actor, subject: str, code: str, work: PieceOfWork | None) -> Iterator[None]:
    """A refusal inside is logged outside the transaction that it undoes."""
    try:
        yield
    except Refused as refused:
        rules = [reason.rule for reason in refused.refusals]
        log(actor, "document.refused", subject=subject, work=work, detail={"document": code, "rules": rules})
        raise


def must_act(actor: Actor, file: CaseFile | None) -> None:
    """Raises PermissionDenied for who may not change documents here."""
    allowed = may_act(actor, file) if file else actor.may(Right.POLICY)
    if not allowed:
        raise PermissionDenied


def holds_offences(actor: Actor, file: CaseFile | None, paper: Paper) -> bool:
    """Whether a document of this kind holds sealed data of the file. Raises Refused when it does and the actor may not read those."""
    if file is None or not paper.sealed or not Secret.objects.filter(act__file=file).exists():
        return False
    if not may_read_criminal(actor, file):
        raise refuse(
            "G12", "art. 119quater § 4 NGW",
            _("This document holds data on offences. Only the mayor and staff designated for such data can make it."),
        )  # fmt: skip
    return True


def locked(actor: Actor, document_id: int, version: int) -> Document:
    """A draft the actor may change, on the version they saw, held until the transaction ends.

    Raises Document.DoesNotExist, PermissionDenied, or Refused when it is final or changed meanwhile.
    """
    document: Document = Document.objects.of(actor).select_for_update(of=("self",)).get(pk=document_id)
    must_act(actor, document.file)
    if document.state != State.DRAFT:
        raise refuse(
            "final", "", _("A document that is final never changes. Make a new one that replaces it.")
        )
    if document.version != version:
        raise refuse(
            "version", "", _("Somebody changed this document since you opened it. Look at it again, then decide.")
        )  # fmt: skip
    return document
