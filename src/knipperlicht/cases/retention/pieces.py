"""One piece of data that a rule destroys: what it is and a keyed hash of it; never what it says."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.procedures.steps import Text
from knipperlicht.cases.retention.rules import Scope


@dataclass(frozen=True, kw_only=True)
class Piece:
    """`kind`: code of what it is, for counts; `label`: what people read in the dry run; `digest`: 64 hexadecimal digits."""

    kind: str
    label: Text
    digest: str


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """A capability that keeps data of case files: gives what it holds of a file in a scope, and destroys exactly that.

    `pieces` after `destroy` must be empty: the destruction is undone otherwise.
    """

    pieces: Callable[[CaseFile, Scope], list[Piece]]
    destroy: Callable[[CaseFile, Scope], None]


KEEPERS: dict[str, Keeper] = {}


def keeper(name: str, keeps: Keeper) -> None:
    """Make a capability known; it calls this in its `ready()`."""
    KEEPERS[name] = keeps


def pieces_of(file: CaseFile, scope: Scope) -> list[Piece]:
    """Everything of a file that goes in this scope, capability by capability: the dry run and the run see the same."""
    return [piece for keeps in KEEPERS.values() for piece in keeps.pieces(file, scope)]


def digest(content: Any, *, organisation: int) -> str:
    """HMAC-SHA256 of JSON or bytes under a key of the site and the organisation: proves a copy, gives nothing back by guessing."""
    key = hashlib.sha256(f"destruction:{organisation}:{settings.SECRET_KEY}".encode()).digest()
    raw = (
        bytes(content)
        if isinstance(content, bytes | memoryview)
        else json.dumps(content, sort_keys=True, default=str).encode()
    )
    return hmac.new(key, raw, hashlib.sha256).hexdigest()
