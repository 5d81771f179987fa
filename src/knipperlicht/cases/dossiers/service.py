"""What pages and other apps use of notes, pins, recent dossiers and contests."""

from __future__ import annotations

from knipperlicht.cases.dossiers.contests import answer_contest, contests_of, open_contest
from knipperlicht.cases.dossiers.marks import (
    hand_over_pins,
    is_pinned,
    pin,
    pins_of,
    recent_of,
    remember,
    unpin,
)
from knipperlicht.cases.dossiers.models import Contest, Note, Pin, Recent, Speaker, Status
from knipperlicht.cases.dossiers.notes import (
    add_note,
    change_note,
    delete_note,
    hand_over_notes,
    may_change,
    notes_of,
)

__all__ = [
    "Contest",
    "Note",
    "Pin",
    "Recent",
    "Speaker",
    "Status",
    "add_note",
    "answer_contest",
    "change_note",
    "contests_of",
    "delete_note",
    "hand_over_notes",
    "hand_over_pins",
    "is_pinned",
    "may_change",
    "notes_of",
    "open_contest",
    "pin",
    "pins_of",
    "recent_of",
    "remember",
    "unpin",
]
