"""Watch-lists: all of them, one with what changed, and keeping them."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knipperlicht.bridge import lists as register_lists
from knipperlicht.bridge import register
from knipperlicht.bridge.register import reader
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.models import WatchList
from knipperlicht.cases.worklists.service import (
    Unusable,
    add,
    alerts,
    change_list,
    create_list,
    delete_list,
    lists_of,
    may_fill,
    opened_list,
    remove,
)
from knipperlicht.core.clock import parse_day
from knipperlicht.core.numbers import NumberError
from knipperlicht.errors import NothingFound
from knipperlicht.web.access import needs
from knipperlicht.web.dossier.door import open_dossier
from knipperlicht.web.language import language_of
from knipperlicht.web.lists.changes import in_words
from knipperlicht.web.lists.forms import AddForm, ListForm
from knipperlicht.web.lists.state import SIZE, whole
from knipperlicht.web.requests import Signed

USUAL = timedelta(days=31)
"""How far back changes are shown to who opens a list for the first time."""


@needs(Right.LOOK)
def watchlists(request: Signed) -> HttpResponseBase:
    """Own lists and the team's."""
    found = lists_of(request.actor)
    return render(request, "lists/watchlists.html", {
        "lists": found, "me": request.actor.user, "may_write": request.actor.may(Right.WRITE),
    })  # fmt: skip


@needs(Right.WRITE)
@require_http_methods(["GET", "POST"])
def new(request: Signed) -> HttpResponseBase:
    """Make a list."""
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_list(request.actor, work=request.work, **form.cleaned_data)
        except Unusable as error:
            form.add_error("name", str(error))
        else:
            return redirect("watchlist", made.pk)
    said = {"form": form, "title": _("New watch-list"), "back_url": reverse("watchlists")}
    return render(request, "lists/watchlist_form.html", said, status=422 if form.errors else 200)


@needs(Right.LOOK, purpose=True)
def watchlist(request: Signed, pk: int) -> HttpResponseBase:
    """One list: what changed, and everything on it."""
    held = get_object_or_404(lists_of(request.actor).select_related("organisation"), pk=pk)
    seen = opened_list(request.actor, held, as_of=reader().snapshot.as_of)
    since = _since(request, seen)
    news = alerts(held, since=since, flags_only=flags_only())
    log(request.actor, "list.open", work=request.work, subject=held.name, detail={"list": held.pk, "count": held.items.count(), "changed": news.total})  # fmt: skip
    items = Paginator(held.items.select_related("added_by"), SIZE).get_page(request.GET.get("page"))
    inside = register_lists.inside([item.number for item in items], scope=request.actor.organisation.scope)
    return render(request, "lists/watchlist.html", {
        "held": held, "items": items, "inside": inside, "since": since, "total": news.total,
        "news": [{"item": a.item, "changes": in_words(a.changes, language_of(request))} for a in news.alerts],
        "more": news.total - len(news.alerts), "may_fill": may_fill(request.actor, held),
        "own": held.owner_id == request.actor.user.pk and request.actor.may(Right.WRITE), "form": AddForm(),
    })  # fmt: skip


@needs(Right.WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: Signed, pk: int) -> HttpResponseBase:
    """Rename, share, set the day; the owner only."""
    held = get_object_or_404(WatchList.objects.own(request.actor), pk=pk)
    form = ListForm(request.POST or None, initial={"name": held.name, "shared": held.shared, "day": held.day})
    if request.method == "POST" and form.is_valid():
        try:
            change_list(request.actor, held, work=request.work, **form.cleaned_data)
        except Unusable as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The list is changed."))
            return redirect("watchlist", pk)
    said = {"form": form, "title": _("Change the list"), "back_url": reverse("watchlist", args=[pk])}
    return render(request, "lists/watchlist_form.html", said, status=422 if form.errors else 200)


@needs(Right.WRITE)
@require_http_methods(["GET", "POST"])
def delete(request: Signed, pk: int) -> HttpResponseBase:
    """Ask, then remove; the owner only."""
    held = get_object_or_404(WatchList.objects.own(request.actor), pk=pk)
    if request.method == "POST":
        delete_list(request.actor, held, work=request.work)
        messages.success(request, _("The list is deleted."))
        return redirect("watchlists")
    return render(request, "lists/delete.html", {
        "title": _("Delete the list “%s”?") % held.name, "back_url": reverse("watchlist", args=[pk]),
        "text": _("The list and the reasons on it are removed; the log keeps that they were there."),
    })  # fmt: skip


@needs(Right.WRITE, purpose=True)
@require_POST
def put_on(request: Signed, pk: int) -> HttpResponseBase:
    """Put one enterprise on a list, by its number. Outside the territory: through its dossier first."""
    held = _fillable(request, pk)
    form = AddForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(said) for errors in form.errors.values() for said in errors))
        return redirect("watchlist", pk)
    try:
        opened = open_dossier(request, form.cleaned_data["number"], quiet=True)
    except (NumberError, NothingFound) as error:
        messages.error(request, str(error))
        return redirect("watchlist", pk)
    name = register.explain(f"{opened.enterprise:010d}", language=language_of(request), flags_only=True)[
        "name"
    ]
    added = add(request.actor, held, enterprises={opened.enterprise: name or ""}, reason=form.cleaned_data["reason"], work=request.work)  # fmt: skip
    said = (
        _("The enterprise stands on the list.") if added else _("The enterprise stood on the list already.")
    )
    messages.success(request, said)
    return redirect("watchlist", pk)


@needs(Right.WRITE, purpose=True)
@require_POST
def take_off(request: Signed, pk: int) -> HttpResponseBase:
    """Take one enterprise off."""
    held = _fillable(request, pk)
    number = request.POST.get("number", "")
    if whole(number) and remove(request.actor, held, number=int(number), work=request.work):
        messages.success(request, _("The enterprise is off the list."))
    return redirect("watchlist", pk)


def _fillable(request: Signed, pk: int) -> WatchList:
    held: WatchList = get_object_or_404(WatchList.objects.visible(request.actor), pk=pk)
    if not may_fill(request.actor, held):
        log(request.actor, "access.refused", work=request.work, subject=request.path)
        raise PermissionDenied
    return held


def _since(request: Signed, seen: date | None) -> date:
    """From which day changes are shown: as asked, else since the data seen before, else the usual stretch."""
    try:
        return parse_day(request.GET.get("since", ""))
    except ValueError:
        return seen + timedelta(days=1) if seen else reader().snapshot.as_of - USUAL
