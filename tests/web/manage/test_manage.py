"""Administration: the operator's alone, validated, logged."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from knipperlicht.bridge import catalogue
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.jobs.models import JobRun
from knipperlicht.cases.operator.service import forget, site
from knipperlicht.cases.organisations.models import Organisation
from knipperlicht.reference.geography import police_zones
from tests.web.conftest import PASSWORD

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]
CONFIRMED = ("manage_organisation_new", "manage_settings", "manage_thresholds")
PAGES = (
    "manage",
    "manage_organisations",
    "manage_organisation_new",
    "manage_settings",
    "manage_thresholds",
    "manage_jobs",
)


@pytest.fixture(autouse=True)
def _fresh():
    forget()
    yield
    forget()


@pytest.fixture
def own_data(settings, tmp_path, installed):
    """A data directory whose thresholds may be written."""
    (tmp_path / "snapshots").symlink_to(installed.root / "snapshots")
    (tmp_path / "current").write_bytes((installed.root / "current").read_bytes())
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def operator(people):
    """Just came in through the form: no need to confirm again."""
    client = Client()
    client.post(reverse("account_login"), {"login": "operator@example.org", "password": PASSWORD})
    return client


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("owner", 403),
        ("colleague", 403),
        ("reader", 403),
        ("stranger", 403),
        ("anonymous", 302),
        ("operator", 200),
    ],
)
def test_who_comes_in(as_, name, persona, status):
    answer = as_(persona, work=False).get(reverse(name))
    if persona == "operator" and name in CONFIRMED:
        assert answer.url.startswith(reverse("account_reauthenticate"))
    elif name == "manage" and persona == "owner":
        assert answer.url == reverse("manage_members")
    else:
        assert answer.status_code == status


def test_an_organisation_gets_its_territory_and_the_log_says_so(operator):
    client = operator
    zone = police_zones()[0]
    answer = client.post(
        reverse("manage_organisation_new"),
        {
            "name": "PZ Proef",
            "kind": "police_zone",
            "territory": ["34022"],
            "zones": [zone.id],
            "active": "on",
        },
    )
    assert answer.status_code == 302
    made = Organisation.objects.get(name="PZ Proef")
    assert set(made.territory) == {"34022", *zone.municipalities}
    rows = Entry.objects.filter(event="organisation.change", subject="PZ Proef")
    assert {row.organisation_name for row in rows} == {"Beheer", "PZ Proef", "Stad Kortrijk"}
    wrong = client.post(
        reverse("manage_organisation", args=[made.pk]), {"name": "", "kind": "shop", "territory": ["99999"]}
    )
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"name", "kind", "territory"}


def test_settings_hold_and_are_logged(operator):
    client = operator
    client.post(reverse("manage_settings"), {"site_name": "Proef", "flags_only": "on", "measure_years": "5"})
    assert site().site_name == "Proef" and site().flags_only and not site().public_trust_pages
    assert '<span class="brand-name">Proef</span>' in client.get(reverse("manage")).content.decode()
    assert set(Entry.objects.get(event="settings.change").detail) == {"site_name", "flags_only"}
    client.post(reverse("manage_settings"), {"site_name": "Knipperlicht", "measure_years": "5"})
    assert site().model_dump() == type(site())().model_dump()


def test_the_flemish_track_is_a_switch_of_the_operator(operator):
    assert not site().flemish_decree
    operator.post(
        reverse("manage_settings"), {"site_name": "Proef", "measure_years": "5", "flemish_decree": "on"}
    )
    assert site().flemish_decree
    assert "flemish_decree" in Entry.objects.get(event="settings.change").detail


def test_thresholds_are_validated_together_and_kept(operator, own_data):
    client = operator
    wrong = client.post(
        reverse("manage_thresholds"),
        {"adres_massaregistratie.mild": "veel", "recent_opgericht.full_months": "99"},
    )
    assert wrong.status_code == 422 and len(wrong.context["problems"]) == 2
    assert b"veel" in wrong.content and catalogue.thresholds(own_data) == {}
    kept = client.post(reverse("manage_thresholds"), {"adres_massaregistratie.mild": "12"})
    assert kept.status_code == 302
    assert catalogue.thresholds(own_data) == {"adres_massaregistratie": {"mild": 12}}
    assert Entry.objects.get(event="thresholds.change").detail["after"] == {
        "adres_massaregistratie": {"mild": 12}
    }
    client.post(reverse("manage_thresholds"), {"adres_massaregistratie.mild": ""})
    assert catalogue.thresholds(own_data) == {}


def test_a_job_can_be_started_and_seen(as_):
    client = as_("operator", work=False)
    kind = client.get(reverse("manage_jobs")).context["kinds"][0]["kind"]
    answer = client.post(reverse("manage_job_start"), {"kind": kind})
    run = JobRun.objects.get()
    assert answer.url == reverse("manage_job", args=[run.pk]) and client.get(answer.url).status_code == 200
    assert client.post(reverse("manage_job_start"), {"kind": "coffee"}).url == reverse("manage_jobs")
    assert client.get(reverse("manage_job_start")).status_code == 405


def test_health_says_what_is_wrong(as_):
    JobRun.objects.create(
        kind="build",
        outcome="failed",
        queued="2026-01-01T00:00Z",
        ended="2026-01-01T00:01Z",
        started_by="klok",
    )
    page = as_("operator", work=False).get(reverse("manage"))
    found, snapshot = page.context["checks"], page.context["served"].snapshot
    assert found[0].tone == "error" and found[0].name == "build"
    assert any(check.tone == "success" and snapshot in check.text for check in found)


def test_thresholds_say_when_they_fire_in_the_reader_s_language_with_their_units(operator):
    operator.cookies["django_language"] = "fr"
    page = operator.get(reverse("manage_thresholds"))
    rows = {row["slug"]: row for row in page.context["rows"]}
    assert (
        "0,5" in rows["adres_doorgehaald"]["threshold"]
        and "0.5" not in rows["adres_doorgehaald"]["threshold"]
    )
    units = {field["name"]: str(field["unit"]) for field in rows["recent_opgericht"]["fields"]}
    assert (
        set(units) == {"full months", "none months"} and len(set(units.values())) == 1 and all(units.values())
    )
