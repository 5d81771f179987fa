"""What pages and other capabilities use of case files."""

from __future__ import annotations

from knipperlicht.cases.casefiles.access import Files, is_designated, may_act, may_open, may_read_criminal
from knipperlicht.cases.casefiles.acting import foresee, open_case, record, record_by_system
from knipperlicht.cases.casefiles.emptying import empty_act
from knipperlicht.cases.casefiles.hooks import hooks
from knipperlicht.cases.casefiles.meetings import at_meeting, record_at_meeting
from knipperlicht.cases.casefiles.models import (
    ActRow,
    CaseFile,
    Designation,
    Protocol,
    Secret,
    Support,
    TeamMember,
    TermRow,
)
from knipperlicht.cases.casefiles.nightly import follow_the_law
from knipperlicht.cases.casefiles.reading import around_of, case_of, offices_of, secret_of
from knipperlicht.cases.casefiles.team import (
    agree,
    ask_support,
    designate,
    designated_users,
    designations,
    end_designation,
    end_support,
    join_team,
    leave_team,
    supporters_of,
)

__all__ = [
    "ActRow", "CaseFile", "Designation", "Files", "Protocol", "Secret", "Support", "TeamMember", "TermRow", "agree", "around_of",
    "ask_support", "at_meeting", "case_of", "designate", "designated_users", "designations", "empty_act", "end_designation", "end_support", "follow_the_law", "foresee",
    "hooks", "is_designated", "join_team", "leave_team", "may_act", "may_open", "may_read_criminal", "offices_of", "open_case", "record",
    "record_at_meeting", "record_by_system", "secret_of", "supporters_of",
]  # fmt: skip
