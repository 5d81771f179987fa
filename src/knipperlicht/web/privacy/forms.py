"""Forms of privacy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.retention.service import Answer, HoldGround, IdentityCheck, RequestKind

LONG = 20_000


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def _text(label: Any, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=LONG, **options
    )


class ReceiveForm(forms.Form):
    """A request as it came in."""

    kind = forms.ChoiceField(label=_("What is asked"), choices=RequestKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Who asks"), max_length=160)
    contact = forms.CharField(label=_("Where the answer goes"), max_length=320)
    received = _day(_("Received on"), help_text=_("The month to answer runs from this day."))
    statement = _text(_("What is asked, in their words"))


class IdentityForm(forms.Form):
    """How it was made sure who asks."""

    how = forms.ChoiceField(label=_("How"), choices=IdentityCheck.choices, widget=forms.RadioSelect)
    on = _day(_("Checked on"))


class ExtendForm(forms.Form):
    """A second month."""

    why = _text(_("Why the request is complex"), rows=3)
    told = _day(_("Told to who asks on"), help_text=_("Within the first month."))


class AnswerForm(forms.Form):
    """The answer of the DPO."""

    how = forms.ChoiceField(
        label=_("Answer"), choices=Answer.choices, widget=forms.RadioSelect,
        help_text=_("Access and erasure may be limited while that is needed, at the latest until the final decision (art. 119sexies NGW)."),
    )  # fmt: skip
    reasons = _text(
        _("Reasons in fact and in law"),
        help_text=_("Kept here, at the disposal of the data protection authority."),
    )
    remedies = forms.BooleanField(
        label=_("The answer names the complaint to the data protection authority and the action in court"),
        required=False,
    )
    on = _day(_("Answered on"))


class HoldForm(forms.Form):
    """A destruction put off."""

    ground = forms.ChoiceField(
        label=_("Why"),
        choices=HoldGround.choices,
        widget=forms.RadioSelect,
        help_text=_("Nothing else puts off a destruction."),
    )
    reason = forms.CharField(label=_("Which case, before which court"), max_length=320)
    review = _day(
        _("Look again on"), help_text=_("Within six months: then somebody looks whether the case still runs.")
    )


class ReviewForm(forms.Form):
    """The case still runs."""

    review = _day(_("Look again on"))


class EndForm(forms.Form):
    """The case is over."""

    why = forms.CharField(label=_("Which ruling, of which day"), max_length=320, required=False)
