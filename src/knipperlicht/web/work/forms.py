"""What is asked before anything is opened."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.audit.purposes import Purpose


class WorkForm(forms.Form):
    """Purpose and a reference or reason."""

    purpose = forms.ChoiceField(
        label=_("For what do you look?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you look for.")},
    )
    reference = forms.CharField(
        label=_("Reference or reason"),
        max_length=200,
        min_length=3,
        help_text=_("A file number, or a few words. Without names of people."),
        error_messages={
            "required": _("Fill in a reference or a reason, for instance the number of the file."),
            "min_length": _("Write at least three characters, for instance the number of the file."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
