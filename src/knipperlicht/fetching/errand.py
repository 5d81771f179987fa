"""What every fetcher works with: the client, what is known of earlier answers, and the way into the inbox."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.client import Client, Known
from knipperlicht.history.store import write_json
from knipperlicht.sources.records import record_sources

FOLDER, INBOX = "fetching", "inbox"
IN_A_ROW = 5
"""After so many failures in a row a source is left alone."""
Say = Callable[[str], None]


class Memory:
    """What earlier answers were, by source and name: `fetching/known.json`. A damaged one is begun anew."""

    def __init__(self, root: Path) -> None:
        self._path = root / FOLDER / "known.json"
        try:
            found = json.loads(self._path.read_text("utf-8"))
            self._known = {name: Known(**one) for name, one in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            self._known = {}

    def get(self, name: str) -> Known | None:
        """What is known of it."""
        return self._known.get(name)

    def put(self, name: str, known: Known) -> None:
        """Keep what is known now."""
        self._known[name] = known
        write_json(self._path, {name: vars(one) for name, one in self._known.items()}, indent=None)


@dataclass(kw_only=True)
class Errand:
    """`today`: Belgian day. `delivered` grows: files of this run that wait in the inbox."""

    root: Path
    source: str
    client: Client
    memory: Memory
    today: date
    say: Say
    delivered: list[Path] = field(default_factory=list)

    @property
    def parts(self) -> Path:
        """Where files are made; what is half there stays for the next run."""
        folder = self.root / FOLDER / "parts" / self.source
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def deliver(self, path: Path, name: str) -> None:
        """Move a file to the inbox, whole at once. Raises NotFetched unless its source knows it for its own."""
        if not record_sources()[self.source].recognises(path):
            path.unlink()
            raise NotFetched(
                f"{self.source}: what came is not laid out as this source was ({name}). The site may have changed: look "
                "at it, and tell the makers of Knipperlicht. Nothing was taken in."
            )
        inbox = self.root / INBOX
        inbox.mkdir(parents=True, exist_ok=True)
        target = inbox / name
        # What waits there is not replaced: it may hold what is not asked again. "~" comes behind it in order.
        while target.exists():
            target = target.with_stem(target.stem + "~")
        self.delivered.append(path.replace(target))

    def each(self, items: Sequence[str], work: Callable[[str], None]) -> None:
        """Do the work for each item; one that fails keeps no other from its turn. Raises NotFetched at the end."""
        failed, in_a_row = list[str](), 0
        for item in items:
            try:
                work(item)
                in_a_row = 0
            except NotFetched as error:
                if len(items) == 1:
                    raise
                self.say(f"{self.source} {item}: {error}")
                failed.append(item)
                in_a_row += 1
            if in_a_row == IN_A_ROW:
                self.say(f"{self.source}: {IN_A_ROW} failures in a row, the others are left for another day.")
                break
        if failed:
            raise NotFetched(
                f"{self.source}: {len(failed)} of {len(items)} failed ({', '.join(failed)}). What came is in the inbox; "
                "ask the others again later."
            )

    def fresh(self, name: str, content: Any) -> Known | None:
        """What is to be known of `content` (JSON) once it is delivered; None where the last one was the same."""
        plain = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
        sha = hashlib.sha256(plain).hexdigest()
        known = self.memory.get(name)
        return None if known is not None and known.sha256 == sha else Known(sha256=sha)
