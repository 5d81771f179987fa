"""Notes of the own organisation at a dossier."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.dossiers.guard import must_write
from knipperlicht.cases.dossiers.models import Note
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.core.numbers import format_number


def notes_of(actor: Actor, enterprise: int) -> QuerySet[Note]:
    """All of the organisation, newest first, tombstones too."""
    return Note.objects.of(actor).filter(enterprise=enterprise)


def may_change(actor: Actor, note: Note) -> bool:
    """The author, or a manager of the organisation; never a note that was deleted."""
    if (
        note.deleted is not None
        or not actor.may(Right.WRITE)
        or note.organisation_id != actor.organisation.pk
    ):
        return False
    return note.author_id == actor.user.pk or actor.may(Right.MEMBERS)


@transaction.atomic
def add_note(actor: Actor, *, enterprise: int, text: str, work: PieceOfWork | None) -> Note:
    """Store and log it."""
    must_write(actor)
    note = Note.objects.create(
        organisation=actor.organisation, enterprise=enterprise, author=actor.user, author_name=actor.user.name,
        text=text, created=timezone.now(),
    )  # fmt: skip
    _log(actor, "note.add", note, work)
    return note


@transaction.atomic
def change_note(actor: Actor, note: Note, *, text: str, work: PieceOfWork | None) -> None:
    """Another text; the log tells that it changed, not what it said."""
    _must_change(actor, note)
    note.text, note.changed = text, timezone.now()
    note.save(update_fields=["text", "changed"])
    _log(actor, "note.change", note, work)


@transaction.atomic
def delete_note(actor: Actor, note: Note, *, work: PieceOfWork | None) -> None:
    """The text goes, a tombstone stays: who wrote it, who deleted it, when."""
    _must_change(actor, note)
    note.text, note.deleted, note.deleted_by_name = "", timezone.now(), actor.user.name
    note.save(update_fields=["text", "deleted", "deleted_by_name"])
    _log(actor, "note.delete", note, work)


def hand_over_notes(leaver: User, successor: User, *, organisation_id: int) -> int:
    """Let a successor change what a leaver wrote; the name at each note stays the leaver's. Gives how many."""
    kept = Note.objects.filter(author=leaver, organisation_id=organisation_id, deleted=None)
    return kept.update(author=successor)


def _must_change(actor: Actor, note: Note) -> None:
    if not may_change(actor, note):
        raise PermissionDenied


def _log(actor: Actor, event: str, note: Note, work: PieceOfWork | None) -> None:
    log(actor, event, subject=format_number(note.enterprise), work=work, detail={"note": note.pk})
