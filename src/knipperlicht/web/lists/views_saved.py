"""Saved views: save, open, rename, share, delete."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knipperlicht.bridge import lists
from knipperlicht.bridge.register import reader
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.models import SavedView
from knipperlicht.cases.worklists.service import (
    Unusable,
    change_view,
    delete_view,
    opened_view,
    save_view,
    views_of,
)
from knipperlicht.web.access import needs
from knipperlicht.web.lists.forms import ViewForm
from knipperlicht.web.lists.state import read_state
from knipperlicht.web.lists.views import named
from knipperlicht.web.requests import Signed


@needs(Right.LOOK)
def views(request: Signed) -> HttpResponseBase:
    """Own views and the team's."""
    return render(request, "lists/views.html", {"views": views_of(request.actor), "me": request.actor.user})


@needs(Right.LOOK, purpose=True)
def open_view(request: Signed, pk: int) -> HttpResponseBase:
    """To the list, noting that it was opened; the list itself is logged."""
    view = get_object_or_404(views_of(request.actor), pk=pk)
    opened_view(request.actor, view, as_of=reader().snapshot.as_of)
    columns = "".join(f"&column={code}" for code in view.columns)
    sort = f"&sort={view.sort}" if view.sort else ""
    return redirect(f"{reverse('lists')}?{view.query}{columns}{sort}&view={view.pk}".replace("?&", "?"))


@needs(Right.WRITE, purpose=True)
@require_http_methods(["GET", "POST"])
def save(request: Signed) -> HttpResponseBase:
    """Keep the list of the address under a name."""
    state = read_state(request)
    if state.errors:
        return redirect(f"{reverse('lists')}?{request.GET.urlencode()}")
    form = ViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            view = save_view(
                request.actor, query=lists.query_string(state.asked), columns=state.columns, sort=state.sort,
                work=request.work, **form.cleaned_data,
            )  # fmt: skip
        except Unusable as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The view is saved. Opened again, it tells what changed in between."))
            return redirect("view_open", view.pk)
    said = {"form": form, "named": named(state, request), "back_url": state.url()}
    return render(request, "lists/save.html", said, status=422 if form.errors else 200)


@needs(Right.WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: Signed, pk: int) -> HttpResponseBase:
    """Rename or share; the owner only."""
    view = get_object_or_404(SavedView.objects.own(request.actor), pk=pk)
    form = ViewForm(request.POST or None, initial={"name": view.name, "shared": view.shared})
    if request.method == "POST" and form.is_valid():
        try:
            change_view(request.actor, view, work=request.work, **form.cleaned_data)
        except Unusable as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The view is changed."))
            return redirect("views")
    said = {"form": form, "view": SavedView.objects.get(pk=view.pk), "back_url": reverse("views")}
    return render(request, "lists/view_edit.html", said, status=422 if form.errors else 200)


@needs(Right.WRITE)
@require_http_methods(["GET", "POST"])
def delete(request: Signed, pk: int) -> HttpResponseBase:
    """Ask, then remove; the owner only."""
    view = get_object_or_404(SavedView.objects.own(request.actor), pk=pk)
    if request.method == "POST":
        delete_view(request.actor, view, work=request.work)
        messages.success(request, _("The view is deleted."))
        return redirect("views")
    return render(request, "lists/delete.html", {
        "title": _("Delete the view “%s”?") % view.name, "back_url": reverse("views"),
        "text": _("The enterprises in it stay where they are; only the saved filter goes."),
    })  # fmt: skip
