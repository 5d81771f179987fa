"""What happens with notes and pins when somebody leaves the organisation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.dossiers.marks import hand_over_pins
from knipperlicht.cases.dossiers.models import Note
from knipperlicht.cases.dossiers.notes import hand_over_notes
from knipperlicht.cases.organisations import handover
from knipperlicht.cases.organisations.models import Organisation, User


def install() -> None:
    """Notes pass to the colleague; pins are personal and go, so they never ask for an heir."""
    handover.register("notes", _("notes"), count=_notes, hand_over=_pass_notes)
    handover.register("pins", _("pins"), count=_none, hand_over=_drop_pins)


def _notes(user: User, organisation: Organisation) -> int:
    return Note.objects.filter(author=user, organisation=organisation, deleted=None).count()


def _none(user: User, organisation: Organisation) -> int:
    return 0


def _pass_notes(leaver: User, heir: User, organisation: Organisation) -> int:
    return hand_over_notes(leaver, heir, organisation_id=organisation.pk)


def _drop_pins(leaver: User, heir: User, organisation: Organisation) -> int:
    return hand_over_pins(leaver, organisation_id=organisation.pk)
