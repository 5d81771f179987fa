"""The establishments in scope: the queue, one of them, and the list as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knipperlicht.cases.audit.service import log
from knipperlicht.cases.casefiles.service import CaseFile, may_open
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.policies.models.scope import Order, RowState
from knipperlicht.cases.policies.service import (
    Activity,
    Queue,
    ScopeRow,
    activities,
    in_force,
    problem_of,
    queue_of,
    rows_of,
    sees_progress,
)
from knipperlicht.core.clock import format_day
from knipperlicht.core.numbers import format_number
from knipperlicht.web.access import needs
from knipperlicht.web.policy import listing
from knipperlicht.web.policy.corrections import corrections_of
from knipperlicht.web.policy.page import choices_of, named, show
from knipperlicht.web.policy.words import change_in_words
from knipperlicht.web.requests import Signed


@needs(Right.CASES, purpose=True)
@require_safe
def scope_list(request: Signed) -> HttpResponseBase:
    """The queue, in the order the municipality chose."""
    known, today = activities(request.actor.organisation), timezone.localdate()
    progress, queue = sees_progress(request.actor), queue_of(request.actor.organisation)
    numbers = sorted(set(rows_of(request.actor).values_list("activity", flat=True)))
    form = listing.read(request.GET, activities=choices_of(known, request, numbers), progress=progress)
    asked = form.asked
    part = listing.part_of(listing.narrowed(rows_of(request.actor), asked, today), queue, asked, request.GET.get("page", ""))  # fmt: skip
    log(request.actor, "policy.list", work=request.work, detail={"filter": asked, "count": part.count, "order": queue.order})  # fmt: skip
    return show(
        request, "scope", here="policy_scope", form=form, part=part, queue=queue, ordered_by=Order(queue.order).label,
        by_score=listing.by_score(queue), active=listing.chips_of(form, asked), columns=_columns(progress),
        rows=[_cells(row, known, request, place, progress) for place, row in enumerate(part.rows, part.first)],
        csv_url=listing.address(asked, name="policy_scope_csv"), in_force=in_force(request.actor.organisation, today),
        may_export=request.actor.may(Right.EXPORT), fields=[form["q"], form["activity"]], more=[form[name] for name in form.fields if name not in ("q", "activity")],
        more_open=bool({"state", "judge", "progress"} & set(asked)),
    )  # fmt: skip


@needs(Right.EXPORT, purpose=True)
@require_safe
def scope_csv(request: Signed) -> HttpResponseBase:
    """The list as it is narrowed, in the order of the queue. Without a score, as the list itself."""
    known, today = activities(request.actor.organisation), timezone.localdate()
    progress, queue = sees_progress(request.actor), queue_of(request.actor.organisation)
    form = listing.read(request.GET, activities=choices_of(known, request), progress=progress)
    rows = listing.narrowed(rows_of(request.actor), form.asked, today)
    log(
        request.actor, "policy.export", work=request.work, detail={"filter": form.asked, "rows": rows.count()}
    )
    answer = StreamingHttpResponse(_lines(rows, queue, known, request, progress), content_type="text/csv; charset=utf-8")  # fmt: skip
    answer["Content-Disposition"] = f'attachment; filename="in-scope-{today:%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


class _Echo:
    """What the csv module writes to: it gives back what it gets."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: QuerySet[ScopeRow], queue: Queue, known: dict[int, Activity], request: Signed, progress: bool) -> Iterator[str]:  # fmt: skip
    write = csv.writer(_Echo(), delimiter=";").writerow
    heads = ["#", _("Establishment number"), _("Enterprise number"), _("Name"), _("Postcode"), _("Street"), _("House number"),
             _("Activity"), _("Observed activity"), _("State"), _("On the list since"), _("Last day")]  # fmt: skip
    yield "\ufeff" + str(write([*heads, *([_("Started"), _("Closed")] if progress else [])]))
    for place, row in enumerate(listing.every(rows, queue), 1):
        cells = [
            place, _number(row.establishment), _number(row.enterprise), _safe(row.name), row.postcode, _safe(row.street),
            _safe(row.house), _safe(named(known[row.activity], request)), _safe(named(known[row.observed], request)) if row.observed else "",
            row.get_state_display(), row.entered.isoformat(), row.due.isoformat() if row.due else "",
        ]  # fmt: skip
        dates = [day.isoformat() if day else "" for day in (row.begun, row.closed)]
        yield str(write([*cells, *(dates if progress else [])]))


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _number(number: int | None) -> str:
    return format_number(number) if number else ""


