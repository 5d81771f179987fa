"""Backup and restore of a whole site, each in one call."""

from __future__ import annotations

import getpass
import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from knipperlicht.errors import KnipperlichtError
from knipperlicht.web.run import archive, dumps
from knipperlicht.web.run.contents import SET_ASIDE, Manifest
from knipperlicht.web.run.prepare import CannotServe, alone, configured, migrated, opened

SECRET = ("secret_key", "oidc_client_secret", "mail_url")
PLACE = "restoring"
"""Folder in the data directory where an archive is unpacked and checked before anything is touched."""
Say = Callable[[str], None]


class NotEmpty(KnipperlichtError):
    """There is something where the backup would be put back."""


def backup(root: Path, target: Path, *, with_raw: bool, now: datetime) -> Manifest:
    """Write the archive; the log gets its row before the file gets its name."""
    if target.exists():
        raise NotEmpty(f"{target}: is there already. Choose another name.")
    if target.resolve().is_relative_to(root.resolve()):
        raise CannotServe(
            f"{target}: lies in the data directory itself. Write a backup elsewhere, best on another disk."
        )
    opened(root)
    from django.conf import settings
    from django.db import connection

    from knipperlicht.cases.audit import anchors
    from knipperlicht.cases.audit.service import log

    anchors.write(root, now)
    own = {name: str(value) for name, value in settings.ENVIRONMENT.model_dump(exclude_unset=True).items()}
    manifest = Manifest(
        made=now.isoformat(timespec="seconds"), code=version("knipperlicht"), vendor=connection.vendor, with_raw=with_raw,
        secret_key="environment" if settings.ENVIRONMENT.secret_key else "file",
        settings={name: value for name, value in own.items() if name not in SECRET},
        raw={
            str(path.relative_to(root / "raw")): path.stat().st_size
            for path in sorted((root / "raw").rglob("*"))
            if path.is_file()
        },
    )  # fmt: skip
    writing = target.with_name(f"{target.name}.writing")
    try:
        archive.write(writing, root=root, dump=dumps.dump, manifest=manifest)
        detail = {"file": target.name, "raw": with_raw, "sha256": digest(writing)}
        log(None, "backup.made", subject=target.name, detail=detail, name=_who())
        writing.replace(target)
    finally:
        writing.unlink(missing_ok=True)
    return manifest


def restore(root: Path, source: Path, *, force: bool, now: datetime, say: Say) -> Manifest:
    """Put a site back; the archive is unpacked and checked first. What stood there is set aside, never removed."""
    root.mkdir(parents=True, exist_ok=True)
    if not force and any(path.name != "serve.lock" for path in root.iterdir()):
        raise NotEmpty(
            f"{root}: is not empty. Give an empty folder with --data, or --force to set aside what is there."
        )
    with alone(root):
        place = root / PLACE
        shutil.rmtree(place, ignore_errors=True)
        try:
            place.mkdir()
            manifest = archive.unpack(source, place)
            _fits(manifest, force)
            _set_aside(root, now, say)
            for path in sorted((place / archive.DATA).glob("*")):
                path.rename(root / path.name)
            _load(root, place / archive.DATABASE)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        _log_and_check(root, source, manifest)
    return manifest


def _fits(manifest: Manifest, force: bool) -> None:
    url = os.environ.get("DATABASE_URL", "")
    now = "postgresql" if url.startswith("postgres") else "sqlite"
    if now != manifest.vendor:
        raise CannotServe(
            f"The backup holds a {manifest.vendor} database and DATABASE_URL names {'another' if url else 'none (SQLite)'}. "
            "Restore it into a database of the same kind."
        )
    if now == "postgresql" and not force and not dumps.is_empty(url):
        raise NotEmpty(
            "The database is not empty. Name an empty one in DATABASE_URL, or give --force to replace what it holds."
        )
    if manifest.secret_key == "environment" and not os.environ.get("KNIPPERLICHT_SECRET_KEY"):
        raise CannotServe(
            "The site had its key in KNIPPERLICHT_SECRET_KEY, which is no part of a backup. Set it first."
        )


def _set_aside(root: Path, now: datetime, say: Say) -> None:
    there = [
        path
        for path in root.iterdir()
        if path.name not in (PLACE, "serve.lock") and not path.name.startswith(SET_ASIDE)
    ]
    if not there:
        return
    folder = root / f"{SET_ASIDE}{now:%Y%m%dT%H%M%S}"
    folder.mkdir()
    for path in there:
        path.rename(folder / path.name)
    say(f"What was there stands in {folder}.")


def _load(root: Path, database: Path) -> None:
    configured(root)
    dumps.load(database)
    migrated(root)


def _log_and_check(root: Path, source: Path, manifest: Manifest) -> None:
    from knipperlicht.cases.audit import anchors
    from knipperlicht.cases.audit.service import log

    broken = next(anchors.verify_all(root), None)
    if broken is not None:
        raise KnipperlichtError(
            f"The site is back, but its log is not whole (row {broken.number}: {broken.reason}). See `knipperlicht audit verify`."
        )
    detail = {"made": manifest.made, "sha256": digest(source)}
    log(None, "backup.restored", subject=source.name, detail=detail, name=_who())


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _who() -> str:
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "command line"
