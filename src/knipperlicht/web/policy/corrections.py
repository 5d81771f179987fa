"""The corrections people can make of a row: a small form each, all with their reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.models.scope import Answer, RowState
from knipperlicht.cases.policies.service import (
    Activity,
    ScopeRow,
    bring_back,
    in_force,
    judge_access,
    judge_zone,
    observe,
    set_activity,
    strike,
)
from knipperlicht.web.policy.forms import ReasonForm
from knipperlicht.web.policy.page import choices_of, may_keep
from knipperlicht.web.requests import Signed

Choices = list[tuple[str, str]]


class AccessForm(ReasonForm):
    """Whether the public can walk in."""

    accessible = forms.ChoiceField(label=_("Can the public walk in?"), choices=Answer.choices[1:], widget=forms.RadioSelect)  # fmt: skip
    field_order = ("accessible", "reason")


class ActivityChangeForm(ReasonForm):
    """Another activity of the regulation."""

    activity = forms.TypedChoiceField(label=_("Activity"), coerce=int)
    field_order = ("activity", "reason")


class ObservedForm(ReasonForm):
    """What is done on the spot."""

    activity = forms.TypedChoiceField(
        label=_("Observed activity"), coerce=int, required=False, empty_value=None
    )
    note = forms.CharField(label=_("What was seen"), max_length=320, required=False)
    field_order = ("activity", "note", "reason")


@dataclass(frozen=True, kw_only=True)
class Correction:
    """`makes`: carries out the correction with what the form gives; `fits`: whether it makes sense for a row now."""

    key: str
    name: str | Promise
    form: type[ReasonForm]
    makes: Callable[..., None]
    fits: Callable[[ScopeRow], bool]
    grave: bool = False


ALL = (
    Correction(key="access", name=_("Open to the public?"), form=AccessForm, makes=judge_access, fits=lambda row: row.state == RowState.IN),
    Correction(key="zone", name=_("It lies in the zone"), form=ReasonForm, makes=judge_zone, fits=lambda row: not row.zone_known),
    Correction(key="observed", name=_("What was seen on the spot"), form=ObservedForm, makes=observe, fits=lambda row: True),
    Correction(key="activity", name=_("Another activity"), form=ActivityChangeForm, makes=set_activity,
               fits=lambda row: row.begun is None or row.closed is not None),
    Correction(key="strike", name=_("Strike from the queue"), form=ReasonForm, makes=strike,
               fits=lambda row: row.state == RowState.IN and (row.begun is None or row.closed is not None), grave=True),
    Correction(key="back", name=_("Bring back in scope"), form=ReasonForm, makes=bring_back, fits=lambda row: row.state != RowState.IN),
)  # fmt: skip
BY_KEY = {one.key: one for one in ALL}


def form_of(request: Signed, one: Correction, row: ScopeRow, known: dict[int, Activity], data: Any = None) -> ReasonForm:  # fmt: skip
    """The form of a correction, with the activities it can choose from."""
    first = {"observed": row.observed, "activity": row.activity}.get(one.key)
    first_values = {"activity": first, "accessible": row.accessible, "note": row.observed_note}
    form = one.form(data, prefix=one.key, initial=first_values)
    if "activity" in form.fields:
        field = form.fields["activity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *_choices(request, one, row, known)]
    return form


def _choices(request: Signed, one: Correction, row: ScopeRow, known: dict[int, Activity]) -> Choices:
    if one.key == "observed":
        return choices_of(known, request)
    return choices_of(known, request, binding_numbers(request.actor))


def binding_numbers(actor: Actor) -> list[int]:
    """Activities of the regulations in force."""
    binding = in_force(actor.organisation, timezone.localdate())
    return sorted({term.number for regulation in binding for term in regulation.activities.all()})


def corrections_of(
    request: Signed, row: ScopeRow, known: dict[int, Activity], *, refused: ReasonForm | None = None
) -> list[dict[str, Any]]:
    """What may be corrected, each with its form and address; none for who does not keep the policy."""
    if not may_keep(request):
        return []
    return [
        {
            "one": one, "url": reverse("policy_row_correct", args=[row.pk, one.key]),
            "form": refused if refused is not None and refused.prefix == one.key else form_of(request, one, row, known),
            "open": refused is not None and refused.prefix == one.key,
        }
        for one in ALL if one.fits(row)
    ]  # fmt: skip


def carry_out(actor: Actor, one: Correction, row: ScopeRow, given: dict[str, Any], work: PieceOfWork | None) -> None:  # fmt: skip
    """Make a correction. Raises NotCorrected or PermissionDenied."""
    one.makes(actor, row, work=work, **given)
