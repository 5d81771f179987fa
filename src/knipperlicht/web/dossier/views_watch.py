"""Putting a dossier on a watch-list, with the reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.service import Unusable, add, create_list, lists_of, may_fill
from knipperlicht.web.access import needs
from knipperlicht.web.dossier.door import open_dossier
from knipperlicht.web.dossier.page import explained_of
from knipperlicht.web.dossier.refusals import answered
from knipperlicht.web.requests import Signed


class WatchForm(forms.Form):
    """One of the lists one may fill, or the name of a new one."""

    watchlist = forms.ChoiceField(label=gettext_lazy("Watch-list"), required=False)
    new = forms.CharField(
        label=gettext_lazy("Name of a new list"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Only when none of your lists fits."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=3,
        max_length=200,
        help_text=gettext_lazy("Why this dossier is watched; without names of people."),
    )

    def __init__(self, *args: Any, lists: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["watchlist"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("a new list")), *lists]

    def clean(self) -> dict[str, Any]:
        """A list is named one way or the other."""
        given = super().clean() or {}
        if not given.get("watchlist") and not given.get("new"):
            self.add_error("new", ValidationError(_("Choose a list, or write the name of a new one.")))
        return given


@needs(Right.WRITE, purpose=True)
@require_http_methods(["GET", "POST"])
@answered
def watch(request: Signed, number: str) -> HttpResponseBase:
    """Choose the list and say why."""
    opened = open_dossier(request, number, quiet=True)
    fillable = {str(one.pk): one for one in lists_of(request.actor) if may_fill(request.actor, one)}
    choices = [(key, one.name) for key, one in fillable.items()]
    posted = request.POST if request.method == "POST" else None
    form = WatchForm(posted, lists=choices, initial={"watchlist": choices[0][0] if choices else ""})
    name = explained_of(request, opened)["name"] or opened.number
    if posted is not None and form.is_valid():
        given = form.cleaned_data
        try:
            chosen = fillable.get(given["watchlist"]) or create_list(
                request.actor, name=given["new"], shared=False, day=None, work=request.work
            )
            add(
                request.actor,
                chosen,
                enterprises={opened.enterprise: name},
                reason=given["reason"],
                work=request.work,
            )
        except Unusable as error:
            form.add_error("new", str(error))
        else:
            messages.success(request, _("On the watch-list “%(name)s”: its changes appear on the start page.") % {"name": chosen.name})  # fmt: skip
            return redirect("dossier", number=opened.number)
    context = {"form": form, "number": opened.number, "name": name}
    return render(request, "dossier/watch.html", context, status=422 if form.errors else 200)
