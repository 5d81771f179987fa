"""Opening an extract safely: a zip or an unpacked folder, its members, its headers.

Nothing is written here but the CSV files asked for; whatever is wrong with the file as a whole
raises `UnusableFile` before anything of it is kept.
"""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.kbo_opendata.layout import CODE_HEADER, TABLES, Table, delete_header
from knipperlicht.sources.kbo_opendata.meta import VERSION, Meta, parse_meta
from knipperlicht.sources.kbo_opendata.zips import open_zip, safe_members
from knipperlicht.sources.packed import BAD_BYTES

CHUNK = 4 * 2**20


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """One CSV file on disk; `lines` counts the header.

    `odd`: it holds bytes that the register never writes and that DuckDB takes in silence or stumbles over
    (NUL, carriage return).
    """

    path: Path
    lines: int
    odd: bool


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
            self._zip = open_zip(path)
        try:
            if self._zip is not None:
                self.members = safe_members(path, self._zip)
            self.meta = self._read_meta()
            self._check_headers()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Release the file handle."""
        if self._zip is not None:
            self._zip.close()

    @contextmanager
    def open(self, member: str) -> Iterator[IO[bytes]]:
        """Stream one member's bytes; damage inside the zip becomes a clear sentence."""
        name = self.members[member]
        if self._zip is None:
            with (self.path / name).open("rb") as stream:
                yield stream
            return
        try:
            with self._zip.open(name) as stream:
                yield stream
        except BAD_BYTES as error:
            raise UnusableFile(
                f"{self.path}: {name} inside it is damaged ({error}). Download the extract again."
            ) from error
        except OSError as error:
            if error.errno != errno.EINVAL:  # a place outside the file, from a damaged directory of the zip
                raise
            raise UnusableFile(
                f"{self.path}: damaged, it points outside itself. Download the extract again."
            ) from error

    def unpack(self, member: str, target: Path) -> Unpacked:
        """Write one member to `target`, counting on the way."""
        lines, last, odd = 0, b"\n", False
        with target.open("wb") as sink, self.open(member) as source:
            while chunk := source.read(CHUNK):
                lines += chunk.count(b"\n")
                odd = odd or b"\0" in chunk or b"\r" in chunk
                last = chunk[-1:]
                sink.write(chunk)
        return Unpacked(path=target, lines=lines + (last != b"\n"), odd=odd)

    def size(self, member: str) -> int:
        """Unpacked size in bytes."""
        name = self.members[member]
        return (self.path / name).stat().st_size if self._zip is None else self._zip.getinfo(name).file_size

    def fingerprint(self) -> dict[str, tuple[int, int]]:
        """Size and CRC of every CSV of a zip: the same content packed in another way has the same one."""
        if self._zip is None:
            return {}
        return {
            m: (self._zip.getinfo(n).file_size, self._zip.getinfo(n).CRC) for m, n in self.members.items()
        }

    def missing(self) -> list[str]:
        """Members an update should hold and does not: read as "no change in this table", and reported."""
        wanted = {name for table in TABLES for name in _expected_members(table, self.meta)} | {"code.csv"}
        return sorted(wanted - self.members.keys())

    def notes(self) -> list[str]:
        """What is unusual about the file as a whole and yet no reason to refuse it."""
        found = []
        if self.missing():
            found.append(f"not in the file, read as unchanged: {', '.join(self.missing())}")
        if self.meta.version != VERSION:
            found.append(
                f"format version {self.meta.version or 'not given'}, known is {VERSION}; columns are the same"
            )
        return found

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
            return parse_meta(self.path, _decode(self.path, "meta.csv", stream.read(2**20)))

    def _check_headers(self) -> None:
        """Strict columns: a missing, renamed, added or reordered column stops the file."""
        problems = []
        expected: dict[str, list[str]] = {"code.csv": CODE_HEADER}
        for table in TABLES:
            expected |= _expected_members(table, self.meta)
        for member, header in expected.items():
            if member not in self.members:
                if self.meta.kind == "full":
                    problems.append(f"{member} is missing")
                continue
            found = [name.strip('"') for name in self._head(member)]
            if found == [""]:
                problems.append(f"{member} is empty, not even a header")
            elif found != header:
                shown = ascii(",".join(found)[:200])[1:-1]
                problems.append(f"{member} has columns {shown} where {','.join(header)} was expected")
        if problems:
            raise UnusableFile(
                f"{self.path}: the format is not that of cookbook R018: {'; '.join(problems)}. Nothing was taken in."
            )


def _expected_members(table: Table, meta: Meta) -> dict[str, list[str]]:
    if meta.kind == "full":
        return {f"{table.name}.csv": table.header}
    return {f"{table.name}_delete.csv": [delete_header(table)], f"{table.name}_insert.csv": table.header}


def _decode(path: Path, member: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableFile(
            f"{path}: {member} is not UTF-8 ({error.reason} at byte {error.start})."
        ) from error
