"""Registers at the disposal of the data protection authority, and the feed of the Central Register."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.retention.service import access_categories, consulted, feeds, persons
from knipperlicht.core.text import plain_text
from knipperlicht.web.access import needs
from knipperlicht.web.casework.words import person_in_words
from knipperlicht.web.privacy.tabs import tabs
from knipperlicht.web.requests import Signed

SHOWN = 100
"""Rows of a list on the page; the export has all."""
LISTS = ("persons", "databases", "access")


@needs(Right.PRIVACY, Right.POLICY)
def index(request: Signed) -> HttpResponse:
    """Persons processed, databases consulted, categories of access."""
    people, sources = list(persons(request.actor)), list(consulted(request.actor))
    log(
        request.actor,
        "privacy.register",
        work=request.work,
        detail={"persons": len(people), "databases": len(sources)},
    )
    return render(request, "privacy/registers.html", {
        "tabs": tabs(request, "privacy_registers"), "people": [(one, person_in_words(one.identification)) for one in people[:SHOWN]],
        "people_count": len(people), "sources": sources[:SHOWN], "source_count": len(sources),
        "access": access_categories(request.actor), "today": timezone.localdate(),
    })  # fmt: skip


@needs(Right.PRIVACY, Right.POLICY)
@require_POST
def export(request: Signed) -> HttpResponseBase:
    """One of the lists as CSV, logged before it leaves."""
    name = request.POST.get("list", "")
    if name not in LISTS:
        raise Http404
    rows = list(_rows(request.actor, name))
    log(
        request.actor, "privacy.export", work=request.work, recipients=request.actor.organisation.name,
        detail={"list": name, "rows": len(rows) - 1},
    )  # fmt: skip
    answer = StreamingHttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.csv"'
    return answer


@needs(Right.PRIVACY)
def central(request: Signed) -> HttpResponse:
    """Which decisions went to the Central Register, and which are due."""
    rows = feeds(request.actor)
    log(
        request.actor,
        "retention.read",
        work=request.work,
        detail={"part": "central register", "found": len(rows)},
    )
    return render(
        request,
        "privacy/central.html",
        {"tabs": tabs(request, "privacy_central"), "rows": rows, "today": timezone.localdate()},
    )


def _rows(actor: Actor, name: str) -> Iterator[tuple[object, ...]]:
    if name == "persons":
        yield ("file", "since", "article", "identification")
        for person in persons(actor):
            yield (person.number, person.since, person.article, person_in_words(person.identification))
    elif name == "databases":
        yield ("file", "on", "source", "article", "by", "databases")
        for one in consulted(actor):
            yield (one.number, one.on, one.source, one.article, one.by_whom, "; ".join(one.databases))
    else:
        yield ("category", "function", "name", "offences", "decision", "since", "until")
        for held in access_categories(actor):
            yield (
                held.category,
                held.function,
                held.user.name,
                held.criminal,
                held.reference,
                held.since,
                held.until or "",
            )


class _Line:
    """A file for the csv module that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Lines; a cell that a spreadsheet would run begins with an apostrophe."""
    writer = csv.writer(_Line())
    for row in rows:
        yield str(writer.writerow([plain_text(str(cell)) for cell in row]))
