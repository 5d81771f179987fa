"""The bytes of documents: outside the database, each in a file of its own, sealed with the organisation's key.

One random name a document and nothing shared between two, so that destroying one is removing one file; the hash kept in the database
is that of the content, and is compared at every reading.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from knipperlicht.cases.casefiles.sealing import CannotOpen, seal_bytes, unseal_bytes
from knipperlicht.errors import KnipperlichtError

ORPHAN_AFTER = timedelta(days=1)


class Damaged(KnipperlichtError):
    """The bytes of a document are gone, changed, or sealed with another key."""


def folder(organisation: int) -> Path:
    """Where an organisation's documents lie; nobody else on the machine can read it."""
    place: Path = settings.DATA / "documents" / str(organisation)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def keep(content: bytes, *, organisation: int) -> str:
    """Write bytes under a new name, and give it. Without a row that names it, the nightly tidying takes it away."""
    name = secrets.token_hex(32)
    path = folder(organisation) / name
    path.touch(mode=0o600)
    path.write_bytes(seal_bytes(content, organisation=organisation, bound_to=_bound(name)))
    return name


def read(name: str, *, organisation: int, expected: str = "") -> bytes:
    """The bytes; with `expected`, only if they have that hash. Raises Damaged."""
    try:
        content = unseal_bytes(
            (folder(organisation) / name).read_bytes(), organisation=organisation, bound_to=_bound(name)
        )
    except (OSError, CannotOpen) as error:
        raise Damaged(f"Document {name[:12]} cannot be read: {type(error).__name__}.") from error
    if expected and sha256(content).hexdigest() != expected:
        raise Damaged(f"Document {name[:12]} is not what was kept: its hash differs.")
    return content


def forget(name: str, *, organisation: int) -> None:
    """Remove the bytes once the transaction around it stands. A name that is empty or gone is no fault."""
    if name:
        path = folder(organisation) / name
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def sweep(known: set[str], now: datetime) -> int:
    """Remove files that no row names, left by an act that broke off; gives how many. Young ones may still be on their way."""
    gone = 0
    oldest = (now - ORPHAN_AFTER).timestamp()
    for path in (settings.DATA / "documents").glob("*/*"):
        if path.name not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _bound(name: str) -> str:
    return f"document:{name}"
