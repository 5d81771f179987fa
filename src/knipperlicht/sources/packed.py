"""Zip files of every source: looked through before a byte of their content is read.

Nothing here is ever unpacked under a name that stands in the zip; a name that would leave the folder is refused all the
same, for no genuine delivery holds one.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence

from knipperlicht.errors import UnusableFile

MAX_RATIO = 200
SMALL = 2**24
"""Bytes below which nobody counts how well a member is packed."""
BAD_BYTES = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
"""What zipfile raises on damaged bytes alone; fuzzing found each of them."""
DAMAGE = (*BAD_BYTES, OSError)
"""What it raises besides when it is led outside the file; a machine that refuses to read does so too."""
_LEAVES = re.compile(r"^[/\\]|^[A-Za-z]:|\x00|(?:^|[/\\])\.\.(?:[/\\]|$)")


def check_members(where: object, infos: Sequence[zipfile.ZipInfo], *, most: int) -> None:
    """Refuse names that could leave a folder, encryption, and sizes that only an attack has; raises UnusableFile.

    `most`: bytes that all members together may unpack to.
    """
    total = 0
    for info in infos:
        total += info.file_size
        swollen = info.file_size > SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size)
        if swollen or total > most:
            raise UnusableFile(
                f"{where}: refused, {ascii(info.filename)[1:-1]} would unpack to {info.file_size:,} bytes from "
                f"{info.compress_size:,}; no genuine delivery is packed like that."
            )
        if _LEAVES.search(info.filename):
            raise UnusableFile(
                f"{where}: refused, it holds the unsafe name {info.filename!a}. Get it from its publisher again."
            )
        if info.flag_bits & 0x1:
            raise UnusableFile(f"{where}: {ascii(info.filename)[1:-1]} is encrypted. Bring it unencrypted.")
