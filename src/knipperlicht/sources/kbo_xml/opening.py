"""Opening what the publisher puts on its server; nothing is unpacked to disk.

`Dyyyymmdd.xml`, `Dyyyymmdd.wijzig.xml`, `Dyyyymmdd.codes.xml`, and the zip that holds one of the first two beside the
codes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.packed import DAMAGE, check_members

NAME = re.compile(r"D(\d{8})(\.wijzig|\.codes)?\.xml", re.IGNORECASE)
OURS = re.compile(rb"<(?:[\w.-]+:)?(Header|ExtractType|FunctionCodes)[\s>]|/kbo/extract/")
LARGEST = 200 * 2**30
"""Bytes of XML beyond which a file is not believed; a full extract has about 28 GB."""


def members(path: Path) -> list[str | None]:
    """Names of the XML files inside a zip, the codes last; [None] for a file that is XML itself."""
    if not zipfile.is_zipfile(path):
        return [None]
    try:
        with zipfile.ZipFile(path) as archive:
            every = archive.infolist()
    except DAMAGE as error:
        raise UnusableFile(f"{path}: the zip is damaged ({error}). Download it again.") from error
    check_members(path, every, most=LARGEST)
    found = [info for info in every if NAME.fullmatch(Path(info.filename).name)]
    if not found:
        raise UnusableFile(f"{path}: a zip with Dyyyymmdd.xml was expected, none is in it.")
    names = sorted((info.filename for info in found), key=lambda name: (".codes." in name.lower(), name))
    return list[str | None](names)


@contextmanager
def opened(path: Path, member: str | None) -> Iterator[IO[bytes]]:
    """The bytes of the file, or of a member of the zip. Raises UnusableFile when the zip is cut short or damaged."""
    if member is None:
        with path.open("rb") as stream:
            yield stream
        return
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            yield stream
    except DAMAGE as error:
        raise UnusableFile(
            f"{path}: the zip is cut short or damaged ({error}). Download it again."
        ) from error


def recognises(path: Path) -> bool:
    """By the publisher's name, or by the first bytes of an XML file."""
    try:
        if path.is_dir():
            return False
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return any(NAME.fullmatch(Path(name).name) for name in archive.namelist())
        with path.open("rb") as stream:
            head = stream.read(4096)
        return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and (
            NAME.fullmatch(path.name) is not None or OURS.search(head) is not None
        )
    except DAMAGE:
        return False
