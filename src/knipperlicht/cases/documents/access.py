"""Who may open which document: in the queryset, so that what is not yours does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from knipperlicht.cases.casefiles.access import is_designated
from knipperlicht.cases.casefiles.models import CaseFile
from knipperlicht.cases.documents.catalogue import PAPERS
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.registry import procedure_of

if TYPE_CHECKING:
    from knipperlicht.cases.documents.models import Document
    from knipperlicht.cases.organisations.service import Actor


@dataclass
class Agenda:
    """Whether a file stands on an agenda of the college of which the actor is a member; set by that capability."""

    holds: Callable[[Actor, CaseFile], bool] = lambda actor, file: False


agenda = Agenda()


class Documents(models.QuerySet[Any]):
    """Documents of files the actor may open; those on offences only for who is designated for such data."""

    def of(self, actor: Actor) -> Self:
        """What the actor may open, tombstones too: they say that something was there."""
        own = Q(file__in=CaseFile.objects.of(actor))
        if actor.may(Right.POLICY):
            own |= Q(file=None, organisation=actor.organisation)
        found = self.filter(own)
        if actor.may(Right.MAYOR) or is_designated(actor, criminal=True):
            return found.filter(Q(criminal=False) | Q(organisation=actor.organisation))
        return found.filter(criminal=False)


def decision_set(actor: Actor, file: CaseFile) -> models.QuerySet[Document]:
    """What a member of the college sees of a file on their agenda: the decision set of its procedure, offences included.

    Law.md §9.4, guard 12; the members keep the secret of art. 458 of the Criminal Code on it (art. 119ter § 3 NGW).
    """
    from knipperlicht.cases.documents.models import Document, State

    everything: models.QuerySet[Document] = Document.objects.all()
    own = file.organisation_id == actor.organisation.pk and actor.may(Right.COLLEGE)
    if not own or not agenda.holds(actor, file):
        return everything.none()
    named = procedure_of(file.kind).college_documents
    codes = [paper.code for paper in PAPERS.values() if paper.codes & named]
    return everything.filter(file=file, code__in=codes, state__in=(State.FINAL, State.RECEIVED))
