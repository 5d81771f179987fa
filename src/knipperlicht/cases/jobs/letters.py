"""Mail: plain text, one user at a time, in their language."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knipperlicht.cases.jobs.models import JobRun
from knipperlicht.cases.jobs.registry import Letter, jobs
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.roles import Kind, Role

LAST_LINES = 15


def send(letter: Letter) -> None:
    """Send one letter; raises what the mail server answers."""
    with translation.override(letter.user.language):
        subject = " ".join(str(letter.subject).split())
        body = "\n".join(str(line) for line in letter.lines)
        closing = _("Sent automatically by Knipperlicht. Please do not answer this message.")
    EmailMessage(subject=subject, body=f"{body}\n\n-- \n{closing}\n", to=[letter.user.email]).send()


def operators() -> list[User]:
    """Who hears of failed jobs."""
    return list(
        User.objects.filter(
            is_active=True,
            memberships__role=Role.OPERATOR,
            memberships__organisation__kind=Kind.OPERATOR,
            memberships__organisation__active=True,
        ).distinct()
    )


def alert_operators(run: JobRun) -> int:
    """Tell every operator that a run failed; gives how many were told."""
    told = 0
    for user in operators():
        with translation.override(user.language):
            known = jobs.get(run.kind)
            name = str(known.name) if known else run.kind
            letter = Letter(
                user=user,
                subject=_("Job “%(name)s”: %(outcome)s") % {"name": name, "outcome": run.get_outcome_display()},
                lines=[
                    _("The job “%(name)s” ended on %(moment)s: %(outcome)s.")
                    % {"name": name, "moment": f"{run.ended:%d-%m-%Y %H:%M} UTC", "outcome": run.get_outcome_display()},
                    gettext_lazy("What was served before stays served. The last lines of its log:"),
                    "",
                    *run.log.splitlines()[-LAST_LINES:],
                ],
            )  # fmt: skip
        send(letter)
        told += 1
    return told
