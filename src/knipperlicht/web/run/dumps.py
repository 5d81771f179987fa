"""A copy of the database in one file, and back again."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import psycopg

from knipperlicht.errors import KnipperlichtError


class NoDump(KnipperlichtError):
    """The database could not be copied out or in."""


def dump(target: Path) -> None:
    """Write one consistent state of the database, while the site may go on writing."""
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        return
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Put a dump in place of what the database holds."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    if connection.vendor == "sqlite":
        path = Path(settings.DATABASES["default"]["NAME"])
        for leftover in path.parent.glob(f"{path.name}-*"):
            leftover.unlink()
        if path.exists():
            path.rename(path.with_name(f"{path.name}.before-restore"))
        shutil.move(source, path)
        return
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
         "--exit-on-error", f"--dbname={settings.DATABASES['default']['NAME']}", str(source))  # fmt: skip


def is_empty(url: str) -> bool:
    """Whether a PostgreSQL database holds no table of ours; raises NoDump when it does not answer."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    except psycopg.Error as error:
        said = " ".join(str(error).split())[:300]
        raise NoDump(f"The database of DATABASE_URL cannot be reached ({said}).") from error
    return row is None or row[0] is None


def _run(program: str, *arguments: str) -> None:
    """A program of the PostgreSQL client; the password travels in the environment, not in the list of processes."""
    from django.conf import settings

    given = settings.DATABASES["default"]
    known = {
        "PGDATABASE": "NAME",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
    }
    env = os.environ | {name: str(given[key]) for name, key in known.items() if given.get(key)}
    done = subprocess.run([_find(program), *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        said = " ".join(done.stderr.split())[:400]
        raise NoDump(f"{program} could not do its work: {said}")


def _find(program: str) -> str:
    """On the PATH, else Debian's newest."""
    if found := shutil.which(program):
        return found
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda p: int(p.parts[-3]))
    if not installed:
        raise NoDump(
            f"The program {program} is missing; it comes with the PostgreSQL client. On Debian, as root: apt-get install postgresql-client"
        )
    return str(installed[-1])
