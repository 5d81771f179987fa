"""The nightly mail about watch-lists: which of them have changes. No company is named in a mail: the site has them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knipperlicht.bridge.served import serving
from knipperlicht.cases.jobs.service import Letter, alert, tidy
from knipperlicht.cases.operator.service import flags_only
from knipperlicht.cases.organisations.models import Membership
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import actor
from knipperlicht.cases.worklists.alerts import changes_since
from knipperlicht.cases.worklists.exporting import remove_expired


def letters(since: date) -> Iterator[Letter]:
    """One letter per user and organisation with changes on or after `since` on lists they see."""
    only = flags_only()
    held = Membership.objects.select_related("user", "organisation")
    with serving(settings.DATA):
        for membership in held.filter(user__is_active=True, organisation__active=True):
            who = actor(membership.user, membership.organisation_id, [membership])
            if who is None or not who.may(Right.LOOK):
                continue
            found = changes_since(who, since, flags_only=only)
            if not found:
                continue
            with translation.override(who.user.language):
                lines = [
                    _("Something changed on watch-lists of %(name)s:") % {"name": who.organisation.name},
                    "",
                ]
                for one in found:
                    count = ngettext("%(n)s enterprise", "%(n)s enterprises", one.total) % {"n": one.total}
                    lines.append(f"- {one.watchlist.name}: {count}")
                lines += ["", _("Open the list in Knipperlicht to see what changed.")]
                subject = _("Changes on your watch-lists")
            yield Letter(user=who.user, subject=subject, lines=lines)


def _clear_exports() -> str:
    gone = remove_expired(timezone.now())
    return f"{gone} expired exports removed." if gone else ""


def install() -> None:
    """Hang both onto the nightly jobs."""
    alert("watch-lists", letters)
    tidy("exports", _clear_exports)
