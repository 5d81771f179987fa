"""The listed activities as they hold for a municipality: our reference, what the operator entered, what it entered itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.models import ActivityText, DroppedActivity
from knipperlicht.reference.listed_activities import COUNT, ListedActivity, listed_activities


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One activity. `own`: the municipality entered it itself; `dropped`: since when the royal decree no longer names it."""

    number: int
    sector: str
    nl: str
    fr: str
    begins: str
    definition: str
    source: str
    prefixes: tuple[tuple[str, str], ...]
    weak: bool
    own: bool = False
    dropped: date | None = None

    def name(self, language: str) -> str:
        """Its name; Dutch where there is no French."""
        return (self.fr if language == "fr" else "") or self.nl or self.begins

    def problem(self, day: date) -> str:
        """Why a regulation cannot name it, in a sentence; empty when it can."""
        if self.dropped is not None and self.dropped <= day:
            return _("the royal decree no longer names it since %(day)s.") % {"day": f"{self.dropped:%d-%m-%Y}"}  # fmt: skip
        if not self.nl or not self.sector:
            return _("its official name and sector were not entered yet.")
        if not self.definition:
            return _("its official definition was not entered yet.")
        return ""


def activities(organisation: Organisation | None) -> dict[int, Activity]:
    """All 35, by number, as they hold for a municipality; None: for the whole site."""
    found = {known.number: _of_reference(known) for known in listed_activities().activities}
    own = Q(organisation=None) | (Q(organisation=organisation) if organisation else Q(pk=None))
    for text in ActivityText.objects.filter(own).order_by("entered", "pk"):
        held = found[text.number]
        if held.own and text.organisation_id is None:
            continue
        found[text.number] = replace(
            held, sector=text.sector, nl=text.nl, fr=text.fr, begins="", definition=text.definition, source=text.source,
            prefixes=held.prefixes if not text.nace else tuple(("2025", start) for start in text.nace),
            own=text.organisation_id is not None,
        )  # fmt: skip
    for gone in DroppedActivity.objects.filter(taken_back=None):
        found[gone.number] = replace(found[gone.number], dropped=gone.since)
    return found


def prefixes_of(known: Mapping[int, Activity], numbers: Sequence[int]) -> dict[int, tuple[tuple[str, str], ...]]:  # fmt: skip
    """What the register is searched with for these activities; those without any help are left out."""
    return {number: known[number].prefixes for number in numbers if known[number].prefixes}


@transaction.atomic
def enter_text(
    actor: Actor, *, number: int, sector: str, nl: str, fr: str, definition: str, source: str, nace: Sequence[str],
    work: PieceOfWork | None,
) -> ActivityText:  # fmt: skip
    """Enter an official text: the operator for the whole site, a municipality for itself. Raises PermissionDenied or ValidationError."""
    if not (actor.may(Right.POLICY) or actor.may(Right.OPERATE)):
        raise PermissionDenied
    if not 1 <= number <= COUNT:
        raise ValidationError(_("The royal decree counts 35 activities."))
    owner = None if actor.may(Right.OPERATE) else actor.organisation
    text = ActivityText(
        organisation=owner, number=number, sector=sector, nl=nl, fr=fr, definition=definition, source=source, nace=list(nace),
        entered=timezone.now(), entered_by_name=actor.user.name,
    )  # fmt: skip
    text.full_clean(exclude=["nace"])
    text.save()
    log(actor, "policy.activity", subject=f"{number} {nl}", work=work, detail={"number": number, "source": source})  # fmt: skip
    return text


@transaction.atomic
def drop(actor: Actor, *, number: int, since: date, source: str) -> DroppedActivity:
    """The royal decree no longer names an activity (A10): only the operator says so. Raises PermissionDenied."""
    if not actor.may(Right.OPERATE):
        raise PermissionDenied
    DroppedActivity.objects.filter(number=number, taken_back=None).update(taken_back=timezone.now())
    gone = DroppedActivity.objects.create(
        number=number, since=since, source=source, entered=timezone.now(), entered_by_name=actor.user.name
    )
    log(actor, "policy.drop", subject=str(number), detail={"number": number, "since": str(since), "source": source})  # fmt: skip
    return gone


@transaction.atomic
def take_back(actor: Actor, *, number: int) -> None:
    """It was an error: the decree names it still."""
    if not actor.may(Right.OPERATE):
        raise PermissionDenied
    DroppedActivity.objects.filter(number=number, taken_back=None).update(taken_back=timezone.now())
    log(actor, "policy.drop", subject=str(number), detail={"number": number, "taken_back": True})


def _of_reference(known: ListedActivity) -> Activity:
    return Activity(
        number=known.number, sector=known.sector or "", nl=known.nl, fr=known.fr, begins=known.begins, definition="", source="",
        prefixes=(*(("2025", start) for start in known.nace2025), *(("2008", start) for start in known.nace2008)), weak=known.weak,
    )  # fmt: skip