@needs(Right.CASES, purpose=True)
@require_safe
def row(request: Signed, pk: int) -> HttpResponseBase:
    """One establishment: what the register says, what people judged, every change, the investigation."""
    held = get_object_or_404(rows_of(request.actor).select_related("regulation", "file"), pk=pk)
    return row_page(request, held)


def row_page(request: Signed, held: ScopeRow, *, refused: Any = None, status: int = 200) -> HttpResponseBase:
    """The page of one establishment; `refused` is the form of a correction that was not made."""
    actor, known = request.actor, activities(request.actor.organisation)
    if refused is None:
        log(actor, "policy.row_read", subject=held.name, work=request.work, detail={"row": held.pk})
    progress = sees_progress(actor)
    own_file = held.file_id is not None and CaseFile.objects.of(actor).filter(pk=held.file_id).exists()
    problem = problem_of(held)
    running = held.begun is not None and held.closed is None
    return show(
        request, "row", here="policy_scope", held=held, problem=problem, progress=progress, own_file=own_file, running=running,
        activity=named(known[held.activity], request), observed=named(known[held.observed], request) if held.observed else "",
        may_start=progress and may_open(actor) and not problem and not running, status=status,
        start_url=f"{reverse('case_new', args=['integrity'])}?row={held.pk}",
        registered=[fit | {"name": named(known[fit["activity"]], request)} for fit in held.fits],
        changes=[{"one": one, "words": change_in_words(one, known, request)} for one in held.changes.all()],
        corrections=corrections_of(request, held, known, refused=refused),
    )  # fmt: skip


def _columns(progress: bool) -> list[dict[str, Any]]:
    heads = [_("Name"), _("Place"), _("Activity"), _("Opened"), _("Last day"), *([_("Investigation")] if progress else [])]  # fmt: skip
    return [{"key": label, "label": label} for label in heads]


def _cells(row: ScopeRow, known: dict[int, Activity], request: Signed, place: int, progress: bool) -> dict[str, Any]:  # fmt: skip
    marks = [words for words, true in (
        (row.get_state_display(), row.state != RowState.IN), (_("added by hand"), row.origin == "hand"),
        (_("open to the public?"), row.state == RowState.IN and not row.accessible),
        (_("in the zone?"), not row.zone_known), (_("no longer registered so"), not row.still_fits),
    ) if true]  # fmt: skip
    cells: list[dict[str, Any]] = [
        {"text": row.name or _("(no name known)"), "sub": " · ".join(str(mark) for mark in marks)},
        {"label": _("Place"), "text": f"{row.street} {row.house}", "sub": row.postcode, "brief": "line"},
        {"label": _("Activity"), "text": named(known[row.activity], request), "brief": "line"},
        {"label": _("Opened"), "text": format_day(row.started) if row.started else None},
        {"label": _("Last day"), "text": format_day(row.due) if row.due else None},
    ]
    if progress:
        cells.append({"label": _("Investigation"), "text": progress_of(row)})
    return {"id": row.pk, "url": reverse("policy_row", args=[row.pk]), "cells": cells, "place": place}


def progress_of(row: ScopeRow) -> str:
    """How far the investigation of a row is, in a few words."""
    if row.begun is None:
        return _("past its last day") if row.due and row.due < timezone.localdate() else _("not started")
    if row.closed is None:
        return _("started %(day)s") % {"day": format_day(row.begun)}
    return _("closed %(day)s") % {"day": format_day(row.closed)}
