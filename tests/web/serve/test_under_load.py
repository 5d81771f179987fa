"""People keep asking while a new snapshot is published and while a worker is killed."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.conftest import Province, linked_copy
from tests.web.serve.test_serve import until
from tests.web.site_process import in_site, knipperlicht, serving

pytestmark = [
    pytest.mark.slow,
]
ASKING = 5
"""Threads that ask without pause."""
NAMED = re.compile(r"\d{4}-\d\d-\d\d-\d{4}-[0-9a-f]{8}-[A-Za-z0-9+.-]*[A-Za-z0-9]")
SETUP = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.service import start_work
from knipperlicht.cases.organisations.models import *
from knipperlicht.cases.organisations.roles import *
from knipperlicht.cases.organisations.service import actor
from django.core.management import call_command as c
c("migrate", verbosity=0); c("createcachetable", verbosity=0)
o = Organisation.objects.create(name="ARIEC", kind=Kind.ARIEC, whole_country=True)
u = User.objects.create_user(email="a@example.org", name="A", password="geheim genoeg 12")
Membership.objects.create(user=u, organisation=o, role=Role.ANALYST)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(u.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = u.get_session_auth_hash()
session["work"] = start_work(actor(u, None), purpose="analysis", reference="proef").pk
session.save()
with serving(settings.DATA) as reader:
    rows = reader.rows("SELECT enterprise, name FROM score ORDER BY score DESC, enterprise LIMIT 8")
print(json.dumps({"cookie": session.session_key, "numbers": [f"{r['enterprise']:010d}" for r in rows], "names": [r["name"] for r in rows]}))
"""


@dataclass(frozen=True)
class Answer:
    """One request: when, how it ended, which snapshots its answer names."""

    path: str
    began: float
    ended: float
    status: int
    snapshots: frozenset[str]
    wrong: str = ""


class Load:
    """Threads that ask, each its own list of answers in order."""

    def __init__(self, url: str, *, cookie: str, paths: list[str]) -> None:
        self.host, self.cookie, self.paths = urlsplit(url).netloc, cookie, paths
        self.answers: list[list[Answer]] = [[] for _ in range(ASKING)]
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(place,)) for place in range(ASKING)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self, place: int) -> None:
        turn = place
        while not self._stop.is_set():
            self.answers[place].append(self._ask(self.paths[turn % len(self.paths)]))
            turn += 1

    def _ask(self, path: str) -> Answer:
        began = time.monotonic()
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(
                "GET", path, headers={"Cookie": f"sessionid={self.cookie}", "Accept-Language": "nl"}
            )
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return Answer(path, began, time.monotonic(), answer.status, frozenset(NAMED.findall(text)))
        except (OSError, http.client.HTTPException) as error:
            return Answer(path, began, time.monotonic(), 0, frozenset(), repr(error))
        finally:
            connection.close()

    def seen(self) -> set[str]:
        return {name for mine in self.answers for answer in list(mine) for name in answer.snapshots}

    def count(self) -> int:
        return sum(len(mine) for mine in self.answers)


def test_no_request_fails_and_no_page_mixes_two_snapshots(installed: Province, tmp_path: Path) -> None:
    data = linked_copy(installed.root, tmp_path / "site").root
    made = json.loads(in_site(data, SETUP))
    numbers = made["numbers"]
    paths = [f"/dossier/{n}/" for n in numbers] + [f"/api/v1/dossiers/{n}" for n in numbers]
    paths += [f"/search/?q={quote(name)}" for name in made["names"]]
    old = (data / "current").read_text().strip()
    with serving(data) as site:
        children = until(lambda: (c := site.children()) and len(c["workers"]) == 2 and c)
        with Load(site.url, cookie=made["cookie"], paths=paths) as load:
            until(lambda: load.count() > 40)
            assert knipperlicht(data, "ingest", installed.newer).returncode == 0
            built = knipperlicht(data, "build")
            assert built.returncode == 0, built.stderr
            new = (data / "current").read_text().strip()
            until(lambda: new in load.seen())
            before = load.count()
            until(lambda: load.count() > before + 40)
            killed = time.monotonic()
            os.kill(children["workers"][0], signal.SIGKILL)
            until(lambda: len(set(site.children()["workers"]) - {children["workers"][0]}) == 2)
            before = load.count()
            until(lambda: load.count() > before + 40)
    everything = [answer for mine in load.answers for answer in mine]
    failed = [answer for answer in everything if answer.status != 200]
    assert all(answer.began <= killed <= answer.ended for answer in failed), failed
    assert len(failed) <= ASKING
    assert all(len(answer.snapshots) == 1 for answer in everything if answer.status == 200)
    assert load.seen() == {old, new} and new != old
    for mine in load.answers:
        names = [name for answer in mine for name in answer.snapshots]
        assert names == sorted(names, key=[old, new].index), "an older snapshot after a newer one"
