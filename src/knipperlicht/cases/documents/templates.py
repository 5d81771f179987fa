"""An organisation's own Word templates: versions, which one is in use, what differs. Version 0 is the built-in letter."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.documents import letters
from knipperlicht.cases.documents.catalogue import paper_of
from knipperlicht.cases.documents.example import example_context
from knipperlicht.cases.documents.faults import UnusableUpload
from knipperlicht.cases.documents.models import Letterhead, Template
from knipperlicht.cases.documents.paper import text_of_word
from knipperlicht.cases.documents.uploads import checked_word
from knipperlicht.cases.documents.word import fill
from knipperlicht.cases.documents.wording import traces_of_screening
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor


@dataclass(frozen=True, kw_only=True)
class InUse:
    """The template that makes a document now: 0 is the built-in letter."""

    version: int
    word: bytes
    made: datetime | None = None
    made_by_name: str = ""


def template_in_use(organisation: Organisation, code: str, language: str) -> InUse:
    """The organisation's own, else the built-in letter, in Dutch where that language has none. Raises FileNotFoundError."""
    own = Template.objects.filter(
        organisation=organisation, code=code, language=language, in_use=True
    ).first()
    if own is not None:
        return InUse(version=own.version, word=bytes(own.word), made=own.made, made_by_name=own.made_by_name)
    built = language if language in letters.languages(code) else "nl"
    return InUse(version=0, word=letters.built_in(code, built))


def versions_of(actor: Actor, code: str, language: str) -> QuerySet[Template]:
    """Every version of the actor's organisation, newest first."""
    return Template.objects.filter(organisation=actor.organisation, code=code, language=language)


def word_of(actor: Actor, code: str, language: str, version: int) -> bytes:
    """One version as Word; raises Template.DoesNotExist or FileNotFoundError."""
    if version == 0:
        return template_in_use(Organisation(), code, language).word
    return bytes(versions_of(actor, code, language).get(version=version).word)


@transaction.atomic
def add_version(
    actor: Actor, *, code: str, language: str, word: bytes, note: str, work: PieceOfWork | None
) -> Template:
    """Keep an uploaded Word file as the next version and use it. Raises PermissionDenied, UnusableUpload, TemplateFault.

    It is filled from an invented file first, so that a variable that does not exist is named now and not in a real case.
    """
    _must(actor)
    paper = paper_of(code)
    checked_word(word)
    text = text_of_word(fill(word, example_context(paper, language)))
    if traces := traces_of_screening(text):
        raise UnusableUpload(
            _("The template names what comes from the screening: “%(traces)s”. Take it out: a document rests on facts.")
            % {"traces": "”, “".join(traces)}
        )  # fmt: skip
    Organisation.objects.select_for_update().get(pk=actor.organisation.pk)
    known = versions_of(actor, code, language)
    last = known.aggregate(last=Max("version"))["last"] or 0
    known.update(in_use=False)
    made = Template.objects.create(
        organisation=actor.organisation, code=code, language=language, version=last + 1, word=word, sha256=sha256(word).hexdigest(),
        note=note[:200], made=timezone.now(), made_by_name=actor.user.name, in_use=True,
    )  # fmt: skip
    detail = {"template": code, "language": language, "version": made.version, "sha256": made.sha256}
    log(actor, "template.change", subject=actor.organisation.name, work=work, detail=detail)
    return made


@transaction.atomic
def use_version(actor: Actor, *, code: str, language: str, version: int, work: PieceOfWork | None) -> None:
    """Go back to an earlier version, or forward; 0 is the built-in letter. Raises PermissionDenied, Template.DoesNotExist."""
    _must(actor)
    known = versions_of(actor, code, language).select_for_update()
    chosen = known.get(version=version) if version else None
    known.update(in_use=False)
    if chosen is not None:
        chosen.in_use = True
        chosen.save(update_fields=["in_use"])
    detail = {"template": code, "language": language, "version": version}
    log(actor, "template.change", subject=actor.organisation.name, work=work, detail=detail)


def difference(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """(sign, line) for every line of both texts: "-" only before, "+" only after, " " in both."""
    lines = difflib.ndiff(_lines(before), _lines(after))
    return [(line[0], line[2:]) for line in lines if line[0] in "-+ "]


def letterhead_of(organisation: Organisation) -> Letterhead:
    """What its letters say about it; an unsaved empty one where nothing was filled in."""
    return Letterhead.objects.filter(organisation=organisation).first() or Letterhead(
        organisation=organisation
    )


@transaction.atomic
def keep_letterhead(actor: Actor, letterhead: Letterhead, *, work: PieceOfWork | None) -> None:
    """Change it. Raises PermissionDenied."""
    _must(actor)
    letterhead.organisation = actor.organisation
    letterhead.save()
    log(actor, "template.change", subject=actor.organisation.name, work=work, detail={"letterhead": True})


def _lines(word: bytes) -> list[str]:
    return [line for line in text_of_word(word).splitlines() if line.strip()]


def _must(actor: Actor) -> None:
    if not actor.may(Right.POLICY):
        raise PermissionDenied
