"""Saved views and watch-lists of a leaver go to a colleague."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knipperlicht.cases.organisations import handover
from knipperlicht.cases.organisations.models import Organisation, User
from knipperlicht.cases.worklists.models import SavedView, WatchList

LONGEST = 80
"""Signs of a name (`Owned.name`)."""


def install() -> None:
    """Register both kinds."""
    for name, label, model in (
        ("views", _("saved views"), SavedView),
        ("watchlists", _("watch-lists"), WatchList),
    ):
        _register(name, label, model)


def _register(name: str, label: Promise, model: type[SavedView] | type[WatchList]) -> None:
    def count(user: User, organisation: Organisation) -> int:
        return model.objects.filter(owner=user, organisation=organisation).count()

    def hand_over(leaver: User, heir: User, organisation: Organisation) -> int:
        taken = set(
            model.objects.filter(owner=heir, organisation=organisation).values_list("name", flat=True)
        )
        moved = list(model.objects.filter(owner=leaver, organisation=organisation))
        for thing in moved:
            thing.name, thing.owner = _free(thing.name, leaver.name, taken), heir
            taken.add(thing.name)
            thing.save(update_fields=["name", "owner"])
        return len(moved)

    handover.register(name, label, count=count, hand_over=hand_over)


def _free(name: str, leaver: str, taken: set[str]) -> str:
    """The name, with that of the leaver and a number behind it where the heir has one of the same name."""
    for number in range(len(taken) + 2):
        behind = "" if number == 0 else f" ({leaver[:40]})" if number == 1 else f" ({leaver[:40]} {number})"
        if (made := name[: LONGEST - len(behind)] + behind) not in taken:
            return made
    raise AssertionError("more names than things")
