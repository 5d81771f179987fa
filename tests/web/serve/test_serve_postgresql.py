"""`knipperlicht serve` itself on PostgreSQL: starts, lets somebody in, opens a dossier, runs a job, ends."""

from __future__ import annotations

import re
import signal
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import psycopg
import pytest

from knipperlicht.core.numbers import format_number
from tests.conftest import Province, linked_copy
from tests.databases import private_postgresql
from tests.web.serve.test_serve import ask, gone, until
from tests.web.site_process import in_site, serving

pytestmark = pytest.mark.slow
PASSWORD = "een lang wachtwoord voor proeven"
SETUP = f"""
from django.conf import settings
from django.core.management import call_command as c
from knipperlicht.bridge.served import serving
from knipperlicht.cases.organisations.models import Membership, Organisation, User
c("migrate", verbosity=0); c("createcachetable", verbosity=0)
town = Organisation.objects.create(name="Stad", kind="municipality", territory=["34022"])
worker = User.objects.create_user(email="w@example.org", name="W", password="{PASSWORD}")
Membership.objects.create(user=worker, organisation=town, role="worker")
with serving(settings.DATA) as reader:
    print(reader.rows("SELECT enterprise FROM score WHERE nis = '34022' ORDER BY score DESC, enterprise LIMIT 1")[0]["enterprise"])
"""
START = """
from knipperlicht.cases.jobs.service import start
from knipperlicht.cases.organisations.models import User
from knipperlicht.cases.organisations.service import actor
print(start("tidy", actor(User.objects.get(), None)).pk)
"""


def post(browser: OpenerDirector, url: str, **form: str) -> str:
    """Fill in the form of a page, with its token; gives the address one arrives at."""
    page = browser.open(url, timeout=60).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None, page
    body = urlencode({"csrfmiddlewaretoken": token[1], **form}).encode()
    with browser.open(Request(url, body, {"Referer": url}), timeout=60) as answer:
        return str(answer.url)


def test_a_site_on_postgresql_lets_in_opens_a_dossier_runs_a_job_and_ends(
    installed: Province, tmp_path: Path
):
    data = linked_copy(installed.root, tmp_path / "site").root
    with private_postgresql() as server:
        url = server.url("served")
        number = format_number(int(in_site(data, SETUP, DATABASE_URL=url)))
        with serving(data, "--workers", "1", DATABASE_URL=url) as site:
            assert ask(f"{site.url}readyz") == (200, '{"database": "ok", "snapshot": "ok"}')
            assert not (data / "site.sqlite3").exists()
            browser = build_opener(HTTPCookieProcessor(CookieJar()))
            assert post(browser, f"{site.url}account/login/", login="w@example.org", password=PASSWORD) == site.url  # fmt: skip
            post(browser, f"{site.url}work/", purpose="permit", reference="proef 1")
            with browser.open(f"{site.url}dossier/{number}/", timeout=60) as answer:
                assert answer.status == 200 and number in answer.read().decode()

            run = int(in_site(data, START, DATABASE_URL=url))
            with psycopg.connect(url, autocommit=True) as database:
                ended = "SELECT outcome FROM jobs_jobrun WHERE id = %s AND ended IS NOT NULL"
                assert until(lambda: database.execute(ended, [run]).fetchone()) == ("ok",)
                rows = database.execute(
                    "SELECT event FROM audit_entry WHERE actor_name = 'W' ORDER BY number"
                )
                assert [row[0] for row in rows] == ["account.login", "work.start", "dossier.open", "job.start"]  # fmt: skip

            processes = [number for numbers in site.children().values() for number in numbers]
            site.process.send_signal(signal.SIGTERM)
            assert site.process.wait(60) == 0 and processes and gone(processes)
