"""The filter of the list of files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy

from knipperlicht.cases.casefiles.service import designated_users
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.procedures.registry import all_procedures
from knipperlicht.web.casework.listing import Asked

ANY = ("", gettext_lazy("any"))


class FilterForm(forms.Form):
    """Every field may stay empty."""

    text = forms.CharField(label=gettext_lazy("Number, name or address"), max_length=100, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Procedure"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    term = forms.ChoiceField(
        label=gettext_lazy("Next term"),
        required=False,
        choices=[
            ANY,
            ("late", gettext_lazy("went by")),
            ("week", gettext_lazy("within 7 days")),
            ("month", gettext_lazy("within 31 days")),
            ("none", gettext_lazy("none runs")),
        ],
    )
    member = forms.TypedChoiceField(
        label=gettext_lazy("In the team"), required=False, coerce=int, empty_value=None
    )
    closed = forms.ChoiceField(
        label=gettext_lazy("Open or closed"),
        required=False,
        choices=[
            ("", gettext_lazy("still open")),
            ("closed", gettext_lazy("closed files")),
            ("all", gettext_lazy("both")),
        ],
    )

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        procedures = all_procedures()
        self.fields["kind"].choices = [ANY, *((key, one.name) for key, one in procedures.items())]  # type: ignore[attr-defined]
        chosen = procedures.get(str(data.get("kind", "")))
        shown = {chosen.key: chosen} if chosen else procedures
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ANY,
            *(
                (one.name, [(f"{key}:{code}", name) for code, name in one.states])
                for key, one in shown.items()
            ),
        ]
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            ANY,
            *((user.pk, user.name) for user in designated_users(actor.organisation)),
        ]

    @property
    def _given(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def asked(self) -> Asked:
        """What is asked; a value that no choice offers asks nothing and is told as an error."""
        return Asked(**self._given)

    @property
    def query(self) -> str:
        """The same as part of an address, without what was left empty."""
        return urlencode(self._given)

    @property
    def active(self) -> list[dict[str, str]]:
        """What is filtered on, in words, each with the address without it."""
        given = self._given
        found = []
        for name, value in given.items():
            words = dict(_flat(getattr(self.fields[name], "choices", ())))
            rest = urlencode({other: kept for other, kept in given.items() if other != name})
            label = f"{self.fields[name].label}: {words.get(str(value), value)}"
            found.append({"label": label, "remove_url": f"?{rest}"})
        return found


def _flat(choices: Any) -> list[tuple[str, str]]:
    """Choices in groups as one row."""
    found: list[tuple[str, str]] = []
    for code, name in choices:
        found += (
            [(str(c), str(n)) for c, n in name]
            if isinstance(name, list | tuple)
            else [(str(code), str(name))]
        )
    return found
