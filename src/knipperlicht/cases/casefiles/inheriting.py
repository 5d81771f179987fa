"""What happens with the files of somebody who leaves the organisation."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.casefiles.access import valid
from knipperlicht.cases.casefiles.models import Designation, TeamMember
from knipperlicht.cases.organisations import handover
from knipperlicht.cases.organisations.models import Organisation, User


def install() -> None:
    """Places in teams pass to the colleague; the designation of the leaver ends."""
    handover.register("casefiles", _("case files"), count=_count, hand_over=_hand_over)


def _count(user: User, organisation: Organisation) -> int:
    return TeamMember.objects.filter(
        user=user, until=None, file__organisation=organisation, file__destroyed=None
    ).count()


def _hand_over(leaver: User, heir: User, organisation: Organisation) -> int:
    """The heir stands in the teams; until the mayor designates them, they read nothing."""
    now = timezone.now()
    places = TeamMember.objects.filter(
        user=leaver, until=None, file__organisation=organisation
    ).select_related("file")
    for place in places:
        there = TeamMember.objects.filter(file=place.file, user=heir, until=None).first()
        if there is None:
            TeamMember.objects.create(file=place.file, user=heir, lead=place.lead, since=now)
        elif place.lead:
            there.lead = True
            there.save(update_fields=["lead"])
    done = places.update(until=now, lead=False)
    held = Designation.objects.filter(valid(timezone.localdate()), organisation=organisation, user=leaver)
    held.update(until=timezone.localdate())
    return done
