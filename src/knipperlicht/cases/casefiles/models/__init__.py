"""Case files and what belongs to them."""

from knipperlicht.cases.casefiles.models.files import ActRow, CaseFile, Secret, TermRow
from knipperlicht.cases.casefiles.models.staff import Designation, Protocol, Support, TeamMember

__all__ = [
    "ActRow", "CaseFile", "Designation", "Protocol", "Secret", "Support", "TeamMember", "TermRow",
]  # fmt: skip
