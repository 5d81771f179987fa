"""What a backup holds, and what it leaves out because it follows from the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FORMAT = 1
SET_ASIDE = "before-restore-"
LEFT_OUT = (
    "history",
    "snapshots",
    "work",
    "static",
    "exports",
    "extracts",
    "jobs",
    "current",
    "lock",
    "restoring",
)
"""Top names of the data directory; exports are left out because they expire."""


@dataclass(kw_only=True)
class Manifest:
    """What an archive holds. `raw`: every raw file, also when the archive holds the list only."""

    made: str
    code: str
    vendor: str
    with_raw: bool
    secret_key: str
    settings: dict[str, str]
    raw: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def kept_files(root: Path, *, with_raw: bool) -> Iterator[Path]:
    """Every file of the data directory that an archive holds."""
    for top in sorted(root.iterdir()):
        name = top.name
        if name in LEFT_OUT or name.startswith((SET_ASIDE, "site.sqlite3", "serve.lock", ".writable-")):
            continue
        if name == "raw" and not with_raw:
            continue
        yield from sorted(path for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file())
