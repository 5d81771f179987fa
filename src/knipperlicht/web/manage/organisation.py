"""Making and changing an organisation: who is concerned hears of it before it is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.service import log_about
from knipperlicht.cases.organisations import sharing
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.web.access import needs
from knipperlicht.web.account.confirm import confirmed_again
from knipperlicht.web.manage.forms import OrganisationForm
from knipperlicht.web.manage.organisation_mail import tell_changed, tell_sharing
from knipperlicht.web.requests import Signed


@needs(Right.OPERATE)
@confirmed_again
def organisation(request: Signed, pk: int | None = None) -> HttpResponseBase:
    """Make or change one."""
    held = get_object_or_404(Organisation, pk=pk) if pk else None
    before, reached = _values(held), sharing.reach(held)
    form = OrganisationForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, form, before, reached)
        except OSError:
            form.add_error(None, _("Nothing was changed: the managers concerned could not be told by mail."))
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": saved.name})
            return redirect("manage_organisations")
    status = 422 if request.method == "POST" else 200
    return render(request, "manage/organisation.html", {"form": form, "held": held}, status=status)


def _values(organisation: Organisation | None) -> dict[str, Any]:
    return (
        {}
        if organisation is None
        else {name: getattr(organisation, name) for name in OrganisationForm.Meta.fields}
    )


def _save(
    request: Signed, form: OrganisationForm, before: dict[str, Any], reached: sharing.Reach
) -> Organisation:
    """Tell first, then save: nobody gets a territory unseen. Raises what the mail server raises (OSError)."""
    asked = form.save(commit=False)
    after = _values(asked)
    changed = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    gained = sharing.reach(asked) - reached
    towns = sharing.concerned(asked, gained)
    tell_sharing(request, asked, towns)
    if changed and before:
        tell_changed(request, asked, before["name"])
    with transaction.atomic():
        asked.save()
        if changed:
            log_about(request.actor, asked, "organisation.change", subject=asked.name, detail=changed)
        sharing.write_down(request.actor, asked, towns, gained)
    return asked
