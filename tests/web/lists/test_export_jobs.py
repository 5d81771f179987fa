"""Large exports are runs of a job that operators follow, and files that leave only while the territory still holds."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.jobs import service
from knipperlicht.cases.jobs.alive import FOREIGN_FOR
from knipperlicht.cases.jobs.models import JobRun, Outcome
from knipperlicht.cases.organisations.models import Membership
from knipperlicht.cases.worklists import exporting
from knipperlicht.cases.worklists.models import Export, Status
from tests.web.committing import _guarded_again, committing
from tests.web.lists.conftest import BRUGGE, KORTRIJK
from tests.web.lists.test_exports import large, made, rows_of, waiting

__all__ = ["_guarded_again", "committing", "large", "waiting"]
pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.databases]


def names_in(settings, text: str) -> list[str]:
    """Names of companies of the register that stand in a text."""
    with serving(settings.DATA) as reader:
        rows = reader.rows("SELECT DISTINCT name FROM score WHERE length(name) > 5")
    assert len(rows) > 100
    return [row["name"] for row in rows if row["name"].lower() in text.lower()]


def test_the_operator_sees_each_run_with_outcome_and_log_and_no_company(as_, large, settings):
    run = JobRun.objects.get()
    assert run.outcome == Outcome.OK and run.started_by == "Colleague Voorbeeld" and run.ended
    assert f"{large.rows} rows as csv" in run.log and names_in(settings, run.log) == []
    operator = as_("operator", work=False)
    listed = operator.get(reverse("manage_jobs"), {"kind": "export"})
    assert [shown.pk for shown in listed.context["page"]] == [run.pk]
    assert run.log.splitlines()[0] in operator.get(reverse("manage_job", args=[run.pk])).content.decode()
    assert not mail.outbox and Entry.objects.filter(event="list.export").count() == 1


def test_the_queue_makes_it(committing, waiting):
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    waiting.refresh_from_db()
    assert waiting.status == Status.READY and JobRun.objects.get().outcome == Outcome.OK


@pytest.mark.parametrize("error", [ValueError, OSError])
def test_a_failure_alerts_the_operator_without_what_the_error_said(
    as_, waiting, settings, monkeypatch, tmp_path, error
):
    with serving(settings.DATA) as reader:
        (company,) = reader.rows("SELECT name FROM score WHERE length(name) > 8 ORDER BY enterprise LIMIT 1")

    def breaks(wanted, asked, target):
        target.write_text(company["name"])
        raise (
            error(28, "No space left on device")
            if error is OSError
            else error(f"cannot write {company['name']}")
        )

    monkeypatch.setattr(exporting, "write", breaks)
    run = made(waiting)
    assert run.outcome == Outcome.FAILED and run.alerted
    assert f"Export {waiting.pk} was not made" in run.log and "exporting.write" in run.log
    (letter,) = mail.outbox
    assert letter.to == ["operator@example.org"]
    for text in (run.log, letter.subject, letter.body):
        assert company["name"] not in text and names_in(settings, text) == []
    assert waiting.status == Status.FAILED and waiting.error and company["name"] not in waiting.error
    assert ("No space left" in waiting.error) == (error is OSError) and list(tmp_path.iterdir()) == []
    assert [failing.pk for failing in service.failing_jobs()] == [run.pk]
    assert waiting.error in as_("colleague").get("/exports/").content.decode()


def test_an_export_whose_process_died_does_not_stay_busy(as_, waiting, tmp_path):
    run = JobRun.objects.get()
    (tmp_path / "half").write_text("number\n")
    Export.objects.update(status=Status.RUNNING, file="half")
    JobRun.objects.update(outcome=Outcome.RUNNING, started=timezone.now(), process="elders-1-abc")
    assert [found.pk for found in service.find_interrupted(timezone.now() + 2 * FOREIGN_FOR)] == [run.pk]
    waiting.refresh_from_db()
    assert waiting.status == Status.FAILED and waiting.error and list(tmp_path.iterdir()) == []
    assert not as_("colleague").get("/exports/").context["busy"] and len(mail.outbox) == 1


def test_nobody_starts_one_by_hand(as_):
    client = as_("operator", work=False)
    page = client.get(reverse("manage_jobs"))
    assert b'value="tidy"' in page.content and b'value="export"' not in page.content
    assert client.post(reverse("manage_job_start"), {"kind": "export"}).url == reverse("manage_jobs")
    assert not JobRun.objects.exists()


@pytest.mark.parametrize(
    ("territory", "status"), [([KORTRIJK], 200), ([KORTRIJK, BRUGGE], 200), ([BRUGGE], 403), ([], 403)]
)
@pytest.mark.parametrize("persona", ["colleague", "owner"])
def test_a_file_leaves_while_the_territory_it_was_made_for_is_still_theirs(
    as_, large, organisations, persona, territory, status
):
    town = organisations["Stad Kortrijk"]
    town.territory = territory
    town.save()
    client = as_(persona)
    answer = client.get(f"/exports/{large.pk}/download/")
    assert answer.status_code == status
    if status == 200:
        assert rows_of(answer)
        return
    assert answer.context["sentence"] in answer.content.decode() and answer.context["sentence"]
    assert answer.context["sentence"] in client.get("/exports/").content.decode()
    assert f"/exports/{large.pk}/download/" not in client.get("/exports/").content.decode()
    assert Entry.objects.filter(event="access.refused", subject=f"/exports/{large.pk}/download/").count() == 1
    assert not Entry.objects.filter(event="list.download").exists()


def test_a_file_of_the_whole_country_stays_when_the_country_became_a_town(as_, large, organisations):
    town = organisations["Stad Kortrijk"]
    Export.objects.update(territory=None)
    assert as_("colleague").get(f"/exports/{large.pk}/download/").status_code == 403
    town.whole_country = True
    town.save()
    assert rows_of(as_("colleague").get(f"/exports/{large.pk}/download/"))


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("auditor", 403), ("analyst", 200)])
def test_who_no_longer_exports_gets_no_file_made_before(as_, large, people, role, status):
    Membership.objects.filter(user=people["colleague"]).update(role=role)
    answer = as_("colleague").get(f"/exports/{large.pk}/download/")
    answer.close()
    assert answer.status_code == status


def test_who_works_for_another_organisation_now_does_not_get_it(as_, large, people, organisations):
    Membership.objects.filter(user=people["colleague"]).update(organisation=organisations["Stad Brugge"])
    assert as_("colleague").get(f"/exports/{large.pk}/download/").status_code == 404
