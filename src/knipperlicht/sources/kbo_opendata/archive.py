"""Opening an extract safely: a zip or an unpacked folder, its members, its meta data.

Nothing is written here but the CSV files asked for; whatever is wrong with the file as a whole
raises `UnusableFile` before anything of it is kept.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Literal

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_opendata.layout import CODE_HEADER, META_HEADER, TABLES, Table, delete_header

MAX_UNPACKED = 40 * 2**30
MAX_RATIO = 200
CHUNK = 4 * 2**20

ExtractType = Literal["full", "update"]


@dataclass(frozen=True, kw_only=True)
class Meta:
    """meta.csv: which extract this is, and of what day."""

    number: int
    kind: ExtractType
    snapshot_date: date
    version: str

    @property
    def seq(self) -> int:
        """Order of application: by number, an update before the full extract of the same number."""
        return self.number * 2 + (self.kind == "full")

    @property
    def label(self) -> str:
        """Name used in messages, e.g. `0147 update`."""
        return f"{self.number:04d} {self.kind}"


class Archive:
    """One extract on disk. `members` maps lower-case CSV names to names inside the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            raise UnusableFile(f"{path}: no such file or folder. Give the path of a KBO Open Data zip.")
        self._zip: zipfile.ZipFile | None = None
        if path.is_dir():
            self.members = {p.name.lower(): p.name for p in path.iterdir() if p.suffix.lower() == ".csv"}
        else:
            self._zip = _open_zip(path)
            self.members = _safe_members(path, self._zip)
        self.meta = self._read_meta()
        self._check_headers()

    def close(self) -> None:
        """Release the file handle."""
        if self._zip is not None:
            self._zip.close()

    @contextmanager
    def open(self, member: str) -> Iterator[IO[bytes]]:
        """Stream one member's bytes; damage inside the zip becomes a clear sentence."""
        name = self.members[member]
        try:
            if self._zip is None:
                with (self.path / name).open("rb") as stream:
                    yield stream
            else:
                with self._zip.open(name) as stream:
                    yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise UnusableFile(
                f"{self.path}: {name} inside it is damaged ({error}). Download the extract again."
            ) from error

    def extract(self, member: str, target: Path, tick: Callable[[int], None] | None = None) -> int:
        """Write one member to `target`; gives its number of lines, header included."""
        lines, last = 0, b"\n"
        with self.open(member) as source, target.open("wb") as sink:
            while chunk := source.read(CHUNK):
                lines += chunk.count(b"\n")
                last = chunk[-1:]
                sink.write(chunk)
                if tick is not None:
                    tick(len(chunk))
        return lines + (last != b"\n")

    def size(self, member: str) -> int:
        """Unpacked size in bytes."""
        name = self.members[member]
        return (self.path / name).stat().st_size if self._zip is None else self._zip.getinfo(name).file_size

    def _head(self, member: str) -> list[str]:
        with self.open(member) as stream:
            return _decode(self.path, member, stream.readline(2**16)).rstrip("\r\n").split(",")

    def _read_meta(self) -> Meta:
        if "meta.csv" not in self.members:
            raise UnusableFile(
                f"{self.path}: this is not a KBO Open Data extract, it has no meta.csv. "
                "Expected a file such as KboOpenData_0140_2025_10_05_Full.zip."
            )
        with self.open("meta.csv") as stream:
            text = _decode(self.path, "meta.csv", stream.read(2**20))
        rows = list(csv.reader(io.StringIO(text)))
        if not rows or rows[0] != META_HEADER:
            raise UnusableFile(f"{self.path}: meta.csv must begin with the columns {', '.join(META_HEADER)}.")
        return _parse_meta(self.path, {row[0]: row[1] for row in rows[1:] if len(row) == 2})

    def _check_headers(self) -> None:
        """Strict columns: a missing, renamed, added or reordered column stops the file."""
        problems = []
        expected: dict[str, list[str]] = {"code.csv": CODE_HEADER}
        for table in TABLES:
            expected |= _expected_members(table, self.meta.kind)
        for member, header in expected.items():
            if member not in self.members:
                if self.meta.kind == "full":
                    problems.append(f"{member} is missing")
                continue
            found = [name.strip('"') for name in self._head(member)]
            if found == [""]:
                problems.append(f"{member} is empty, not even a header")
            elif found != header:
                problems.append(f"{member} has columns {','.join(found)[:200]} where {','.join(header)} was expected")
        if problems:
            raise UnusableFile(
                f"{self.path}: the format is not that of cookbook R018: {'; '.join(problems)}. Nothing was taken in."
            )

    def missing(self) -> list[str]:
        """Members an update should hold and does not: read as "no change in this table", and reported."""
        wanted = {name for table in TABLES for name in _expected_members(table, self.meta.kind)} | {"code.csv"}
        return sorted(wanted - self.members.keys())


def _expected_members(table: Table, kind: ExtractType) -> dict[str, list[str]]:
    if kind == "full":
        return {f"{table.name}.csv": table.header}
    return {f"{table.name}_delete.csv": [delete_header(table)], f"{table.name}_insert.csv": table.header}


def _open_zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise UnusableFile(
            f"{path}: not a readable zip file ({error}). It may be cut off or something else; download it again."
        ) from error


def _safe_members(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """Refuse names that could leave the folder, encryption, and sizes that only an attack has."""
    members: dict[str, str] = {}
    total = 0
    for info in archive.infolist():
        name = info.filename
        if info.is_dir():
            continue
        if "/" in name or "\\" in name or ".." in name or Path(name).is_absolute() or "\x00" in name:
            raise UnusableFile(f"{path}: refused, it holds the unsafe name {name!r}. A KBO extract has plain names.")
        if info.flag_bits & 0x1:
            raise UnusableFile(f"{path}: {name} is encrypted. KBO Open Data extracts are not.")
        total += info.file_size
        if total > MAX_UNPACKED or (info.file_size > 2**20 and info.file_size > MAX_RATIO * max(1, info.compress_size)):
            raise UnusableFile(
                f"{path}: refused, {name} would unpack to {info.file_size:,} bytes from {info.compress_size:,}; "
                "no genuine extract is packed like that."
            )
        if name.lower() in members:
            raise UnusableFile(f"{path}: holds {name} twice. Download the extract again.")
        if name.lower().endswith(".csv"):
            members[name.lower()] = name
    return members


def _decode(path: Path, member: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableFile(f"{path}: {member} is not UTF-8 ({error.reason} at byte {error.start}).") from error


def _parse_meta(path: Path, values: dict[str, str]) -> Meta:
    try:
        kind = values["ExtractType"].strip().lower()
        if kind not in ("full", "update"):
            raise ValueError(f"ExtractType {values['ExtractType']!r} is neither full nor update")
        return Meta(
            number=int(values["ExtractNumber"]),
            kind="full" if kind == "full" else "update",
            snapshot_date=datetime.strptime(values["SnapshotDate"], "%d-%m-%Y").date(),
            version=values.get("Version", ""),
        )
    except KeyError as error:
        raise UnusableFile(f"{path}: meta.csv does not say {error.args[0]}.") from error
    except ValueError as error:
        raise UnusableFile(f"{path}: meta.csv cannot be read: {error}.") from error
