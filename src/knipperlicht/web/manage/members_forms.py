"""Forms for members."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations.models import Membership, Organisation
from knipperlicht.cases.organisations.roles import ROLES_IN, Role


def _roles(organisation: Organisation) -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in ROLES_IN[organisation.kind]]


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    terms: ClassVar = {"role": "role"}
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Name"), min_length=2, max_length=120)
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, data: Any, *, organisation: Organisation) -> None:
        super().__init__(data, initial={"language": (get_language() or "nl")[:2]})
        choices = _roles(organisation)
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        self.initial["role"] = Role.WORKER if Role.WORKER in dict(choices) else choices[0][0]


class RoleForm(forms.Form):
    """Another role."""

    terms: ClassVar = {"role": "role"}
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, organisation: Organisation, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["role"].choices = _roles(organisation)  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Who takes over."""

    heir = forms.ChoiceField(label=_("Who takes over?"))

    def __init__(self, data: Any, *, heirs: list[Membership], needed: bool) -> None:
        super().__init__({"heir": "", **data.dict()} if data else None)
        nobody = [] if needed else [("", _("nobody; there is nothing to hand over"))]
        choices = [*nobody, *((str(m.user_id), f"{m.user.name} ({m.get_role_display()})") for m in heirs)]
        self.fields["heir"].choices = choices  # type: ignore[attr-defined]
        self.fields["heir"].required = needed
