"""Saved views: own ones, and those the team shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.worklists.guard import Unusable, must
from knipperlicht.cases.worklists.models import SavedView, ViewOpening


def views_of(actor: Actor) -> QuerySet[SavedView]:
    """Own views and the team's."""
    found: QuerySet[SavedView] = SavedView.objects.visible(actor).select_related("owner")
    return found


def save_view(
    actor: Actor, *, name: str, query: str, columns: Sequence[str], sort: str, shared: bool,
    work: PieceOfWork | None,
) -> SavedView:  # fmt: skip
    """Keep a filter under a name; raises Unusable when the name is taken."""
    must(actor, Right.WRITE)
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                organisation=actor.organisation, owner=actor.user, name=name[:80], query=query,
                columns=list(columns), sort=sort, shared=shared,
            )  # fmt: skip
            log(actor, "view.save", subject=view.name, work=work, detail={"filter": query, "shared": shared})
    except IntegrityError as error:
        raise Unusable(_("You already have a view named “%s”: choose another name.") % name) from error
    return view


def change_view(actor: Actor, view: SavedView, *, name: str, shared: bool, work: PieceOfWork | None) -> None:
    """Rename or share an own view; raises Unusable when the name is taken."""
    must(actor, Right.WRITE)
    view.name, view.shared = name[:80], shared
    try:
        with transaction.atomic():
            view.save(update_fields=["name", "shared", "changed"])
            log(actor, "view.save", subject=view.name, work=work, detail={"filter": view.query, "shared": shared})  # fmt: skip
    except IntegrityError as error:
        raise Unusable(_("You already have a view named “%s”: choose another name.") % name) from error


@transaction.atomic
def delete_view(actor: Actor, view: SavedView, *, work: PieceOfWork | None) -> None:
    """Remove an own view."""
    must(actor, Right.WRITE)
    log(actor, "view.delete", subject=view.name, work=work, detail={"filter": view.query})
    view.delete()


def opened_view(actor: Actor, view: SavedView, *, as_of: date) -> date | None:
    """Note that the actor saw the view over data of `as_of`; gives the day of the data they saw before that."""
    opening, made = ViewOpening.objects.get_or_create(view=view, user=actor.user, defaults={"last": as_of})
    if not made and opening.last < as_of:
        opening.last, opening.before = as_of, opening.last
        opening.save(update_fields=["last", "before"])
    return opening.before


@transaction.atomic
def hand_over_views(leaver: User, taker: User, *, organisation_id: int) -> int:
    """Give the views of a leaver to a colleague; a name the colleague uses already gets the leaver's beside it."""
    views = SavedView.objects.filter(owner=leaver, organisation_id=organisation_id)
    taken = set(SavedView.objects.filter(owner=taker, organisation_id=organisation_id).values_list("name", flat=True))  # fmt: skip
    for view in views:
        view.name = free_name(view.name, taken=taken, by=leaver.name)
        view.owner = taker
        view.save(update_fields=["name", "owner"])
    return len(views)


def free_name(name: str, *, taken: set[str], by: str) -> str:
    """`name`, or one beside it that is not taken yet; adds it to `taken`."""
    choice, attempt = name, 1
    while choice in taken:
        mark = f" ({by[:30]})" if attempt == 1 else f" ({by[:30]} {attempt})"
        choice, attempt = name[: 80 - len(mark)] + mark, attempt + 1
    taken.add(choice)
    return choice
