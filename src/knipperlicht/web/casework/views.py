"""The file."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.web.access import needs
from knipperlicht.web.casework.door import open_file
from knipperlicht.web.requests import Signed


@needs(Right.CASES)
@require_safe
def file_page(request: Signed, file_id: int) -> HttpResponseBase:
    """One case file."""
    file = open_file(request, file_id)
    return render(request, "casework/file.html", {"file": file, "procedure": procedure_of(file.kind)})
