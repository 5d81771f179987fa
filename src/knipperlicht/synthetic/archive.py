"""One extract as a zip in the official layout, streamed: one chunk is made while the last is packed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from .codes import code_csv
from .lines import HEADERS, header

Chunks = Iterator[bytes | memoryview]
_LEVEL = 1  # the extracts are large and short-lived; higher levels cost minutes for a few per cent


@dataclass(frozen=True)
class Extract:
    """The identity of one extract: its number, kind (Full or Update) and snapshot day."""

    number: int
    kind: str
    snapshot: date

    @property
    def published(self) -> date:
        """The day in the file name, the day after the snapshot."""
        return self.snapshot + timedelta(days=1)

    @property
    def file_name(self) -> str:
        """E.g. KboOpenData_0141_2025_11_02_Update.zip."""
        return f"KboOpenData_{self.number:04}_{self.published:%Y_%m_%d}_{self.kind}.zip"

    def meta_csv(self) -> bytes:
        """The content of meta.csv."""
        minute, second = 10 + self.number % 50, self.number * 7 % 60
        values = {
            "SnapshotDate": f"{self.snapshot:%d-%m-%Y}",
            "ExtractTimestamp": f"{self.published:%d-%m-%Y} 07:{minute}:{second:02}",
            "ExtractType": self.kind.lower(),
            "ExtractNumber": str(self.number),
            "Version": "1.0.0",
        }
        return header(HEADERS["meta"]) + "".join(f'"{k}","{v}"\n' for k, v in values.items()).encode()


@dataclass
class Archive:
    """An open zip for one extract; `rows` counts the lines without header of every file put in."""

    extract: Extract
    folder: Path
    rows: dict[str, int] = field(default_factory=dict)

    def write(self, members: list[tuple[str, Callable[[], Chunks]]]) -> Path:
        """Write meta.csv, code.csv and the members (file name, maker of its bytes)."""
        path = self.folder / self.extract.file_name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as target:
            self._put(target, "meta.csv", iter([self.extract.meta_csv()]))
            self._put(target, "code.csv", iter([code_csv()]))
            for name, make in members:
                self._put(target, name, make())
        return path

    def _put(self, target: zipfile.ZipFile, name: str, chunks: Chunks) -> None:
        when = self.extract.published
        info = zipfile.ZipInfo(name, date_time=(when.year, when.month, when.day, 7, 40, 0))
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        lines = -1
        with target.open(info, "w", force_zip64=True) as handle, ThreadPoolExecutor(1) as packer:
            pending: Future[int] | None = None
            for chunk in chunks:
                lines += bytes(chunk).count(b"\n") if isinstance(chunk, bytes) else _count(chunk)
                if pending:
                    pending.result()
                pending = packer.submit(handle.write, chunk)  # type: ignore[arg-type, unused-ignore]
            if pending:
                pending.result()
        self.rows[name] = lines


def _count(chunk: memoryview) -> int:
    import numpy as np

    return int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == 10))
