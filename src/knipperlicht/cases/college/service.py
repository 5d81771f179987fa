"""What pages and other capabilities use of meetings."""

from __future__ import annotations

from knipperlicht.cases.college.agenda import cancel, move, plan, put, take_off, waiting_items
from knipperlicht.cases.college.deciding import close, decide, decisions, postpone
from knipperlicht.cases.college.following import waiting_files, waits_for
from knipperlicht.cases.college.guard import Unusable, may_keep, meetings_of
from knipperlicht.cases.college.models import AgendaItem, Body, Meeting, Purpose, State, next_meeting
from knipperlicht.cases.college.reading import Shown, decided, decision_set, in_file, items_of, on_agenda

__all__ = [
    "AgendaItem", "Body", "Meeting", "Purpose", "Shown", "State", "Unusable", "cancel", "close", "decide", "decided", "decision_set",
    "decisions", "in_file", "items_of", "may_keep", "meetings_of", "move", "next_meeting", "on_agenda", "plan", "postpone", "put",
    "take_off", "waiting_files", "waiting_items", "waits_for",
]  # fmt: skip
