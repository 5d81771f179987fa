"""Copies of the head of the log outside the database: they show a database that was put back to an earlier state.

`DATA/audit-anchors.log` holds one line a copy: moment, number, hash. Keep a copy of that file elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knipperlicht.cases.audit.chain import Broken, verify
from knipperlicht.cases.audit.models import Head

FILE = "audit-anchors.log"
LINE = re.compile(r"(?P<at>\S+) (?P<number>[1-9][0-9]*) (?P<hash>[0-9a-f]{64})")


@dataclass(frozen=True)
class Anchor:
    """Where the log stood."""

    number: int
    hash: str


def write(root: Path, now: datetime) -> Anchor | None:
    """Append where the log stands; None when it is empty or the last copy says the same."""
    head = Head.objects.first()
    if head is None:
        return None
    kept = Anchor(head.number, head.hash)
    if read(root)[0][-1:] == [kept]:
        return None
    line = f"{now.astimezone(UTC).isoformat(timespec='seconds')} {kept.number} {kept.hash}\n"
    with (root / FILE).open("a", encoding="ascii") as handle:
        handle.write(line)
        handle.flush()
        os.fsync(handle.fileno())
    return kept


def read(root: Path) -> tuple[list[Anchor], list[str]]:
    """The copies in order, and what is wrong with the file itself."""
    found: dict[int, Anchor] = {}
    wrong = []
    path = root / FILE
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.exists() else []
    for place, line in enumerate(lines, start=1):
        seen = LINE.fullmatch(line)
        if seen is None:
            wrong.append(f"{path}, line {place}: cannot be read")
            continue
        anchor = Anchor(int(seen["number"]), seen["hash"])
        if found.setdefault(anchor.number, anchor) != anchor:
            wrong.append(f"{path}, line {place}: row {anchor.number} had another hash in an earlier copy")
    return list(found.values()), wrong


def verify_all(root: Path) -> Iterator[Broken]:
    """Everything that is wrong with the log, its copies outside the database included."""
    anchors, wrong = read(root)
    for reason in wrong:
        yield Broken(0, reason)
    yield from verify([(anchor.number, anchor.hash) for anchor in anchors])
