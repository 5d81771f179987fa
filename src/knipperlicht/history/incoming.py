"""Keeping the file as it came: a copy under its content hash, so that history can always be made anew."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from knipperlicht.core.progress import Progress
from knipperlicht.history.store import Store
from knipperlicht.sources.kbo_opendata.archive import CHUNK, Archive


def copy_in(store: Store, archive: Archive, progress: Progress) -> tuple[str, Path]:
    """Copy the file to the work folder; gives the SHA-256 of its content. A folder is stored as a zip."""
    store.work.mkdir(parents=True, exist_ok=True)
    target = store.work / "incoming.zip"
    step = progress("copy", sum(archive.size(member) for member in archive.members))
    digest = hashlib.sha256()
    if archive.path.is_dir():
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for member in sorted(archive.members):
                digest.update(member.encode() + b"\0")
                info = zipfile.ZipInfo(member)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.file_size = archive.size(member)
                with archive.open(member) as source, packed.open(info, "w") as sink:
                    while chunk := source.read(CHUNK):
                        digest.update(chunk)
                        sink.write(chunk)
                step(archive.size(member))
        return digest.hexdigest(), target
    with archive.path.open("rb") as source, target.open("wb") as sink:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            sink.write(chunk)
    step(sum(archive.size(member) for member in archive.members))
    return digest.hexdigest(), target


def keep(store: Store, copy: Path, sha: str) -> None:
    """Move a copy that proved good among the raw files."""
    store.raw.mkdir(parents=True, exist_ok=True)
    copy.replace(store.raw / f"{sha}.zip")


def same_content(store: Store, sha: str, held: str, copy: Path) -> bool:
    """Whether a copy holds what the raw file of hash `held` holds, packed the same way or not."""
    if sha == held:
        return True
    if not (store.raw / f"{held}.zip").exists():
        return False
    ours, theirs = Archive(store.raw / f"{held}.zip"), Archive(copy)
    try:
        return ours.fingerprint() == theirs.fingerprint()
    finally:
        ours.close()
        theirs.close()


def raw_files(store: Store) -> list[Path]:
    """All raw files kept."""
    return sorted(store.raw.glob("*.zip"))
