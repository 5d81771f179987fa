"""Who works on a file, and who may be asked into it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from knipperlicht.cases.casefiles.service import (
    CaseFile,
    Support,
    TeamMember,
    designated_users,
    may_act,
    supporters_of,
)
from knipperlicht.cases.organisations.models import Organisation, User
from knipperlicht.cases.organisations.service import Actor


@dataclass(frozen=True, kw_only=True)
class Team:
    """`candidates`: designated staff not in it yet; `supporters`: with a valid agreement, not asked yet; None may change it."""

    members: list[TeamMember]
    support: list[Support]
    candidates: list[User]
    supporters: list[Organisation]
    may_change: bool
    own: bool


def team_of(actor: Actor, file: CaseFile) -> Team:
    """The team as it is today."""
    members = list(file.team.filter(until=None).select_related("user"))
    support = list(file.support.filter(ended=None).select_related("supporter"))
    changes = may_act(actor, file) and file.destroyed is None
    inside, asked = {member.user_id for member in members}, {one.supporter_id for one in support}
    candidates = designated_users(file.organisation).exclude(pk__in=inside) if changes else ()
    supporters = (
        supporters_of(file.organisation, timezone.localdate()).exclude(pk__in=asked) if changes else ()
    )
    return Team(
        members=members,
        support=support,
        candidates=list(candidates),
        supporters=list(supporters),
        may_change=changes,
        own=actor.user.pk in inside,
    )
