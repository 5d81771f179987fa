"""The filter of the log."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.events import EVENTS

CATEGORIES = (
    ("", _("all kinds")),
    ("consultation", _("consultation")),
    ("communication", _("communication")),
    ("collection", _("collection")),
    ("modification", _("modification")),
    ("linking", _("linking")),
    ("erasure", _("erasure")),
    ("access", _("access")),
    ("refusal", _("refusal")),
)

DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
"""The first and last days a calendar knows have no day before or after them in another time zone."""


class LogForm(forms.Form):
    """Everything optional; the address is the filter."""

    terms: ClassVar = {"category": "log_kind"}
    since = forms.DateField(
        label=_("From"), required=False, validators=DAYS, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Up to and including"), required=False, validators=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("Kind"), required=False, choices=CATEGORIES)
    event = forms.ChoiceField(
        label=_("Event"),
        required=False,
        choices=lambda: [("", _("all events")), *((k, e.sentence) for k, e in EVENTS.items())],
    )
    who = forms.CharField(label=_("Who"), required=False, max_length=120)
    subject = forms.CharField(label=_("About (number, text or reference)"), required=False, max_length=200)
    organisation = forms.IntegerField(required=False, widget=forms.HiddenInput)
