"""Documents of a file that a step may point at."""

from __future__ import annotations

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.organisations.service import Actor


def choices_in(actor: Actor, file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Id and name of each."""
    return ()
