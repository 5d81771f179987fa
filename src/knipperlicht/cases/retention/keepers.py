"""What the case files themselves and the agendas keep, and how it goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.service import (
    ActRow,
    CaseFile,
    Secret,
    Support,
    TeamMember,
    TermRow,
    empty_act,
    secret_of,
)
from knipperlicht.cases.college.service import AgendaItem
from knipperlicht.cases.documents.service import destroy_of, held
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Text
from knipperlicht.cases.retention.models import Hold
from knipperlicht.cases.retention.pieces import Keeper, Piece, digest, keeper
from knipperlicht.cases.retention.rules import Scope
from knipperlicht.cases.retention.underlying import underlying_fields

IDENTITY: dict[str, Text] = {
    "title": _("name of the establishment or subject"), "enterprise": _("enterprise number"), "establishment": _("establishment number"),
    "address": _("address"), "activity": _("activity of the royal decree"), "about": _("what was fixed when the file was opened"),
    "hold": _("reason of a hold"),
}  # fmt: skip
"""Columns of a file that name its subject, or could."""


def install() -> None:
    """Make them known, in the order in which people read the dry run."""
    keeper("acts", Keeper(pieces=_act_pieces, destroy=_empty_acts))
    keeper("documents", Keeper(pieces=_document_pieces, destroy=_destroy_documents))
    keeper("agenda", Keeper(pieces=_agenda_pieces, destroy=_empty_agenda))
    keeper("identity", Keeper(pieces=_identity_pieces, destroy=_forget_identity))


def leaving(file: CaseFile, row: ActRow, scope: Scope) -> dict[str, Any]:
    """The fields of an act that go in a scope, opened: all of them, or those the decision rests on."""
    held = {**row.data, **secret_of(file, row)}
    if scope is Scope.FILE:
        return held
    underlying = underlying_fields(file.kind, row.step)
    return {name: value for name, value in held.items() if name in underlying}


def _rows(file: CaseFile) -> list[ActRow]:
    return list(file.acts.select_related("secret"))


def _act_pieces(file: CaseFile, scope: Scope) -> list[Piece]:
    return [piece for row in _rows(file) for piece in _of_act(file, row, scope)]


def _of_act(file: CaseFile, row: ActRow, scope: Scope) -> Iterator[Piece]:
    step = procedure_of(file.kind).step(row.step)
    known = {field.name: field for field in step.fields}
    for name, value in leaving(file, row, scope).items():
        field = known.get(name)
        what = _("act %(number)d, %(step)s: %(field)s") % {
            "number": row.number, "step": step.name, "field": field.label if field else name,
        }  # fmt: skip
        kind = "sealed_field" if field and field.criminal else "field"
        yield Piece(kind=kind, label=what, digest=digest(value, organisation=file.organisation_id))
    if scope is Scope.FILE and (row.by_id or row.signed_by or row.reference):
        who = [row.by_name, row.signed_by, row.reference]
        what = _("act %(number)d, %(step)s: who recorded and signed it") % {
            "number": row.number,
            "step": step.name,
        }
        yield Piece(kind="name", label=what, digest=digest(who, organisation=file.organisation_id))


def _empty_acts(file: CaseFile, scope: Scope) -> None:
    for row in _rows(file):
        gone = set(leaving(file, row, scope))
        if gone or scope is Scope.FILE:
            empty_act(file, row, gone=gone, names=scope is Scope.FILE)


def _document_pieces(file: CaseFile, scope: Scope) -> list[Piece]:
    going = held(file, underlying_only=scope is Scope.UNDERLYING)
    return [
        Piece(
            kind="document", label=_("document %(number)s (%(code)s)") % {"number": document.number, "code": document.code},
            digest=digest(document.sha256, organisation=file.organisation_id),
        )
        for document in going
    ]  # fmt: skip


def _destroy_documents(file: CaseFile, scope: Scope) -> None:
    destroy_of(file, underlying_only=scope is Scope.UNDERLYING)


def _agenda_pieces(file: CaseFile, scope: Scope) -> list[Piece]:
    """Texts on an agenda are about the decision: they stay with it, and go with the file."""
    if scope is not Scope.FILE:
        return []
    return [
        Piece(kind="agenda", label=_("note and remarks on an agenda"), digest=digest([item.note, item.remarks], organisation=file.organisation_id))
        for item in AgendaItem.objects.filter(~Q(note="") | ~Q(remarks=""), file=file)
    ]  # fmt: skip


def _empty_agenda(file: CaseFile, scope: Scope) -> None:
    if scope is Scope.FILE:
        AgendaItem.objects.filter(file=file).update(note="", remarks="")


def _identity_pieces(file: CaseFile, scope: Scope) -> list[Piece]:
    if scope is not Scope.FILE:
        return []
    held = {name: getattr(file, name) for name in IDENTITY if getattr(file, name)}
    kept = [("team", _("team of the file"), TeamMember.objects.filter(file=file).count()),
            ("support", _("supporters that were asked"), Support.objects.filter(file=file).count()),
            ("term", _("terms"), TermRow.objects.filter(file=file).count()),
            ("hold", _("reasons of holds"), Hold.objects.filter(file=file).exclude(reason="").count())]  # fmt: skip
    found = [
        Piece(kind="identity", label=IDENTITY[name],
              digest=digest(value, organisation=file.organisation_id))
        for name, value in held.items()
    ]  # fmt: skip
    return found + [
        Piece(kind=kind, label=label, digest=digest([kind, count], organisation=file.organisation_id))
        for kind, label, count in kept
        if count
    ]


def _forget_identity(file: CaseFile, scope: Scope) -> None:
    """What stays is number, procedure, days and the record of the destruction."""
    if scope is not Scope.FILE:
        return
    CaseFile.objects.filter(pk=file.pk).update(
        title="", enterprise=None, establishment=None, address="", activity=None, about={}, hold="", next_day=None, next_term="",
        destroyed=timezone.now(),
    )  # fmt: skip
    for model in (TeamMember, Support, TermRow):
        model.objects.filter(file=file).delete()
    Hold.objects.filter(file=file).update(reason="", placed_by_name="", ended_by_name="", ended_why="")
    Secret.objects.filter(act__file=file).delete()
