"""What pages and other capabilities use of retention."""

from __future__ import annotations

from knipperlicht.cases.retention.destroying import Planned, due_now, planned
from knipperlicht.cases.retention.feed import Entry, Feed, NothingToSend, as_json, feeds, form_of
from knipperlicht.cases.retention.holds import end_hold, hold, look_again
from knipperlicht.cases.retention.models import (
    Answer,
    Destruction,
    Due,
    Hold,
    HoldGround,
    IdentityCheck,
    RequestKind,
    SubjectRequest,
)
from knipperlicht.cases.retention.overview import InFile, destructions_of, dues_of, holds_of, in_file
from knipperlicht.cases.retention.pieces import Keeper, Piece, digest, keeper
from knipperlicht.cases.retention.registers import (
    Consulted,
    Person,
    access_categories,
    consulted,
    may_list,
    persons,
)
from knipperlicht.cases.retention.requests import (
    answer,
    check_identity,
    due_day,
    extend,
    receive,
    requests_of,
)
from knipperlicht.cases.retention.rules import FLEMISH, INTEGRITY, MEASURE, Rule, Scope, rule_of, rules_of

__all__ = [
    "FLEMISH", "INTEGRITY", "MEASURE", "Answer", "Consulted", "Destruction", "Due", "Entry", "Feed", "Hold", "HoldGround",
    "IdentityCheck", "InFile", "Keeper", "NothingToSend", "Person", "Piece", "Planned", "RequestKind", "Rule", "Scope",
    "SubjectRequest", "access_categories", "answer", "as_json", "check_identity", "consulted", "destructions_of", "digest", "due_day",
    "due_now", "dues_of", "end_hold", "extend", "feeds", "form_of", "hold", "holds_of", "in_file", "keeper", "look_again", "may_list",
    "persons", "planned", "receive", "requests_of", "rule_of", "rules_of",
]  # fmt: skip
