"""Every night after the build: lists in step with the register, and what the royal decree no longer names."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knipperlicht.bridge.served import NothingServed, serving
from knipperlicht.cases.jobs.service import Job, NothingToDo, Say, register
from knipperlicht.cases.policies.activities import activities
from knipperlicht.cases.policies.models import Regulation, ScopeRow
from knipperlicht.cases.policies.procedure import BINDING
from knipperlicht.cases.policies.regulating import act_of_law
from knipperlicht.cases.policies.scoping import bring_up_to_date, with_policy
from knipperlicht.errors import KnipperlichtError


class ListsFailed(KnipperlichtError):
    """Some lists could not be brought up to date; the others were."""


def follow_the_decree(today: date) -> int:
    """A10: mark every regulation that names a dropped activity as one to amend as soon as possible; gives how many."""
    done = 0
    for regulation in Regulation.objects.filter(state__in=BINDING).select_related("organisation"):
        known = activities(regulation.organisation)
        gone = sorted(
            row.number
            for row in regulation.activities.all()
            if (since := known[row.number].dropped) is not None and since <= today
        )
        told = {number for act in regulation.acts.filter(step="must_amend") for number in act.data["activities"]}  # fmt: skip
        if new := [str(number) for number in gone if str(number) not in told]:
            act_of_law(regulation, step="must_amend", on=today, data={"activities": new})
            done += 1
    return done


def run(say: Say, arguments: dict[str, Any]) -> None:
    """The nightly work. One list that fails keeps no other."""
    today, failed, changed = timezone.localdate(), list[str](), 0
    to_amend = follow_the_decree(today)
    unlinked = ScopeRow.objects.exclude(file__destroyed=None).filter(file__isnull=False).update(file=None)
    for organisation in with_policy(today):
        try:
            with serving(settings.DATA):
                done = bring_up_to_date(organisation, today)
        except NothingServed:
            say("Nothing is served yet.")
            break
        except Exception as error:
            failed.append(organisation.name)
            say(f"{organisation.name}: {error}")
            continue
        if done:
            changed += 1
            say(f"{organisation.name}: {done.new} new, {done.changed} changed, {done.gone} gone, {done.back} back, {done.out} out.")  # fmt: skip
    say(f"{to_amend} regulations to amend, {unlinked} links to destroyed files removed.")
    if failed:
        raise ListsFailed(f"Failed: {', '.join(failed)}. The rest was done.")
    if not changed and not to_amend and not unlinked:
        raise NothingToDo("No list of establishments in scope changed.")


def install() -> None:
    """Make the job known."""
    register(Job(kind="policy_scope", name=_("lists of establishments in scope"), work=run, at=time(5, 0), after=("build",)))  # fmt: skip
