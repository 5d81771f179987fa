"""The zip of an extract: opened and looked through before a byte of its content is unpacked. A KBO extract has plain names."""

from __future__ import annotations

import zipfile
from pathlib import Path

from knipperlicht.errors import UnusableFile
from knipperlicht.sources.packed import DAMAGE, check_members

MAX_UNPACKED = 40 * 2**30


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a zip; raises UnusableFile where it is none, or damaged.

    Whatever no other source recognises comes here, so the sentence says so where the file is no zip at all.
    """
    try:
        with path.open("rb") as file:
            start = file.read(2)
        if start != b"PK":
            raise UnusableFile(
                f"{path}: is empty. Download it again."
                if not start
                else f"{path}: not a readable zip file, and it does not begin as a file of any other source does. Its "
                "name, layout or encoding changed, or it is something else; look at the page of its source."
            )
        return zipfile.ZipFile(path)
    except DAMAGE as error:
        raise UnusableFile(
            f"{path}: not a readable zip file ({error}). It may be cut off or something else; download it again."
        ) from error


def safe_members(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """The tables by name in lower case, once `check_members` lets them pass; a folder or a name twice is refused too."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    check_members(path, infos, most=MAX_UNPACKED)
    members: dict[str, str] = {}
    for info in infos:
        name = info.filename
        if "/" in name or "\\" in name or ".." in name:
            raise UnusableFile(
                f"{path}: refused, it holds the unsafe name {name!r}. A KBO extract has plain names."
            )
        if name.lower() in members:
            raise UnusableFile(f"{path}: holds {name} twice. Download the extract again.")
        if name.lower().endswith(".csv"):
            members[name.lower()] = name
    return members
