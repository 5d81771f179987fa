"""Forms of what people do with a list."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.worklists.models import Format, WatchList

NEW = "new"
NO_NAMES = _("Without names of people.")


def day_field(**options: Any) -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class ViewForm(forms.Form):
    """A saved view."""

    name = forms.CharField(label=_("Name"), max_length=80)
    shared = forms.BooleanField(
        label=_("Share with my team"), required=False,
        help_text=_("Colleagues of your organisation see and open it; only you change it."),
    )  # fmt: skip


class ListForm(ViewForm):
    """A watch-list or an action."""

    terms: ClassVar = {"day": "watch_or_action"}
    day = day_field(
        label=_("Day of the action"), required=False,
        help_text=_("Only for a list that prepares a joint action or visit."),
    )  # fmt: skip


class BulkForm(forms.Form):
    """Where a selection goes, with one reason for the whole act."""

    target = forms.ChoiceField(label=_("Which list?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the new list"), max_length=80, required=False)
    day = day_field(label=_("Day of the action"), required=False)
    shared = forms.BooleanField(label=_("Share the new list with my team"), required=False)
    reason = forms.CharField(label=_("Reason"), min_length=3, max_length=200, help_text=_("One sentence for the whole selection. Without names of people."))  # fmt: skip

    def __init__(self, *args: Any, lists: list[WatchList], action: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.name) for one in lists] + [
            (NEW, _("a new action") if action else _("a new list"))
        ]
        self.initial.setdefault("target", str(lists[0].pk) if lists else NEW)
        if not action:
            del self.fields["day"]

    def clean(self) -> dict[str, Any]:
        """A new list needs its name, an action its day."""
        cleaned = super().clean() or {}
        if cleaned.get("target") == NEW:
            if not cleaned.get("name"):
                self.add_error("name", _("Give the new list a name."))
            if self.action and not cleaned.get("day") and "day" not in self.errors:
                self.add_error("day", _("Say on which day the action is."))
        return cleaned


class ExportForm(forms.Form):
    """What leaves, why, and for whom."""

    terms: ClassVar = {"format": "ftm"}
    format = forms.ChoiceField(label=_("Kind of file"), choices=Format.choices, widget=forms.RadioSelect, initial=Format.XLSX)  # fmt: skip
    reason = forms.CharField(label=_("Reason"), min_length=3, max_length=200, help_text=NO_NAMES)
    recipients = forms.CharField(
        label=_("For whom?"), min_length=2, max_length=200,
        help_text=_("The service or function that gets the file, or “own use”. It stands in the log."),
    )  # fmt: skip


class SampleForm(forms.Form):
    """How much to draw."""

    share = forms.FloatField(
        label=_("Share, in per cent"), min_value=0.1, max_value=100, initial=10, localize=True,
        help_text=_("Ten per cent is a good start; a short list needs a larger share."),
    )  # fmt: skip


class AddForm(forms.Form):
    """One enterprise onto a watch-list."""

    number = forms.CharField(label=_("Enterprise number"), max_length=40)
    reason = forms.CharField(label=_("Reason"), min_length=3, max_length=200, help_text=NO_NAMES)
