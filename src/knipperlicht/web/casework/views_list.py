"""The list of files."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knipperlicht.cases.casefiles.service import may_open
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.casework.filter_form import FilterForm
from knipperlicht.web.casework.journal import log_list
from knipperlicht.web.casework.listing import files_of
from knipperlicht.web.casework.rows import rows_of
from knipperlicht.web.requests import Signed

SIZE = 50


@needs(Right.CASES)
@require_safe
def case_list(request: Signed) -> HttpResponseBase:
    """Files the actor may open; the address is the filter."""
    today, form = timezone.localdate(), FilterForm(request.GET, actor=request.actor)
    found = files_of(request.actor, form.asked, today)
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    log_list(request, "case files", filter=form.query, shown=len(page.object_list))
    return render(request, "casework/list.html", {
        "form": form, "rows": rows_of(page.object_list, today), "page": page, "active": form.active, "may_open": may_open(request.actor),
        "paging": _paging(page, form.query),
    }, status=422 if form.errors else 200)  # fmt: skip


def _paging(page: Any, query: str) -> dict[str, Any]:
    """The parameters of components/pagination.html."""

    def url(number: int) -> str:
        return f"?{query}&page={number}" if query else f"?page={number}"

    return {
        "first": page.start_index(), "last": page.end_index(), "count": page.paginator.count,
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }  # fmt: skip
