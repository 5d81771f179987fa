"""What people do with chosen rows: put them on a watch-list, prepare an action, or export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knipperlicht.bridge import lists
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.models import WatchKind, WatchList
from knipperlicht.cases.worklists.service import (
    MOST_AT_ONCE,
    Unusable,
    add,
    create_list,
    lists_of,
    may_fill,
    too_many,
)
from knipperlicht.web.access import needs
from knipperlicht.web.lists.forms import NEW, BulkForm
from knipperlicht.web.lists.journal import log_part
from knipperlicht.web.lists.state import SIZE, State, read_state, whole
from knipperlicht.web.lists.views import named
from knipperlicht.web.requests import Signed

SHOWN = 12
OWN = ("do", "row", "all", "csrfmiddlewaretoken")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The rows someone chose, as far as they match the list of the address."""

    state: State
    numbers: list[int]
    everything: bool


@needs(Right.WRITE, Right.EXPORT, purpose=True)
def bulk(request: Signed) -> HttpResponseBase:
    """The choice made on the list becomes an address; then one form with one reason."""
    if request.method == "POST" and "do" in request.POST:
        return _to_address(request)
    chosen = chosen_in(request.GET, request)
    if chosen.state.errors:
        return redirect(f"{reverse('lists')}?{chosen.state.query()}")
    if not chosen.numbers:
        messages.warning(request, _("No rows were chosen: tick the boxes in front of the rows first."))
        return redirect(chosen.state.url())
    if request.GET.get("do") == "export":
        rows = "" if chosen.everything else "".join(f"&row={n}" for n in chosen.numbers)
        query = (chosen.state.query() + rows).lstrip("&")
        return redirect(f"{reverse('list_export')}?{query}")
    if not request.actor.may(Right.WRITE):
        return redirect(chosen.state.url())
    if len(chosen.numbers) > MOST_AT_ONCE:
        messages.error(request, too_many(len(chosen.numbers)))
        return redirect(chosen.state.url())
    return _form(request, chosen)


def chosen_in(values: QueryDict, request: Signed) -> Chosen:
    """What was chosen; a number that is not in the list (any more) is left out, so the territory always holds."""
    plain = values.copy()
    rows = {int(text) for text in plain.getlist("row")[:SIZE] if whole(text)}
    everything = plain.get("all") == "1"
    for key in OWN:
        plain.pop(key, None)
    state = read_state(request, plain)
    if state.errors or not (everything or rows):
        return Chosen(state=state, numbers=[], everything=everything)
    matching = lists.numbers(state.asked, flags_only=flags_only())
    return Chosen(
        state=state, numbers=matching if everything else [n for n in matching if n in rows],
        everything=everything,
    )  # fmt: skip


def _to_address(request: Signed) -> HttpResponseBase:
    address = request.GET.copy()
    for key in OWN:
        address.pop(key, None)
    address["do"] = request.POST["do"][:10]
    if request.POST.get("all") == "1":
        address["all"] = "1"
    else:
        address.setlist("row", [text for text in request.POST.getlist("row") if whole(text)][:SIZE])
    return redirect(f"{reverse('list_bulk')}?{address.urlencode()}")


def _form(request: Signed, chosen: Chosen) -> HttpResponseBase:
    action = request.GET.get("do") == "action"
    kind = WatchKind.ACTION if action else WatchKind.WATCH
    offered = [one for one in lists_of(request.actor).filter(kind=kind) if may_fill(request.actor, one)]
    form = BulkForm(request.POST or None, lists=offered, action=action)
    if request.method == "POST" and form.is_valid():
        try:
            return _put(request, chosen, form.cleaned_data, offered)
        except Unusable as error:
            form.add_error("name" if form.cleaned_data["target"] == NEW else "target", str(error))
    log_part(chosen.state, request, named(chosen.state, request), part="bulk")
    names = lists.names_of(chosen.numbers[:SHOWN])
    return render(request, "lists/bulk.html", {
        "form": form, "action": action, "chosen": chosen, "count": len(chosen.numbers),
        "some": [{"number": n, "name": names.get(n, "")} for n in chosen.numbers[:SHOWN]],
        "more": max(0, len(chosen.numbers) - SHOWN), "named": named(chosen.state, request),
        "back_url": chosen.state.url(after=chosen.state.after),
    }, status=422 if form.errors else 200)  # fmt: skip


@transaction.atomic
def _put(request: Signed, chosen: Chosen, wanted: dict[str, Any], offered: list[WatchList]) -> HttpResponseBase:  # fmt: skip
    if wanted["target"] == NEW:
        target = create_list(
            request.actor, name=wanted["name"], shared=wanted["shared"], day=wanted.get("day"),
            work=request.work,
        )  # fmt: skip
    else:
        target = next(one for one in offered if str(one.pk) == wanted["target"])
    new = add(
        request.actor, target, enterprises=dict.fromkeys(chosen.numbers, "") | lists.names_of(chosen.numbers),
        reason=wanted["reason"], work=request.work, filter_text=lists.query_string(chosen.state.asked),
    )  # fmt: skip
    already = len(chosen.numbers) - new
    messages.success(request, ngettext("One enterprise was put on the list.", "%(n)s enterprises were put on the list.", new) % {"n": new})  # fmt: skip
    if already:
        messages.info(request, ngettext("One stood on it already.", "%(n)s stood on it already.", already) % {"n": already})  # fmt: skip
    return redirect("watchlist", target.pk)
