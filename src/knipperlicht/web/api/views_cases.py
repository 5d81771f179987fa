"""Case files for programs: the same doors, guards and log as the pages. Data on offences are never in an answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knipperlicht.cases.casefiles.service import foresee, may_act, record
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.case import Proposed
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.steps import Refusal, UnknownStep
from knipperlicht.web.access import needs
from knipperlicht.web.api.cases import detail_of, refusals_of, summary_of
from knipperlicht.web.api.views import refusal
from knipperlicht.web.casework.door import open_file
from knipperlicht.web.casework.filter_form import FilterForm
from knipperlicht.web.casework.journal import log_list
from knipperlicht.web.casework.listing import files_of
from knipperlicht.web.requests import Signed

SIZE = 100


class _Unreadable(ValueError):
    """A body that is not what the description asks; carries a sentence."""


def plain_errors(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Sentences for programs."""

    @wraps(view)
    def guarded(request: Signed, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Http404:
            return refusal(404, _("There is no such case file, or it is not yours to open."))
        except PermissionDenied:
            return refusal(403, _("Your role does not allow this."))
        except UnknownStep:
            return refusal(400, _("The procedure of this file has no such step."))
        except _Unreadable as error:
            return refusal(400, str(error))
        answer["Cache-Control"] = "no-store"
        return answer

    return guarded


@needs(Right.CASES, json=True)
@require_safe
@plain_errors
def cases(request: Signed) -> JsonResponse:
    """Files one may open, filtered as on the page."""
    today, form = timezone.localdate(), FilterForm(request.GET, actor=request.actor)
    found = files_of(request.actor, form.asked, today)
    if form.errors:
        raise _Unreadable(
            "; ".join(f"{name}: {' '.join(map(str, said))}" for name, said in form.errors.items())
        )
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    log_list(request, "api case files", filter=form.query, shown=len(page.object_list))
    return JsonResponse(
        {"count": page.paginator.count, "page": page.number, "pages": page.paginator.num_pages, "cases": [summary_of(file) for file in page]}
    )  # fmt: skip


@needs(Right.CASES, json=True)
@require_safe
@plain_errors
def case(request: Signed, file_id: int) -> JsonResponse:
    """One file: acts, terms, and the steps that can be taken with what stands in their way."""
    return JsonResponse(detail_of(request.actor, open_file(request, file_id), timezone.localdate()))


@needs(Right.CASES, json=True)
@require_POST
@plain_errors
def acts(request: Signed, file_id: int) -> JsonResponse:
    """Record an act, or with `dry_run` only hear whether it would be refused."""
    file = open_file(request, file_id, quiet=True)
    if not may_act(request.actor, file):
        raise PermissionDenied
    body = _body(request)
    signed = {name: _text(body, name) for name in ("signed_by", "reference")}
    act = Proposed(step=_text(body, "step"), on=_day(body), data=_data(body))
    if body.get("dry_run") is True:
        found, _after = foresee(request.actor, file, act, **signed)
        return _refused(found) if found else JsonResponse({"refusals": []})
    try:
        file = record(
            request.actor, file.pk, step=act.step, version=_version(body), on=act.on, data=act.data, work=request.work, **signed
        )  # fmt: skip
    except Refused as refused:
        return _refused(refused.refusals)
    return JsonResponse(detail_of(request.actor, file, timezone.localdate()), status=201)


def _refused(found: tuple[Refusal, ...]) -> JsonResponse:
    said = " ".join(str(one.sentence) for one in found)
    return JsonResponse({"error": said, "refusals": refusals_of(found)}, status=409)


def _body(request: Signed) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise _Unreadable(_("The body is not JSON.")) from error
    if not isinstance(body, dict):
        raise _Unreadable(_("The body must be an object."))
    return body


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or "\x00" in value:
        raise _Unreadable(_("“%(name)s” must be a text.") % {"name": name})
    return value


def _day(body: dict[str, Any]) -> date:
    try:
        return date.fromisoformat(_text(body, "on"))
    except ValueError as error:
        raise _Unreadable(_("“on” must be a day, as 2026-12-31.")) from error


def _data(body: dict[str, Any]) -> dict[str, Any]:
    data = body.get("data", {})
    if not isinstance(data, dict) or "\\u0000" in json.dumps(data):
        raise _Unreadable(_("“data” must be an object, by name of the field."))
    return data


def _version(body: dict[str, Any]) -> int:
    version = body.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise _Unreadable(_("“version” must be the number of acts of the file as you saw it."))
    return version
