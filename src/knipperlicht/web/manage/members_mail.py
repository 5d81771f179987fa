"""Mails about an invitation, each in the language of who gets it: the link, and a word to managers."""

from __future__ import annotations

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from knipperlicht.cases.organisations.members import managers
from knipperlicht.cases.organisations.models import Invitation
from knipperlicht.web.requests import Signed


def send(request: Signed, invitation: Invitation, token: str) -> None:
    """Send it; raises what the mail server raises."""
    with translation.override(invitation.language):
        about = {
            "invitation": invitation,
            "by": request.actor.user.name,
            "url": request.build_absolute_uri(reverse("account_invitation", args=[token])),
        }
        subject = " ".join(render_to_string("account/email/invitation_subject.txt", about).split())
        text = render_to_string("account/email/invitation_message.txt", about)
    send_mail(subject, text.strip() + "\n", None, [invitation.email])


def tell_managers(request: Signed, invitation: Invitation) -> None:
    """Managers hear who from outside lets whom into their organisation, and where to stop it; raises as `send`."""
    organisation = invitation.organisation
    members = request.build_absolute_uri(reverse("members_of", args=[organisation.pk]))
    for manager in managers(organisation):
        with translation.override(manager.language):
            about = {
                "by": f"{request.actor.user.name} ({request.actor.organisation.name})",
                "who": f"{invitation.name} ({invitation.email})",
                "organisation": organisation.name,
                "role": invitation.get_role_display(),
            }
            subject = _("Somebody from outside invited a member into %(organisation)s") % about
            lines = [
                _("%(by)s invited %(who)s to work for %(organisation)s, as %(role)s.") % about,
                _(
                    "If you did not ask for this, withdraw the invitation or end the membership here, and tell your DPO:"
                ),
                "",
                members,
            ]
        send_mail(" ".join(subject.split()), "\n".join(lines) + "\n", None, [manager.email])
