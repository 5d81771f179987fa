"""Documents of a file that a step may point at."""

from __future__ import annotations

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.documents.service import in_file
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.steps import Kind, Step


def choices_in(actor: Actor, file: CaseFile, step: Step) -> tuple[tuple[str, str], ...]:
    """Id and name of each that the actor may see; none where the step asks for no document."""
    if not any(field.kind is Kind.DOCUMENT for field in step.fields):
        return ()
    return tuple((str(one.pk), f"{one.code} {one.title}") for one in in_file(actor, file).documents)
