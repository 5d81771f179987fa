"""Who works on a file: joining, leaving, leading, asking for support."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from knipperlicht.cases.casefiles.service import (
    CaseFile,
    ask_support,
    designated_users,
    end_support,
    join_team,
    leave_team,
    supporters_of,
)
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.web.access import needs
from knipperlicht.web.casework.door import open_file
from knipperlicht.web.requests import Signed


@needs(Right.CASES)
@require_POST
def change_team(request: Signed, file_id: int) -> HttpResponseBase:
    """One change: `do` is join, lead, leave (with `user`), ask or end (with `supporter`)."""
    file = open_file(request, file_id, quiet=True)
    try:
        CHANGES[request.POST["do"]](request, file)
    except KeyError as error:
        raise Http404 from error
    except Refused as refused:
        for refusal in refused.refusals:
            messages.error(request, str(refusal.sentence))
    if not CaseFile.objects.of(request.actor).filter(pk=file.pk).exists():
        return redirect("my_work")
    return redirect(f"{request.path.removesuffix('team/')}#team")


def _join(request: Signed, file: CaseFile, *, lead: bool = False) -> None:
    user = _chosen(designated_users(file.organisation), request, "user")
    join_team(request.actor, file, user=user, lead=lead, work=request.work)


def _lead(request: Signed, file: CaseFile) -> None:
    """Handing over: who is chosen leads from now on."""
    _join(request, file, lead=True)


def _leave(request: Signed, file: CaseFile) -> None:
    member = _chosen(file.team.filter(until=None).select_related("user"), request, "user", field="user_id")
    leave_team(request.actor, file, user=member.user, work=request.work)


def _ask(request: Signed, file: CaseFile) -> None:
    supporter = _chosen(supporters_of(file.organisation, timezone.localdate()), request, "supporter")
    ask_support(request.actor, file, supporter=supporter, work=request.work)


def _end(request: Signed, file: CaseFile) -> None:
    support = _chosen(
        file.support.filter(ended=None).select_related("supporter", "file"),
        request,
        "supporter",
        field="supporter_id",
    )
    end_support(request.actor, support, work=request.work)


CHANGES = {"join": _join, "lead": _lead, "leave": _leave, "ask": _ask, "end": _end}


def _chosen(among: Any, request: Signed, name: str, *, field: str = "pk") -> Any:
    """The row whose number was sent; a 404 for any other."""
    text = request.POST.get(name, "")
    found = among.filter(**{field: text}).first() if text.isascii() and text.isdigit() else None
    if found is None:
        raise Http404
    return found
