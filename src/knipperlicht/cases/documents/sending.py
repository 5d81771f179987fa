"""Final documents that go out: how, to whom, when, and the proof that they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.documents.guarding import logged_refusals, must_act, refuse
from knipperlicht.cases.documents.making import said, subject_of
from knipperlicht.cases.documents.models import Dispatch, Document, State, Way
from knipperlicht.cases.organisations.service import Actor

WITH_PROOF = ("D23", "D25", "D26")
"""Served by registered mail or against receipt (art. 119ter § 8, § 9, § 13 NGW)."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What proves that a document came: days as far as known, and the scan of the proof."""

    presented: date | None = None
    received: date | None = None
    tracking: str = ""
    proof: Document | None = None


def send(
    actor: Actor, document: Document, *, way: Way, on: date, recipient: str, tracking: str = "", work: PieceOfWork | None
) -> Dispatch:  # fmt: skip
    """Record that a final document went out. Raises PermissionDenied, Refused (logged)."""
    must_act(actor, document.file)
    with logged_refusals(actor, subject_of(document), document.code, work), transaction.atomic():
        document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if document.state != State.FINAL:
            raise refuse("draft", "", _("Only a final document goes out. Make it final first."))
        if on > timezone.localdate() or (document.finalised and on < timezone.localdate(document.finalised)):
            raise refuse(
                "day", "", _("It cannot go out on that day: not in the future, and not before it was final.")
            )
        if document.code in WITH_PROOF and way not in (Way.REGISTERED, Way.RECEIPT):
            raise refuse(
                "proof", "art. 119ter § 8, § 9, § 13 NGW",
                _("This document goes by registered mail or against receipt: only then can its arrival be proven."),
            )  # fmt: skip
        made = Dispatch.objects.create(
            document=document, way=way, on=on, recipient=recipient[:200], tracking=tracking[:60], recorded_by_name=actor.user.name,
        )  # fmt: skip
        detail = said(document) | {"way": str(way), "on": str(on)}
        log(
            actor,
            "document.send",
            subject=subject_of(document),
            work=work,
            recipients=recipient,
            detail=detail,
        )
    return made


def record_receipt(actor: Actor, dispatch: Dispatch, receipt: Receipt, *, work: PieceOfWork | None) -> None:
    """Record when it came, with the proof. Days only ever fill in what was open. Raises PermissionDenied, Refused (logged)."""
    document = dispatch.document
    must_act(actor, document.file)
    with logged_refusals(actor, subject_of(document), document.code, work), transaction.atomic():
        dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
        for day in filter(None, (receipt.presented, receipt.received)):
            if not dispatch.on <= day <= timezone.localdate():
                raise refuse(
                    "day",
                    "",
                    _("It cannot have come on that day: not before it was sent, and not in the future."),
                )
        if receipt.proof is not None and receipt.proof.file_id != document.file_id:
            raise refuse(
                "proof", "", _("The proof must be a document of the same file. Take it in there first.")
            )
        dispatch.presented = dispatch.presented or receipt.presented
        dispatch.received = dispatch.received or receipt.received
        dispatch.tracking = dispatch.tracking or receipt.tracking[:60]
        dispatch.proof = dispatch.proof or receipt.proof
        dispatch.save()
        detail = said(document) | {
            "presented": str(dispatch.presented or ""), "received": str(dispatch.received or ""),
        }  # fmt: skip
        log(
            actor,
            "document.receipt",
            subject=subject_of(document),
            work=work,
            recipients=dispatch.recipient,
            detail=detail,
        )
