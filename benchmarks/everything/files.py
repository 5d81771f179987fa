"""The made files on disk, once for each size: what there is, and what the next day brings."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.registers import Register, enterprises, register
from benchmarks.watch import watch

ORDER = ("nbb", "staatsblad", "court_notices", "kbo_xml", "samples")
NEXT_DAY = "next-day"


@dataclass(frozen=True)
class Files:
    """A register with the files of the other sources that go with it."""

    folder: Path
    register: Register
    counts: dict[str, int]

    @property
    def extract(self) -> Path:
        """The full extract of KBO Open Data."""
        return self.register.extracts[0]

    def of(self, part: str) -> list[Path]:
        """The files of one part, in the order in which they came."""
        return sorted((self.folder / part).iterdir())

    def gib(self) -> dict[str, float]:
        """Size of the files of each part in GiB."""
        sizes = {"kbo_opendata": self.extract.stat().st_size}
        sizes |= {part: sum(path.stat().st_size for path in self.of(part)) for part in ORDER}
        return {part: round(size / 2**30, 3) for part, size in sizes.items()}


def files(work: Path, *, size: float) -> Files:
    """The files of a Belgium of this size; what is missing is made."""
    made = register(work, count=enterprises(size))
    folder = work / "all" / str(made.enterprises)
    if not all((folder / part).exists() for part in (*ORDER, NEXT_DAY, "counts.json")):
        folder.mkdir(parents=True, exist_ok=True)
        command = (sys.executable, "-m", "benchmarks.everything.make")
        watch(
            [*command, "--register", made.extracts[0], "--out", folder],
            work / "logs" / f"make-{folder.name}.log",
        )
    return Files(folder, made, json.loads((folder / "counts.json").read_text("utf-8")))
