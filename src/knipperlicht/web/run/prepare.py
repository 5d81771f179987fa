"""What must be in order before the site starts; each thing that is not gives one sentence.

Nothing here imports Django before `configured` has set where its settings are.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knipperlicht.errors import Busy, KnipperlichtError

LOCK = "serve.lock"
STAMP = ".collected"


class CannotServe(KnipperlichtError):
    """Something the site needs is missing."""


def configured(root: Path) -> None:
    """Set Django up for a data directory, made where it is missing; raises CannotServe or UnusableSettings."""
    import django

    if not str(root).isprintable():
        raise CannotServe("The name of the data directory holds signs that cannot be printed.")
    _writable(root)
    os.environ["KNIPPERLICHT_DATA"] = str(root.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "knipperlicht.web.settings"
    try:
        django.setup()
    except ValueError as error:
        raise CannotServe(
            "DATABASE_URL cannot be read. Write postgres://user:password@host:5432/name, or leave it out for SQLite."
        ) from error


def opened(root: Path) -> None:
    """Set Django up for a site that exists; raises CannotServe where there is none."""
    if not os.environ.get("DATABASE_URL") and not (root / "site.sqlite3").exists():
        raise CannotServe(f"{root}: there is no site here yet. Start one with `knipperlicht serve`.")
    configured(root)
    reach_database()
    from django.db import connection

    if "audit_entry" not in connection.introspection.table_names():
        raise CannotServe("The database holds no site yet. Start one with `knipperlicht serve`.")


def _writable(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
        probe = root / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotServe(
            f"{root}: cannot be written ({error.strerror}). Run as the owner of the data directory, or give another with --data."
        ) from error


def reach_database() -> None:
    """Raises CannotServe with what the database answered; never with its password."""
    from django.conf import settings
    from django.db import OperationalError, connection

    if connection.vendor == "sqlite":
        _private(Path(settings.DATABASES["default"]["NAME"]))
    try:
        connection.ensure_connection()
    except OperationalError as error:
        given = settings.DATABASES["default"]
        where = (
            given["NAME"]
            if connection.vendor == "sqlite"
            else f"{given['NAME']} at {given['HOST'] or 'localhost'}"
        )
        said = " ".join(str(error).split())
        if given.get("PASSWORD"):
            said = said.replace(given["PASSWORD"], "…")
        raise CannotServe(
            f"The database {where} cannot be reached ({said}). Look at DATABASE_URL."
        ) from error


def _private(path: Path) -> None:
    """The database file holds personal data: made for its owner only; SQLite gives the files beside it the same rights."""
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


@contextmanager
def alone(root: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the site of a data directory: shared while it serves, alone while it is replaced; raises Busy."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("a") as handle:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(f"{root}: a site is running here, or being restored. Stop it first.") from error
        yield


def migrated(root: Path) -> None:
    """Bring the database up to date, one process at a time."""
    from django.core.management import call_command

    with (root / f"{LOCK}.migrate").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def collected() -> None:
    """Copy static files to where they are served from, when they changed; raises CannotServe."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    names = set()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            names.add(name)
            digest.update(f"{name} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    if "dist/app.css" not in names:
        raise CannotServe(
            "The style sheets and scripts were not built. In a checkout: make assets. A wheel brings them along."
        )
    stamp = Path(settings.STATIC_ROOT) / STAMP
    if stamp.exists() and stamp.read_text("ascii") == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest(), "ascii")


def listening(host: str, port: int, *, or_another: bool = False) -> socket.socket:
    """A socket that listens; `or_another` takes a free port where this one is busy. Raises CannotServe."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(512)
    except OSError as error:
        made.close()
        if or_another and port:
            return listening(host, 0)
        raise CannotServe(
            f"Port {port} of {host} cannot be used ({error.strerror}). Give another with --port."
        ) from error
    return made
