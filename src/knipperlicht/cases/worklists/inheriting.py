"""Saved views and watch-lists of a leaver go to a colleague."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations import handover
from knipperlicht.cases.organisations.models import Organisation, User
from knipperlicht.cases.worklists.models import SavedView, WatchList
from knipperlicht.cases.worklists.saved_views import hand_over_views
from knipperlicht.cases.worklists.watching import hand_over_lists


def install() -> None:
    """Register both kinds."""
    handover.register("views", _("saved views"), count=_views, hand_over=_pass_views)
    handover.register("watchlists", _("watch-lists"), count=_lists, hand_over=_pass_lists)


def _views(user: User, organisation: Organisation) -> int:
    return SavedView.objects.filter(owner=user, organisation=organisation).count()


def _lists(user: User, organisation: Organisation) -> int:
    return WatchList.objects.filter(owner=user, organisation=organisation).count()


def _pass_views(leaver: User, heir: User, organisation: Organisation) -> int:
    return hand_over_views(leaver, heir, organisation_id=organisation.pk)


def _pass_lists(leaver: User, heir: User, organisation: Organisation) -> int:
    return hand_over_lists(leaver, heir, organisation_id=organisation.pk)
