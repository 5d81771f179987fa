"""One file that holds a whole site: database, key, raw extracts, score history and all else that cannot be remade.

A tar. Its last member, `manifest.json`, names every other with its SHA-256; an archive without it is half one.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from knipperlicht.errors import KnipperlichtError, UnusableFile
from knipperlicht.web.run.contents import FORMAT, Manifest, kept_files

MANIFEST = "manifest.json"
DATABASE = "database"
DATA = "data/"
CHUNK = 2**20


def write(target: Path, *, root: Path, dump: Callable[[Path], None], manifest: Manifest) -> None:
    """Write the archive, readable by its owner only: it holds the key and personal data.

    The database comes last, so that no copy of the log's head is newer than the log.
    """
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        for path in kept_files(root, with_raw=manifest.with_raw):
            _add(tar, path, DATA + path.relative_to(root).as_posix(), manifest)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            dump(Path(folder) / DATABASE)
            _add(tar, Path(folder) / DATABASE, DATABASE, manifest)
        text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()
        tar.addfile(_info(MANIFEST, len(text)), BytesIO(text))
        tar.close()
        file.flush()
        os.fsync(file.fileno())


def _add(tar: tarfile.TarFile, path: Path, name: str, manifest: Manifest) -> None:
    """Add a file as long as it is now: one that grows meanwhile is cut there, and hashed as it was written."""
    with path.open("rb") as source:
        reading = _Hashing(source)
        tar.addfile(_info(name, os.fstat(source.fileno()).st_size), reading)
    manifest.files[name] = reading.digest.hexdigest()


class _Hashing:
    """A file whose content is hashed while tar reads it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Pass on and hash."""
        data = self._source.read(size)
        self.digest.update(data)
        return data


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def unpack(archive: Path, into: Path) -> Manifest:
    """Unpack into an empty folder and check every hash; raises UnusableFile."""
    found: dict[str, str] = {}
    text = b""
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                source = tar.extractfile(member) if member.isreg() else None
                if source is None:
                    raise UnusableFile(f"{archive}: holds {member.name}, which is no plain file.")
                if member.name == MANIFEST:
                    text = source.read()
                else:
                    found[member.name] = _extract(source, _inside(into, member.name, archive))
    except (tarfile.TarError, EOFError) as error:
        raise UnusableFile(f"{archive}: is no backup of Knipperlicht, or a damaged one ({error}).") from error
    manifest = _read(archive, text)
    wrong = sorted(
        name for name in manifest.files.keys() | found.keys() if manifest.files.get(name) != found.get(name)
    )
    if wrong:
        raise UnusableFile(
            f"{archive}: damaged; these parts are missing, too many or changed: {', '.join(wrong[:5])}."
        )
    return manifest


def _inside(folder: Path, name: str, archive: Path) -> Path:
    target = folder / name
    if not target.resolve().is_relative_to(folder.resolve()):
        raise UnusableFile(f"{archive}: {name} would be written outside the data directory.")
    return target


def _extract(source: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as sink:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            sink.write(chunk)
    return digest.hexdigest()


def _read(archive: Path, text: bytes) -> Manifest:
    try:
        known: dict[str, Any] = json.loads(text)
        if known["format"] != FORMAT:
            raise KnipperlichtError(
                f"{archive}: made by another version of Knipperlicht (format {known['format']})."
            )
        return Manifest(**known)
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableFile(
            f"{archive}: is no whole backup of Knipperlicht; its list of contents is missing."
        ) from error
