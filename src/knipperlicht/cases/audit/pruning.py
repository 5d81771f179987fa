"""Removing rows of more than ten years old, so that what is left is still a chain (art. 119quater § 4, 7° NGW; law.md T15).

The oldest rows go together, up to the last one that is too old; the chain then begins at the hash of that row, which stays in
a `Cut` sealed with the site's key. Nothing younger can go, and nothing from the middle.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from knipperlicht.cases.audit import guard
from knipperlicht.cases.audit.anchors import verify_all
from knipperlicht.cases.audit.chain import kept_since, seal_of_cut, take_turn
from knipperlicht.cases.audit.models import Cut, Entry
from knipperlicht.cases.audit.service import log
from knipperlicht.errors import KnipperlichtError


class LogNotWhole(KnipperlichtError):
    """A log that is not whole is evidence: nothing of it is removed."""


def prune(root: Path, now: datetime) -> int:
    """Remove what is too old; gives how many rows. `root` holds the copies of the head. Raises LogNotWhole."""
    last = last_too_old(now)
    if last is None:
        return 0
    broken = list(islice(verify_all(root), 1))
    if broken:
        raise LogNotWhole(f"Row {broken[0].number}: {broken[0].reason}. Nothing was removed.")
    with transaction.atomic():
        take_turn()
        seal = seal_of_cut(last.number, last.hash, last.at, now)
        Cut.objects.all().delete()
        Cut.objects.create(number=last.number, hash=last.hash, written=last.at, made=now, seal=seal)
        guard.remove(connection)
        gone = Entry.objects.filter(number__lte=last.number).delete()[0]
        guard.install(connection)
        log(
            None,
            "audit.pruned",
            name="Knipperlicht",
            detail={"rows": gone, "up_to": last.number, "hash": last.hash},
        )
    return gone


def last_too_old(now: datetime) -> Entry | None:
    """The last row before the first that must be kept; None when that is the first row."""
    boundary = kept_since(now)
    kept = Entry.objects.filter(at__gte=boundary).order_by("number").values_list("number", flat=True).first()
    rows = Entry.objects.filter(at__lt=boundary)
    return (rows.filter(number__lt=kept) if kept is not None else rows).order_by("-number").first()
