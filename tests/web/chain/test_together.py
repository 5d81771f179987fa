"""Several processes write at the same time: one chain without gaps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROWS = 100
SCRIPT = f"""
import os, sys
import django
django.setup()
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.audit.chain import verify
sys.stdin.readline()
for n in range({ROWS}):
    log(None, "search.run", subject=f"{{sys.argv[1]}} {{n}}")
    if sys.argv[1] == "look" and n % 20 == 0:
        wrong = list(verify())
        assert not wrong, wrong
"""
CHECK = """
import django
django.setup()
from knipperlicht.cases.audit.chain import verify
from knipperlicht.cases.audit.models import Entry
print(list(verify()), Entry.objects.count())
"""


@pytest.mark.slow
@pytest.mark.databases
def test_two_processes_write_one_chain_and_a_check_meanwhile_sees_it_whole(tmp_path: Path) -> None:
    env = environment(tmp_path)
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=env, check=True)
    command = [sys.executable, "-c", SCRIPT]
    writers = [subprocess.Popen([*command, name], env=env, stdin=subprocess.PIPE) for name in ("a", "look")]
    for writer in writers:
        writer.stdin.write(b"go\n")
        writer.stdin.close()
    assert [writer.wait(120) for writer in writers] == [0, 0]
    done = subprocess.run([sys.executable, "-c", CHECK], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", str(2 * ROWS)]


def environment(data: Path) -> dict[str, str]:
    """A site of its own: SQLite in the folder, or a database beside the one of the tests."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KNIPPERLICHT_", "PYTEST_", "DATABASE_URL"))
    }
    env |= {"DJANGO_SETTINGS_MODULE": "knipperlicht.web.settings", "KNIPPERLICHT_DATA": str(data)}
    if os.environ.get("DATABASE_URL") and connection.vendor == "postgresql":
        from tests.databases import beside

        env["DATABASE_URL"] = beside(os.environ["DATABASE_URL"], "together")
    return env
