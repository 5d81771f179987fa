"""Zip files from outside: opened and looked through before a byte of their content is unpacked."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from knipperlicht.errors import UnusableFile

MAX_UNPACKED = 40 * 2**30
MAX_RATIO = 200

# What zipfile raises on damaged bytes; fuzzing found each of them.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError,
    OverflowError,
)  # fmt: skip


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
    except (*DAMAGE, OSError) as error:
        raise UnusableFile(
            f"{path}: not a readable zip file ({error}). It may be cut off or something else; download it again."
        ) from error


def safe_members(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """Refuse names that could leave the folder, encryption, and sizes that only an attack has."""
    members: dict[str, str] = {}
    total = 0
    for info in archive.infolist():
        name = info.filename
        if info.is_dir():
            continue
        if "/" in name or "\\" in name or ".." in name or "\x00" in name:
            raise UnusableFile(
                f"{path}: refused, it holds the unsafe name {name!r}. A KBO extract has plain names."
            )
        if info.flag_bits & 0x1:
            raise UnusableFile(f"{path}: {name} is encrypted. KBO Open Data extracts are not.")
        total += info.file_size
        if total > MAX_UNPACKED or (
            info.file_size > 2**20 and info.file_size > MAX_RATIO * max(1, info.compress_size)
        ):
            raise UnusableFile(
                f"{path}: refused, {name} would unpack to {info.file_size:,} bytes from {info.compress_size:,}; "
                "no genuine extract is packed like that."
            )
        if name.lower() in members:
            raise UnusableFile(f"{path}: holds {name} twice. Download the extract again.")
        if name.lower().endswith(".csv"):
            members[name.lower()] = name
    return members
