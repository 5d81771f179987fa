"""Forms of meetings and agendas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.college.service import Body, Meeting, Purpose

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class WhenForm(forms.Form):
    """Day and hour of a meeting."""

    day = forms.DateField(label=_("Day"), widget=DAY)
    hour = forms.TimeField(label=_("Hour"), widget=HOUR)


class PlanForm(WhenForm):
    """A new meeting."""

    body = forms.ChoiceField(
        label=_("Who meets"), choices=Body.choices, initial=Body.COLLEGE, widget=forms.RadioSelect,
        help_text=_("Closures under article 134 § 1 go to the council, all others to the college."),
    )  # fmt: skip
    field_order = ("body", "day", "hour")


class MoveForm(WhenForm):
    """A meeting put on another day."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=320,
        help_text=_("Stands in the minutes, and in each file that waits for this meeting."),
    )


class CancelForm(forms.Form):
    """A meeting that is not held."""

    reason = forms.CharField(label=_("Reason"), max_length=320)


class CloseForm(forms.Form):
    """What the minutes say beside the decisions."""

    present = forms.CharField(
        label=_("Present and excused"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
    )
    remarks = forms.CharField(
        label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )


class RemarksForm(forms.Form):
    """A remark for the minutes on one item."""

    remarks = forms.CharField(
        label=_("Remark for the minutes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
    )


class MeetingChoice(forms.ModelChoiceField[Meeting]):
    """Meetings by day, hour and body."""

    def label_from_instance(self, obj: Meeting) -> str:
        """A meeting in the list."""
        return f"{obj.day:%d-%m-%Y} {obj.hour:%H:%M} · {obj.get_body_display()}"


class PutForm(forms.Form):
    """A file on an agenda."""

    purpose = forms.ChoiceField(
        label=_("For"), choices=Purpose.choices, initial=Purpose.DECISION, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note for the members"), required=False, max_length=320,
        help_text=_("They see this note and the decision set; nothing else of the file."),
    )  # fmt: skip
    field_order = ("meeting", "purpose", "note")

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"] = MeetingChoice(label=_("Meeting"), queryset=meetings, empty_label=None)
        self.order_fields(self.field_order)
