"""Parts of running the site: health, memory of a worker, mail by address, the site of the demonstration."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.test import Client

from knipperlicht.bridge.builds import DEMO_MARK
from knipperlicht.bridge.served import pool
from knipperlicht.cases.audit.chain import verify
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Role
from knipperlicht.errors import Busy
from knipperlicht.web import gunicorn_conf
from knipperlicht.web.demo_site import NoDemonstration, make_site
from knipperlicht.web.environment import UnusableSettings
from knipperlicht.web.mail import mail_settings
from knipperlicht.web.run import views
from knipperlicht.web.run.prepare import alone


@pytest.fixture
def data(own_store, settings, db):
    settings.DATA = own_store.root
    yield own_store.root
    pool(own_store.root).close()


def test_health_needs_no_login_and_says_no_secrets(data):
    assert Client().get("/healthz").content == b"ok"
    answer = Client().get("/readyz")
    assert answer.status_code == 200 and answer.json() == {"database": "ok", "snapshot": "ok"}
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.databases
def test_not_ready_while_the_database_or_the_snapshot_is_away(tmp_path, settings, db, monkeypatch):
    settings.DATA = tmp_path
    assert Client().get("/readyz").json() == {"database": "ok", "snapshot": "not ready"}

    def away():
        raise DatabaseError("password=geheim")

    monkeypatch.setattr(views, "_ask_database", away)
    answer = Client().get("/readyz")
    assert answer.status_code == 503 and "geheim" not in answer.content.decode()
    assert Client().get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("served", "used", "lives"), [(100, 2**40, False), (99, 2**40, True), (100, 2**20, True)]
)
def test_a_worker_that_grew_too_large_is_replaced(monkeypatch, served, used, lives):
    monkeypatch.setattr(gunicorn_conf, "resident", lambda: used)
    worker = SimpleNamespace(nr=served, alive=True, pid=1)
    gunicorn_conf.post_request(worker, None, None, None)
    assert worker.alive is lives


def test_a_process_knows_its_memory():
    assert 20 * 2**20 < gunicorn_conf.resident() < 2**36


def test_mail_by_address():
    assert mail_settings("")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    given = mail_settings("smtp://wie%40ons:p%2Fw@mail.example")
    assert (given["EMAIL_HOST"], given["EMAIL_PORT"], given["EMAIL_HOST_USER"], given["EMAIL_HOST_PASSWORD"]) == (
        "mail.example", 587, "wie@ons", "p/w",
    )  # fmt: skip
    assert given["EMAIL_USE_TLS"] and not given["EMAIL_USE_SSL"]
    assert mail_settings("smtps://mail.example")["EMAIL_USE_SSL"]
    assert not mail_settings("smtp://localhost:25")["EMAIL_USE_TLS"]


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://h:x", "smtp://[h"])
def test_a_wrong_address_of_mail_is_refused(url):
    with pytest.raises(UnusableSettings, match="KNIPPERLICHT_MAIL_URL"):
        mail_settings(url)


def test_a_site_is_restored_only_where_none_runs(tmp_path):
    shared = alone(tmp_path, shared=True), alone(tmp_path, shared=True)
    with shared[0], shared[1], pytest.raises(Busy, match="Stop it first"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


@pytest.mark.databases
def test_no_demo_accounts_on_a_real_site(data):
    with pytest.raises(NoDemonstration, match="not made by the demonstration"):
        make_site(data)
    (data / DEMO_MARK).touch()
    User.objects.create_user(email="echt@example.org", name="Echt")
    with pytest.raises(NoDemonstration, match="users already"):
        make_site(data)
    assert not Organisation.objects.exists() and User.objects.count() == 1


@pytest.mark.databases
def test_the_site_of_the_demonstration(data):
    (data / DEMO_MARK).touch()
    accounts = make_site(data)
    assert {Membership.objects.get(user__email=a.email).role for a in accounts} == set(Role.values)
    assert len({a.password for a in accounts}) == len(accounts)
    for account in accounts:
        assert Client().login(email=account.email, password=account.password), account
    assert set(Organisation.objects.values_list("kind", flat=True)) == set(Kind.values)
    towns = Organisation.objects.filter(kind=Kind.MUNICIPALITY)
    assert len(towns) == 62 and all(len(town.territory) == 1 for town in towns)
    assert Organisation.objects.get(name="Politiezone VLAS").territory == ["34022", "34023", "34025"]
    assert (data / "demo-accounts.txt").stat().st_mode & 0o077 == 0
    assert not list(verify())
