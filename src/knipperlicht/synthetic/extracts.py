"""What goes into a full extract and into an update extract."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from . import activity_lines, contact_lines, lines, name_lines
from .archive import Archive, Chunks
from .hashing import Ints, draw
from .record import Month, union
from .registers import World
from .text import Column, body, join

Render = Callable[[World, Ints], Column]
_CHUNK = 200_000
_CHUNK_ACTIVITY = 60_000

# Per table how the lines of enterprises, establishments and branches are made; None = not in that table.
MAKERS: dict[str, tuple[Render | None, Render | None, Render | None]] = {
    "enterprise": (lines.enterprise_lines, None, None),
    "establishment": (None, lines.establishment_lines, None),
    "denomination": (name_lines.enterprise_names, name_lines.establishment_names, name_lines.branch_names),
    "address": (lines.seat_lines, lines.establishment_address_lines, lines.branch_address_lines),
    "contact": (contact_lines.enterprise_contacts, contact_lines.establishment_contacts, None),
    "activity": (activity_lines.enterprise_activities, activity_lines.establishment_activities, None),
    "branch": (None, None, lines.branch_lines),
}
Members = list[tuple[str, Callable[[], Chunks]]]


def full(world: World, archive: Archive) -> None:
    """Write every entity that is in the register now."""
    present = (
        np.flatnonzero(world.present()),
        np.flatnonzero(world.present_establishments()),
        np.flatnonzero(world.present_branches()),
    )
    members: Members = [(f"{table}.csv", _rows(world, table, present)) for table in lines.TABLES]
    archive.write(members)


def update(world: World, archive: Archive, record: Month) -> None:
    """Write what `record` says: the deletions, then all current lines of changed and new entities.

    As in the real files, an enterprise that left is deleted from enterprise and denomination but hardly ever
    from other tables: removing its establishments, addresses, activities and contacts is the reader's work.
    """
    members: Members = []
    for table in lines.TABLES:
        members.append((f"{table}_delete.csv", _deletes(world, table, record)))
        members.append((f"{table}_insert.csv", _rows(world, table, _inserted(table, record))))
    archive.write(members)


def _rows(world: World, table: str, positions: tuple[Ints, Ints, Ints]) -> Callable[[], Chunks]:
    size = _CHUNK_ACTIVITY if table == "activity" else _CHUNK

    def chunks() -> Iterator[bytes | memoryview]:
        yield lines.header(lines.HEADERS[table])
        for make, at in zip(MAKERS[table], positions, strict=True):
            for begin in range(0, len(at) if make else 0, size):
                assert make is not None
                yield body(make(world, at[begin : begin + size]))

    return chunks


_NONE = np.zeros(0, dtype=np.int64)


def _inserted(table: str, record: Month) -> tuple[Ints, Ints, Ints]:
    return (
        union(record.changed(table), record.founded),
        union(record.changed_shops(table), record.opened),
        _NONE,
    )


def _deletes(world: World, table: str, record: Month) -> Callable[[], Chunks]:
    def chunks() -> Iterator[bytes | memoryview]:
        yield lines.header(lines.HEADERS[table][:1])
        enterprises, shops = _deleted(world, table, record)
        if len(enterprises):
            yield body(join(lines.enterprise_numbers(world, enterprises), "\n"))
        if len(shops):
            yield body(join(lines.establishment_numbers(world, shops), "\n"))

    return chunks


def _deleted(world: World, table: str, record: Month) -> tuple[Ints, Ints]:
    had, removed, closed = record.had, record.removed, record.closed
    rarely = removed[draw(world.seed, "also deleted", table, of=removed) < 0.02]
    if table == "enterprise":
        return union(record.changed(table), removed), _NONE
    if table == "establishment":
        listed = record.orphaned[draw(world.seed, "orphan listed", of=record.orphaned) < 0.1]
        return _NONE, union(closed, listed)
    if table == "branch":
        return _NONE, _NONE
    shops = union(record.changed_shops(table), closed)
    enterprises = union(record.changed(table), removed if table == "denomination" else rarely)
    if table == "contact":
        return enterprises[had.contact[enterprises]], shops[had.shop_contact[shops]]
    if table == "activity":
        return enterprises[had.activity[enterprises]], shops[had.shop_activity[shops]]
    if table == "address":
        return enterprises[world.enterprises.kind[enterprises] == 2], shops
    return enterprises, shops[had.shop_name[shops]]
