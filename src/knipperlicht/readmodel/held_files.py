"""Files of a snapshot that stay readable while somebody has it open, also when the snapshot is pruned meanwhile.

DuckDB keeps its own file open, but opens the linked register files anew at every query, and the search index is
opened at the first search. So these files are opened here once and read through the process's open files
(`/proc/self/fd`), which the kernel keeps until the last one is closed. Where there is no such folder (macOS), the
snapshot's own files are read, and a reader must be closed before its snapshot is pruned.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from knipperlicht.warehouse.snapshot import Snapshot

OPEN_FILES = Path("/proc/self/fd")


class HeldFiles:
    """The register files and the search index of one snapshot, held open; `snapshot` is the same snapshot read through them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._descriptors: list[int] = []
        self._folder: Path | None = None
        if OPEN_FILES.is_dir():
            self._folder = Path(tempfile.mkdtemp(prefix="knipperlicht-open-"))
            for path in self._files(snapshot.folder):
                descriptor = os.open(path, os.O_RDONLY)
                self._descriptors.append(descriptor)
                seen = self._folder / path.relative_to(snapshot.folder)
                seen.parent.mkdir(parents=True, exist_ok=True)
                seen.symlink_to(OPEN_FILES / str(descriptor))
            self.snapshot = Snapshot(self._folder, snapshot.manifest)

    @staticmethod
    def _files(folder: Path) -> list[Path]:
        patterns = ("*.parquet", "search/*", "records/*/*/*.parquet")
        return [path for pattern in patterns for path in folder.glob(pattern)]

    def close(self) -> None:
        """Let go; a second call does nothing."""
        while self._descriptors:
            os.close(self._descriptors.pop())
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
