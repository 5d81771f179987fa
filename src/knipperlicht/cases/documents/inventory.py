"""What a file holds: its codes for the guards, its inventory, what a person can do next with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from knipperlicht.cases.casefiles.service import CaseFile, may_act
from knipperlicht.cases.documents.catalogue import PAPERS, Maker, Paper, paper_of
from knipperlicht.cases.documents.models import Document, State
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.registry import procedure_of


@dataclass(frozen=True, kw_only=True)
class InFile:
    """The documents of a file as somebody sees them.

    `hidden`: how many on offences they may not open; `wanted`: what steps that were taken make and is not final yet; `others`: what
    else can be made in this procedure.
    """

    documents: list[Document]
    drafts: list[Document]
    hidden: int
    may_act: bool
    wanted: list[Paper] = field(default_factory=list)
    others: list[Paper] = field(default_factory=list)


def codes_of(file: CaseFile) -> frozenset[str]:
    """Codes of documents that are final or received, for `Around.documents`."""
    fixed = Document.objects.filter(file=file, state__in=(State.FINAL, State.RECEIVED))
    codes = set(fixed.values_list("code", flat=True).distinct())
    return frozenset(code for known in codes for code in paper_of(known).codes)


def in_file(actor: Actor, file: CaseFile) -> InFile:
    """The inventory of a file the actor has open, and what can be made."""
    every = Document.objects.filter(file=file)
    seen = list(Document.objects.of(actor).filter(file=file).order_by("on", "pk"))
    acting = may_act(actor, file)
    wanted, others = makeable_in(file) if acting else ([], [])
    return InFile(
        documents=[one for one in seen if one.state != State.DRAFT],
        drafts=[one for one in seen if one.state == State.DRAFT],
        hidden=every.count() - len(seen),
        may_act=acting,
        wanted=wanted,
        others=others,
    )


def makeable_in(file: CaseFile) -> tuple[list[Paper], list[Paper]]:
    """What the steps taken so far make and is not there yet, and what else this procedure makes."""
    procedure = procedure_of(file.kind)
    done = set(file.acts.values_list("step", flat=True))
    there = set(
        Document.objects.filter(file=file).exclude(state=State.DESTROYED).values_list("code", flat=True)
    )
    wanted: list[Paper] = []
    others: list[Paper] = []
    for paper in PAPERS.values():
        making = [step for step in procedure.steps if paper.made_by(step, procedure.key)]
        if paper.maker is not Maker.HERE or not making:
            continue
        due = paper.code not in there and any(step.key in done for step in making)
        (wanted if due else others).append(paper)
    return wanted, others
