"""What a file holds: reference lists, filings and tables of the public site, plain or in a zip (also a zip in a zip).

What a part is, its first bytes say, not its name: `[` a reference list, `{` a filing or one reference, `"` a table.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, Protocol

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.nbb import coverage
from knipperlicht.sources.packed import DAMAGE, check_members

HEAD = 4096
MAX_PART = 64 * 2**20
MAX_LIST = 2**31
MAX_UNPACKED = 64 * 2**30
MAX_PARTS = 5_000_000
_DEPOSIT = (b'"depositdate"', b'"exercisedates"', b'"modeltype"')
_REFERENCE, _TABLE = b'"referencenumber"', b'"reference number"'
_PACKED = re.compile(r"(accountingdata|references?)[^/]*\.zip$", re.IGNORECASE)

PartKind = Literal["references", "filing", "table", "zip", "pdf", "xbrl", "other"]


class Stream(Protocol):
    """Bytes, from the first to the last."""

    def read(self, size: int = ..., /) -> bytes:
        """At most `size` bytes; nothing at the end."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One member of a zip, or a whole plain file. `where` names it for people."""

    where: str
    kind: PartKind
    stream: Stream

    def read(self) -> bytes:
        """All of it; raises UnusableFile beyond 64 MiB: no filing is that long."""
        try:
            content = self.stream.read(MAX_PART + 1)
        except DAMAGE as error:
            raise UnusableFile(f"{self.where}: is damaged ({error}). Download it again.") from error
        if len(content) > MAX_PART:
            raise UnusableFile(f"{self.where}: is longer than {MAX_PART:,} bytes, which no filing is.")
        return content


def kind_of(head: bytes) -> PartKind:
    """What the first bytes of a part say it is."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:4] == b"PK\x03\x04":
        return "zip"
    if start[:5] == b"%PDF-":
        return "pdf"
    if start[:1] == b"<" and b"xbrl" in start.lower():
        return "xbrl"
    if start[:1] not in (b"[", b"{", b'"'):
        return "other"
    lower = start.lower()
    if start[:1] == b'"':
        return "table" if _TABLE in lower else "other"
    if _REFERENCE not in lower:
        return "references" if start[:1] == b"[" and not start[1:].strip(b" \r\n\t]") else "other"
    if start[:1] == b"{" and not any(name in lower for name in _DEPOSIT):
        return "filing"
    return "references"


def _is_ours(head: bytes) -> bool:
    return kind_of(head) in ("references", "filing", "table") and b"eferenc" in head


def recognises(path: Path) -> bool:
    """Whether a file looks like one of ours; never raises, never claims an extract of KBO Open Data."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        if kind_of(head) != "zip":
            return _is_ours(head)
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if any(info.filename.lower().endswith("meta.csv") for info in infos):
                return False
            if any(_PACKED.search(info.filename) or coverage.named(info.filename) for info in infos):
                return True
            for info in infos[:5]:
                with archive.open(info) as member:
                    head = member.read(HEAD)
                if _is_ours(head):
                    return True
    except DAMAGE:
        pass
    return False


def parts(path: Path) -> Iterator[Part]:
    """All parts of a file, one open at a time. Raises UnusableFile where it is damaged or packed like an attack."""
    with path.open("rb") as file:
        kind = kind_of(file.read(HEAD))
        file.seek(0)
        if kind != "zip":
            yield Part(where=str(path), kind=kind, stream=file)
            return
        yield from _members(file, where=str(path), nested=False)


def _members(file: IO[bytes], *, where: str, nested: bool) -> Iterator[Part]:
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE as error:
        raise UnusableFile(f"{where}: not a readable zip file ({error}). Download it again.") from error
    with archive:
        for info in _checked(archive, where):
            name = f"{where}: {info.filename}"
            try:
                member = archive.open(info)
                head = member.read(HEAD)
            except DAMAGE as error:
                raise UnusableFile(f"{name} is damaged ({error}). Download it again.") from error
            with member:
                kind = kind_of(head)
                if kind == "zip" and nested:
                    raise UnusableFile(f"{name}: a zip in a zip in a zip is not read. Unpack it once.")
                if kind == "zip":
                    yield from _unpacked(head, member, name)
                else:
                    yield Part(where=name, kind=kind, stream=_Joined(head, member))


def _unpacked(head: bytes, member: IO[bytes], where: str) -> Iterator[Part]:
    with tempfile.TemporaryFile() as copy:
        copy.write(head)
        try:
            while chunk := member.read(2**20):
                copy.write(chunk)
        except DAMAGE as error:
            raise UnusableFile(f"{where} is damaged ({error}). Download it again.") from error
        copy.seek(0)
        yield from _members(copy, where=where, nested=True)


def _checked(archive: zipfile.ZipFile, where: str) -> list[zipfile.ZipInfo]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_PARTS:
        raise UnusableFile(
            f"{where}: holds {len(infos):,} parts; split it into zips of at most {MAX_PARTS:,}."
        )
    check_members(where, infos, most=MAX_UNPACKED)
    return infos


class _Joined:
    """The bytes already looked at, then the rest of the stream."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1, /) -> bytes:
        head = self._head if size < 0 else self._head[:size]
        self._head = self._head[len(head) :]
        return head + self._rest.read(size if size < 0 else size - len(head))
