"""The log: read, filter, export, check the chain."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knipperlicht.cases.audit.anchors import verify_all
from knipperlicht.cases.audit.events import EVENTS
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.audit.purposes import Purpose
from knipperlicht.cases.audit.reading import LogFilter, as_csv, filtered, visible
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right, Role
from knipperlicht.web.access import needs
from knipperlicht.web.account.confirm import confirmed_again
from knipperlicht.web.auditlog.forms import CATEGORIES, LogForm
from knipperlicht.web.home.views import HERE
from knipperlicht.web.requests import Signed

PER_PAGE = 100
SHOWN_FAULTS = 50


def _asked(request: Signed) -> tuple[LogForm, LogFilter | None]:
    form = LogForm(request.GET)
    return form, LogFilter(**form.cleaned_data) if form.is_valid() else None


def _filters(form: LogForm) -> list[tuple[str, Any]]:
    """Label and value, in words, of what narrows the log."""
    given = [(field, form.cleaned_data.get(field.name)) for field in form.visible_fields()]
    return [
        (str(field.label), dict(getattr(field.field, "choices", ())).get(value, value))
        for field, value in given
        if value
    ]


def _in_words(entry: Entry) -> dict[str, Any]:
    """A row for people; a code of an older version that nobody knows any more stays as it is."""
    known = EVENTS.get(entry.event)
    return {
        "entry": entry,
        "subject": _("start page") if entry.subject == HERE else entry.subject,
        "sentence": known.sentence if known else entry.event,
        "role": dict(Role.choices).get(entry.actor_role, entry.actor_role),
        "category": dict(CATEGORIES).get(entry.category, entry.category),
        "purpose": dict(Purpose.choices).get(entry.purpose, entry.purpose),
        "detail": [(name.replace("_", " "), _written(value)) for name, value in sorted(entry.detail.items())],
    }


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@needs(Right.AUDIT, Right.AUDIT_ALL)
def index(request: Signed) -> HttpResponseBase:
    """Newest first; reading the log is in the log too."""
    form, asked = _asked(request)
    rows = filtered(visible(request.actor), asked) if asked else visible(request.actor).none()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(
        page.object_list
    )  # before this look is written, which would push the oldest row off
    log(request.actor, "audit.read", detail={"filter": request.GET.dict(), "found": page.paginator.count})
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [_in_words(entry) for entry in page],
        "query": query.urlencode(),
        "everything": request.actor.may(Right.AUDIT_ALL),
    }  # fmt: skip
    return render(request, "auditlog/index.html", context, status=200 if asked else 400)


@needs(Right.AUDIT, Right.AUDIT_ALL)
@confirmed_again
@require_http_methods(["GET", "POST"])
def export(request: Signed) -> HttpResponseBase:
    """How many rows would leave, and the button; then the rows of the filter as CSV."""
    form, asked = _asked(request)
    if asked is None:
        return render(request, "auditlog/index.html", {"form": form}, status=400)
    rows = filtered(visible(request.actor), asked)
    if request.method == "GET":
        count = rows.count()
        log(request.actor, "audit.read", detail={"filter": request.GET.dict(), "found": count, "part": "export"})  # fmt: skip
        return render(request, "auditlog/export.html", {
            "filters": _filters(form), "count": count, "query": request.GET.urlencode(),
        })  # fmt: skip
    last = rows.values_list("number", flat=True).first() or 0
    log(
        request.actor, "audit.export", recipients=request.actor.organisation.name,
        detail={"filter": request.GET.dict(), "rows": rows.count()},
    )  # fmt: skip
    lines = as_csv(rows.filter(number__lte=last).iterator(chunk_size=2000))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="log-{timezone.localdate()}.csv"'
    return answer


@needs(Right.AUDIT, Right.AUDIT_ALL)
@require_POST
def check(request: Signed) -> HttpResponseBase:
    """Check the whole chain and say what was found."""
    faults = list(verify_all(settings.DATA))
    log(request.actor, "audit.verify", detail={"faults": len(faults)})
    return render(request, "auditlog/check.html", {"faults": faults[:SHOWN_FAULTS], "count": len(faults)})
