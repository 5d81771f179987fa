"""The list of files: filters from the address, and the query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery

from knipperlicht.cases.casefiles.service import CaseFile, Files, TeamMember
from knipperlicht.cases.organisations.service import Actor

TERMS = ("late", "week", "month", "none")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks; empty is everything. `state` is of one procedure: `kind:state`."""

    kind: str = ""
    state: str = ""
    member: int | None = None
    term: str = ""
    text: str = ""
    closed: str = ""


def files_of(actor: Actor, asked: Asked, today: date) -> Files:
    """Files the actor may open, that are asked for, the most urgent first; closed ones by the day they were closed."""
    files: Files = with_leader(CaseFile.objects.of(actor))
    if asked.closed != "all":
        files = files.exclude(closed=None) if asked.closed == "closed" else files.open()
    if asked.kind:
        files = files.filter(kind=asked.kind)
    if asked.state:
        kind, _colon, state = asked.state.partition(":")
        files = files.filter(kind=kind, state=state)
    if asked.member is not None:
        inside = TeamMember.objects.filter(user=asked.member, until=None).values("file")
        files = files.filter(pk__in=inside)
    if asked.term:
        files = files.filter(_term(asked.term, today))
    for word in asked.text.split():
        files = files.filter(_word(word))
    return files.order_by("-closed", "-pk") if asked.closed == "closed" else files.by_urgency()


def _term(term: str, today: date) -> Q:
    if term == "none":
        return Q(next_day=None)
    if term == "late":
        return Q(next_day__lt=today)
    return Q(next_day__gte=today, next_day__lte=today + timedelta(days=7 if term == "week" else 31))


def _word(word: str) -> Q:
    found = Q(number__icontains=word) | Q(title__icontains=word) | Q(address__icontains=word)
    bare = word.replace(".", "").replace("-", "")
    if bare.isascii() and bare.isdigit() and len(bare) in (9, 10):
        found |= Q(enterprise=int(bare)) | Q(establishment=int(bare))
    return found


def with_leader(files: Files) -> Files:
    """With the name of who leads, as `leader`."""
    leads = TeamMember.objects.filter(file=OuterRef("pk"), lead=True, until=None).values("user__name")[:1]
    led: Files = files.annotate(leader=Subquery(leads))
    return led
