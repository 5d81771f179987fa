"""By what a score was made, and why it may differ from the one recorded before."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import knipperlicht
from knipperlicht.warehouse.snapshot import Snapshot

Cause = Literal["register", "scorecard", "code", "mixed"]
LAST = "last.json"
"""What was recorded last, also when nothing changed. Without it nobody knows whether the method changed."""
SCORED_BY = ("indicators", "scoring")


@cache
def program() -> str:
    """Fingerprint of the code that turns canonical rows into hits and points, without the score cards."""
    root = Path(knipperlicht.__file__).parent
    digest = hashlib.sha256()
    for folder in SCORED_BY:
        for path in sorted(root.joinpath(folder).rglob("*.py")):
            digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def method_of(snapshot: Snapshot) -> dict[str, Any]:
    held = [*snapshot.manifest["sources"], *snapshot.manifest.get("records", [])]
    sources = json.dumps([source["sha256"] for source in held])
    return {
        "scorecard": snapshot.manifest["scorecard"],
        "code": hashlib.sha256(f"{snapshot.manifest['fingerprint']}{program()}".encode()).hexdigest()[:16],
        "sources": hashlib.sha256(sources.encode()).hexdigest()[:16],
    }


def cause_of(folder: Path, snapshot: Snapshot, *, first: bool) -> Cause:
    """Why numbers may differ from the snapshot recorded before this one.

    `register`: same card, same program: the register, or the passing of days. `scorecard`, `code`: same files,
    another card, or another program. `mixed`: new files and another method together; they cannot be told apart.
    """
    try:
        before = json.loads((folder / LAST).read_text("utf-8"))
    except (OSError, ValueError):
        return "register" if first else "mixed"
    now = method_of(snapshot)
    if (now["scorecard"], now["code"]) == (before.get("scorecard"), before.get("code")):
        return "register"
    if now["sources"] != before.get("sources"):
        return "mixed"
    return "scorecard" if now["scorecard"] != before.get("scorecard") else "code"
