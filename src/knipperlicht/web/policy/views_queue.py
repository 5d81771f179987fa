"""The order of the queue: a criterion the municipality says in public."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.policies.service import queue_of, set_order
from knipperlicht.web.access import needs
from knipperlicht.web.policy.forms import QueueForm
from knipperlicht.web.policy.page import show
from knipperlicht.web.requests import Signed


@needs(Right.POLICY)
@require_http_methods(["GET", "POST"])
def order(request: Signed) -> HttpResponseBase:
    """Choose it; the score only after switching that on, with a reason."""
    held = queue_of(request.actor.organisation)
    first = {name: getattr(held, name) for name in QueueForm.base_fields}
    form = QueueForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        set_order(request.actor, work=request.work, **form.cleaned_data)
        messages.success(request, _("The queue is ordered anew. The same establishments are in it."))
        return redirect("policy_scope")
    return show(request, "form", here="policy_scope", form=form, title=_("Order of the queue"),
                lead=_("Every establishment in scope must be investigated: an order says which comes first, and takes none out."),
                back=reverse("policy_scope"), status=422 if form.errors else 200)  # fmt: skip
