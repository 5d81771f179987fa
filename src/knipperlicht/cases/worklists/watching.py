"""Watch-lists: make, fill, empty, share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.worklists.guard import Unusable, must
from knipperlicht.cases.worklists.models import WatchItem, WatchKind, WatchList
from knipperlicht.cases.worklists.saved_views import free_name
from knipperlicht.core.numbers import format_number

MOST_AT_ONCE = 5000
"""Enterprises in one act; more asks for a narrower list."""


def lists_of(actor: Actor) -> QuerySet[WatchList]:
    """Own lists and the team's, each with its `size`."""
    found: QuerySet[WatchList] = WatchList.objects.visible(actor).select_related("owner").annotate(size=Count("items"))  # fmt: skip
    return found


def may_fill(actor: Actor, watchlist: WatchList) -> bool:
    """Whether the actor may put on and take off: the owner, and colleagues where the list is shared."""
    return actor.may(Right.WRITE) and (watchlist.owner_id == actor.user.pk or watchlist.shared)


def create_list(
    actor: Actor, *, name: str, shared: bool, day: date | None, work: PieceOfWork | None
) -> WatchList:
    """A new list; with a `day` it is an action. Raises Unusable when the name is taken."""
    must(actor, Right.WRITE)
    kind = WatchKind.ACTION if day else WatchKind.WATCH
    try:
        with transaction.atomic():
            made = WatchList.objects.create(
                organisation=actor.organisation, owner=actor.user, name=name[:80], shared=shared, kind=kind,
                day=day,
            )  # fmt: skip
            log(actor, "watch.list", subject=made.name, work=work, detail={"list": made.pk, "kind": kind, "shared": shared})  # fmt: skip
    except IntegrityError as error:
        raise Unusable(_("You already have a list named “%s”: choose another name.") % name) from error
    return made


def change_list(
    actor: Actor, watchlist: WatchList, *, name: str, shared: bool, day: date | None,
    work: PieceOfWork | None,
) -> None:  # fmt: skip
    """Rename, share or set the day of an own list; raises Unusable when the name is taken."""
    must(actor, Right.WRITE)
    watchlist.name, watchlist.shared, watchlist.day = name[:80], shared, day
    watchlist.kind = WatchKind.ACTION if day else WatchKind.WATCH
    try:
        with transaction.atomic():
            watchlist.save(update_fields=["name", "shared", "day", "kind"])
            log(actor, "watch.list", subject=watchlist.name, work=work, detail={"list": watchlist.pk, "kind": watchlist.kind, "shared": shared})  # fmt: skip
    except IntegrityError as error:
        raise Unusable(_("You already have a list named “%s”: choose another name.") % name) from error


@transaction.atomic
def delete_list(actor: Actor, watchlist: WatchList, *, work: PieceOfWork | None) -> None:
    """Remove an own list with all that stands on it."""
    must(actor, Right.WRITE)
    log(actor, "watch.list_delete", subject=watchlist.name, work=work,
        detail={"list": watchlist.pk, "enterprises": watchlist.items.count()})  # fmt: skip
    watchlist.delete()


@transaction.atomic
def add(
    actor: Actor, watchlist: WatchList, *, enterprises: Mapping[int, str], reason: str,
    work: PieceOfWork | None, filter_text: str | None = None,
) -> int:  # fmt: skip
    """Put enterprises (number -> name) on a list with one reason; gives how many are new. Twice is once.

    One enterprise is logged by its number (`watch.add`), a selection of a list once with the counts (`list.bulk`).
    Raises PermissionDenied, and Unusable beyond MOST_AT_ONCE.
    """
    must(actor, Right.WRITE)
    if len(enterprises) > MOST_AT_ONCE:
        raise Unusable(too_many(len(enterprises)))
    before = watchlist.items.count()
    WatchItem.objects.bulk_create(
        [
            WatchItem(
                watchlist=watchlist, number=number, name=name[:400], reason=reason[:200], work=work,
                added_by=actor.user,
            )
            for number, name in enterprises.items()
        ],
        ignore_conflicts=True,
        batch_size=500,
    )  # fmt: skip
    new = watchlist.items.count() - before
    if filter_text is None:
        for number in enterprises:
            log(actor, "watch.add", subject=format_number(number), work=work, detail={"list": watchlist.pk, "reason": reason})  # fmt: skip
    else:
        log(actor, "list.bulk", subject=watchlist.name, work=work, detail={
            "list": watchlist.pk, "reason": reason, "filter": filter_text,
            "enterprises": len(enterprises), "new": new,
        })  # fmt: skip
    return new


@transaction.atomic
def remove(actor: Actor, watchlist: WatchList, *, number: int, work: PieceOfWork | None) -> bool:
    """Take an enterprise off; gives whether it stood there."""
    must(actor, Right.WRITE)
    gone, _detail = watchlist.items.filter(number=number).delete()
    if gone:
        log(actor, "watch.remove", subject=format_number(number), work=work, detail={"list": watchlist.pk})
    return bool(gone)


def too_many(asked: int) -> str:
    """The sentence for a selection that is too large."""
    return _("These are %(asked)s enterprises; at once %(most)s is the most. Narrow the list first.") % {
        "asked": asked,
        "most": MOST_AT_ONCE,
    }


@transaction.atomic
def hand_over_lists(leaver: User, taker: User, *, organisation_id: int) -> int:
    """Give the watch-lists of a leaver to a colleague; gives how many."""
    lists = WatchList.objects.filter(owner=leaver, organisation_id=organisation_id)
    taken = set(WatchList.objects.filter(owner=taker, organisation_id=organisation_id).values_list("name", flat=True))  # fmt: skip
    for watchlist in lists:
        watchlist.name = free_name(watchlist.name, taken=taken, by=leaver.name)
        watchlist.owner = taker
        watchlist.save(update_fields=["name", "owner"])
    return len(lists)
