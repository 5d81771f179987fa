"""Random samples: draw, check one by one, and see how often the signs were right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knipperlicht.bridge import lists
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.worklists.models import Outcome, Sample, SampleItem
from knipperlicht.cases.worklists.service import Unusable, draw, precision_of, record_outcome, samples_of
from knipperlicht.web.access import needs
from knipperlicht.web.language import language_of
from knipperlicht.web.lists.forms import SampleForm
from knipperlicht.web.lists.journal import log_part
from knipperlicht.web.lists.state import SIZE, read_state, whole
from knipperlicht.web.lists.views import named
from knipperlicht.web.requests import Signed


@needs(Right.WRITE, purpose=True)
@require_http_methods(["GET", "POST"])
def draw_sample(request: Signed) -> HttpResponseBase:
    """Draw a share of the list of the address and keep it."""
    state = read_state(request)
    if state.errors:
        return redirect(f"{reverse('lists')}?{request.GET.urlencode()}")
    form = SampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sample = draw(
                request.actor, asked=state.asked, share=form.cleaned_data["share"], flags_only=flags_only(),
                work=request.work,
            )  # fmt: skip
        except Unusable as error:
            form.add_error("share", str(error))
        else:
            return redirect("sample", sample.pk)
    log_part(state, request, named(state, request), part="sample")
    whole = state.asked.without("sample", "seed")
    return render(request, "lists/sample_new.html", {
        "form": form, "named": named(state, request), "count": lists.count(whole, flags_only=flags_only()),
        "back_url": state.url(),
    }, status=422 if form.errors else 200)  # fmt: skip


@needs(Right.LOOK)
def samples(request: Signed) -> HttpResponseBase:
    """Samples of the organisation."""
    return render(request, "lists/samples.html", {"samples": samples_of(request.actor)[:200]})


@needs(Right.LOOK, purpose=True)
def sample(request: Signed, pk: int) -> HttpResponseBase:
    """One sample: measured precision, and its enterprises with what came of each."""
    held = get_object_or_404(samples_of(request.actor), pk=pk)
    log(
        request.actor, "list.open", work=request.work, subject=f"sample {held.pk}", detail={"sample": held.pk}
    )
    items = SampleItem.objects.filter(sample=held).select_related("checked_by")
    pages = Paginator(items, SIZE).get_page(request.GET.get("page"))
    return render(request, "lists/sample.html", {
        "sample": held, "items": pages, "precision": precision_of(held), "outcomes": Outcome.choices,
        "words": _words(held, request), "may_write": request.actor.may(Right.WRITE),
        "again_url": f"{reverse('lists')}?{held.query}&sample={held.share:g}&seed={held.seed}".replace("?&", "?"),
    })  # fmt: skip


@needs(Right.WRITE, purpose=True)
@require_POST
def outcome(request: Signed, pk: int) -> HttpResponseBase:
    """Record what a check of one enterprise gave."""
    held = get_object_or_404(samples_of(request.actor), pk=pk)
    number, said = request.POST.get("number", ""), request.POST.get("outcome", "")
    if not whole(number) or said not in Outcome.values:
        raise Http404
    try:
        record_outcome(request.actor, held, number=int(number), outcome=Outcome(said), work=request.work)
    except SampleItem.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The outcome is recorded."))
    page = request.POST.get("page", "")
    return redirect(
        f"{reverse('sample', args=[pk])}{f'?page={page}' if page.isdigit() else ''}#n{int(number)}"
    )


def _words(held: Sample, request: Signed) -> str:
    """The filter it was drawn from, in words; what can no longer be read stands as it was stored."""
    given: dict[str, Any] = dict(QueryDict(held.query).lists())
    try:
        asked = lists.read_filter(given, scope=None, language=language_of(request), flags_only=False)
    except lists.FilterError:
        return held.query
    chips = lists.filter_in_words(asked, language_of(request))
    return "; ".join(f"{chip.name} {chip.text}" for chip in chips) or _("the whole territory")
