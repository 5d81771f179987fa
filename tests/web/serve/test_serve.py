"""`knipperlicht serve` as an operator meets it: starts, answers, says what is wrong in one sentence, leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest

from tests.conftest import Province, linked_copy
from tests.web.site_process import in_site, knipperlicht, serving

pytestmark = [
    pytest.mark.slow,
]
PATIENCE = 150.0


@pytest.fixture
def data(installed: Province, tmp_path: Path) -> Path:
    return linked_copy(installed.root, tmp_path / "site").root


def until(true, patience: float = PATIENCE):
    end = time.monotonic() + patience
    while not (answer := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return answer


def ask(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def gone(numbers: list[int]) -> bool:
    return not any(
        psutil.pid_exists(n) and psutil.Process(n).status() != psutil.STATUS_ZOMBIE for n in numbers
    )


def test_a_site_starts_works_and_leaves_nothing_behind(data: Path):
    with serving(data) as site:
        assert ask(f"{site.url}healthz") == (200, "ok")
        code, said = ask(f"{site.url}readyz")
        assert code == 200 and said == '{"database": "ok", "snapshot": "ok"}'
        assert not [name for name in ("secret_key", "site.sqlite3") if (data / name).stat().st_mode & 0o077]
        children = until(lambda: (c := site.children())["background"] and len(c["workers"]) == 2 and c)
        everyone = [number for numbers in children.values() for number in numbers]

        os.kill(children["background"][0], signal.SIGKILL)
        until(lambda: site.children()["background"] not in ([], children["background"]))
        os.kill(children["workers"][0], signal.SIGKILL)
        until(lambda: len(set(site.children()["workers"]) - {children["workers"][0]}) == 2)
        assert ask(f"{site.url}healthz")[0] == 200

        kinds = "from knipperlicht.cases.jobs.models import JobRun; print(sorted(JobRun.objects.values_list('kind', 'outcome')))"
        restarted = [number for numbers in site.children().values() for number in numbers]
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(PATIENCE) == 0
        assert gone(everyone + restarted)
    # What the clock queued depends on the time of day; that nothing went wrong does not.
    assert "failed" not in in_site(data, kinds)

    with serving(data) as first, serving(data) as second:
        assert ask(f"{first.url}healthz") == ask(f"{second.url}healthz") == (200, "ok")
        busy = knipperlicht(data, "restore", __file__, "--force")
        assert busy.returncode == 2 and "Stop it first" in busy.stderr
        twice = in_site(
            data,
            "from django.db.models import Count\nfrom knipperlicht.cases.jobs.models import JobRun\n"
            "print(list(JobRun.objects.values('kind', 'due').annotate(n=Count('pk')).filter(n__gt=1)))",
        )
        assert twice.strip() == "[]"
        children = until(lambda: (c := first.children())["background"] and len(c["workers"]) == 2 and c)
        first.process.kill()
        first.process.wait()
        until(lambda: gone([number for numbers in children.values() for number in numbers]))


def test_before_the_first_build_the_site_runs_and_is_not_ready(tmp_path: Path):
    with serving(tmp_path / "nieuw") as site:
        assert ask(f"{site.url}healthz")[0] == 200
        assert ask(f"{site.url}readyz") == (503, '{"database": "ok", "snapshot": "not ready"}')


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"DATABASE_URL": "postgres://iemand:geheim@127.0.0.1:9/niets"}, "The database niets at 127.0.0.1 cannot be reached"),
        ({"DATABASE_URL": "onzin"}, "DATABASE_URL cannot be read"),
        ({"KNIPPERLICHT_HTTPS": "misschien", "KNIPPERLICHT_NONSENSE": "1"}, "KNIPPERLICHT_HTTPS"),
        ({"KNIPPERLICHT_MAIL_URL": "http://x"}, "KNIPPERLICHT_MAIL_URL"),
        ({"KNIPPERLICHT_SCHEDULE": "fetch=25:00"}, "KNIPPERLICHT_SCHEDULE"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_one_sentence(tmp_path: Path, variables, said):
    failed = knipperlicht(tmp_path / "x", "serve", "--port", "0", **variables)
    assert failed.returncode == 2 and said in failed.stderr and failed.stderr.count("\n") == 1
    assert "geheim" not in failed.stderr and "foresee" not in failed.stderr
    if "KNIPPERLICHT_NONSENSE" in variables:
        assert "KNIPPERLICHT_NONSENSE" in failed.stderr


def test_a_busy_port_and_an_unwritable_folder_are_said_in_one_sentence(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        failed = knipperlicht(tmp_path / "x", "serve", "--port", port)
    assert failed.returncode == 2 and f"Port {port}" in failed.stderr and failed.stderr.count("\n") == 1
    (tmp_path / "bestand").touch()
    failed = knipperlicht(tmp_path / "bestand" / "x", "serve", "--port", "0")
    assert failed.returncode == 2 and "cannot be written" in failed.stderr and failed.stderr.count("\n") == 1


def test_the_log_is_checked_from_the_command_line(data: Path):
    assert knipperlicht(data, "audit", "verify").returncode == 2
    in_site(
        data,
        "from django.core.management import call_command as c\nc('migrate', verbosity=0)\nfrom knipperlicht.cases.audit.service import log\n[log(None, 'search.run') for n in range(5)]",
    )
    whole = knipperlicht(data, "audit", "verify")
    assert whole.returncode == 0 and "5 rows" in whole.stdout
    assert knipperlicht(data, "audit", "anchor").returncode == 0
    in_site(
        data,
        "from django.db import connection\nfrom knipperlicht.cases.audit.guard import remove\nfrom knipperlicht.cases.audit.models import Entry\nremove(connection)\nEntry.objects.filter(number=2).delete()",
    )
    broken = knipperlicht(data, "audit", "verify")
    assert (
        broken.returncode == 1
        and "row 2: rows 2 to 2 are missing" in broken.stdout
        and "NOT whole" in broken.stderr
    )
