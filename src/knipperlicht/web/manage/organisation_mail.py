"""Mails about organisations, each in the language of who gets it."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from knipperlicht.cases.organisations.members import managers
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.web.requests import Signed


def tell_sharing(request: Signed, organisation: Organisation, towns: list[Organisation]) -> None:
    """Managers of each municipality hear which organisation may from now on open its dossiers; raises OSError."""
    page = request.build_absolute_uri(reverse("manage_members") + "#sharing")
    letters = []
    for town in towns:
        for manager in managers(town):
            with translation.override(manager.language):
                about = {
                    "by": _by(request), "organisation": organisation.name, "town": town.name,
                    "kind": organisation.get_kind_display(),
                }  # fmt: skip
                subject = _("Another organisation may open dossiers of %(town)s") % about
                lines = [
                    _("%(by)s gave %(organisation)s (%(kind)s) access to dossiers of companies in the territory of %(town)s.") % about,
                    _("Do you not know this organisation? Tell your DPO. Your page shows who else has access:"),
                    "",
                    page,
                ]  # fmt: skip
            letters.append(_letter(subject, lines, manager.email))
    _send(letters)


def tell_changed(request: Signed, organisation: Organisation, name: str) -> None:
    """Managers hear that somebody from outside changed their organisation; `name`: as they know it. Raises OSError."""
    if organisation.pk == request.actor.organisation.pk:
        return
    letters = []
    for manager in managers(organisation):
        with translation.override(manager.language):
            about = {"by": _by(request), "organisation": name}
            subject = _("%(organisation)s was changed by the operator of the site") % about
            lines = [
                _("%(by)s changed the name, kind, territory or access rules of %(organisation)s. What was changed stands in the log of your organisation:") % about,
                "",
                request.build_absolute_uri(reverse("audit_log")),
            ]  # fmt: skip
        letters.append(_letter(subject, lines, manager.email))
    _send(letters)


def _by(request: Signed) -> str:
    return f"{request.actor.user.name} ({request.actor.organisation.name})"


def _letter(subject: str, lines: Iterable[str], to: str) -> EmailMessage:
    return EmailMessage(" ".join(subject.split()), "\n".join(lines) + "\n", None, [to])


def _send(letters: list[EmailMessage]) -> None:
    """All over one connection."""
    if letters:
        get_connection().send_messages(letters)
