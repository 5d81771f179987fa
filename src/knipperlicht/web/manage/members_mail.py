"""The mail with the link of an invitation, in the language of who is invited."""

from __future__ import annotations

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

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
