"""A private PostgreSQL for tests: own folder, loopback, no durability, ended by its own process number."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    "max_connections=60",
)
PATIENCE = 30.0


@dataclass(frozen=True)
class Cluster:
    """A running server; `url(name)` makes an empty database."""

    port: int

    def url(self, name: str) -> str:
        """Make the database anew and give its address."""
        return beside(f"postgres://postgres@127.0.0.1:{self.port}/postgres", name)


def beside(url: str, name: str) -> str:
    """An empty database of this name on the same server."""
    server = url.rsplit("/", 1)[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


def programs() -> Path | None:
    """Folder of PostgreSQL's programs: on the PATH, or Debian's newest."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return installed[-1].parent if installed else None


def _as_user(folder: Path) -> dict[str, int]:
    """PostgreSQL refuses root: then it runs as the user `postgres` of the package."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("run as root, and there is no user postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid}


@contextmanager
def private_postgresql() -> Iterator[Cluster]:
    """A server for the time of the block; skips where PostgreSQL is not installed."""
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed (tools/system_packages.sh)")
    folder = Path(tempfile.mkdtemp(prefix="knipperlicht-pg-", dir="/tmp"))
    who = _as_user(folder)
    data = folder / "data"
    try:
        subprocess.run(
            [where / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
            check=True, capture_output=True, cwd=folder, extra_groups=[] if who else None, **who,
        )  # fmt: skip
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = [part for setting in QUICK for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [where / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, *settings],
                stdout=log, stderr=log, cwd=folder, extra_groups=[] if who else None, **who,
            )  # fmt: skip
        try:
            _wait(server, port, folder / "log")
            yield Cluster(port)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise AssertionError(log.read_text("utf-8", "replace")) from None
            time.sleep(0.05)
