"""One run: outcome, lines, alert; queued by a person; found again when its process died."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.jobs import registry, service
from knipperlicht.cases.jobs.alive import this_process
from knipperlicht.cases.jobs.models import JobRun, Outcome
from knipperlicht.cases.jobs.running import CUT, LONGEST, bounded
from knipperlicht.cases.organisations.service import actor
from knipperlicht.errors import KnipperlichtError

pytestmark = pytest.mark.databases


@pytest.fixture(autouse=True)
def _database(request):
    """Every test has one; those that commit ask for it themselves."""
    if "committing" not in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture
def job(monkeypatch):
    """`job(work)` makes the kind `proef` do that."""
    monkeypatch.setattr(registry, "jobs", registry.jobs)

    def make(work, **more):
        monkeypatch.setitem(
            registry.jobs, "proef", registry.Job(kind="proef", name="proef", work=work, **more)
        )

    return make


def _raises(error):
    def work(say, arguments):
        say("begonnen")
        raise error

    return work


def test_a_run_keeps_its_lines_and_its_outcome(job):
    job(lambda say, arguments: say(f"gedaan met {arguments['wat']}"))
    run = service.run_job("proef", started_by="proef", wat="veel")
    run.refresh_from_db()
    assert run.outcome == Outcome.OK and "gedaan met veel" in run.log and run.ended >= run.started
    assert not mail.outbox and not service.failing_jobs()


@pytest.mark.parametrize(
    ("error", "outcome", "said"),
    [
        (registry.NothingToDo("Niets te doen."), Outcome.SKIPPED, "Niets te doen."),
        (KnipperlichtError("Dit gaat niet."), Outcome.FAILED, "Dit gaat niet."),
        (ZeroDivisionError("kapot"), Outcome.FAILED, "ZeroDivisionError: kapot"),
    ],
)
def test_an_error_ends_in_the_run(job, error, outcome, said):
    job(_raises(error))
    run = service.run_job("proef", started_by="proef")
    run.refresh_from_db()
    assert run.outcome == outcome and "begonnen" in run.log and said in run.log


def test_a_failed_job_alerts_every_operator_in_their_language(job, people):
    people["operator"].language = "fr"
    people["operator"].save()
    job(_raises(KnipperlichtError("Geen plaats meer.")))
    run = service.run_job("proef", started_by="proef")
    assert [message.to for message in mail.outbox] == [[people["operator"].email]]
    assert "Geen plaats meer." in mail.outbox[0].body
    assert run.alerted and [r.pk for r in service.failing_jobs()] == [run.pk]
    job(lambda say, arguments: None)
    service.run_job("proef", started_by="proef")
    assert not service.failing_jobs()


def test_a_mail_server_that_is_away_does_not_hide_the_failure(job, people, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    job(_raises(KnipperlichtError("Stuk.")))
    run = service.run_job("proef", started_by="proef")
    run.refresh_from_db()
    assert run.outcome == Outcome.FAILED and not run.alerted and "could not be told" in run.log


def test_a_stop_signal_leaves_an_interrupted_run(job):
    job(_raises(SystemExit(1)))
    with pytest.raises(SystemExit):
        service.run_job("proef", started_by="proef")
    assert JobRun.objects.get().outcome == Outcome.INTERRUPTED


def test_a_person_starts_a_job_once_and_the_log_knows(committing, job, people):
    done = []
    job(lambda say, arguments: done.append(arguments))
    who = actor(people["operator"], None)
    first = service.start("proef", who)
    assert service.start("proef", who).pk == first.pk
    assert Entry.objects.filter(event="job.start").count() == 1
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    first.refresh_from_db()
    assert first.outcome == Outcome.OK and done == [{}] and first.started_by == people["operator"].name
    assert list(service.recent_runs("proef")) == [first]


def test_an_unknown_kind_is_refused(people):
    with pytest.raises(service.UnknownJob):
        service.start("bestaat niet", actor(people["operator"], None))


def test_a_log_is_bounded_and_keeps_both_ends():
    text = "begin" + "x" * LONGEST
    for _ in range(50):
        text = bounded(text + "y" * 3000)
    text = bounded(text + "einde")
    assert (
        len(text) <= LONGEST and text.startswith("begin") and text.endswith("einde") and text.count(CUT) == 1
    )


def test_a_run_whose_process_was_killed_is_found_and_alerted(job, people, settings, tmp_path):
    settings.DATA = tmp_path
    script = "import fcntl,sys,time; h=open(sys.argv[1],'w'); fcntl.flock(h,fcntl.LOCK_EX); print('ja',flush=True); time.sleep(60)"
    (tmp_path / "jobs").mkdir()
    lock = tmp_path / "jobs" / "elders-1-abc.lock"
    process = subprocess.Popen([sys.executable, "-c", script, str(lock)], stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        run = JobRun.objects.create(
            kind="build", started_by="clock", queued=timezone.now(), started=timezone.now(),
            outcome=Outcome.RUNNING, process="elders-1-abc",
        )  # fmt: skip
        assert service.find_interrupted(timezone.now()) == []
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert service.find_interrupted(timezone.now()) == [run]
    run.refresh_from_db()
    assert run.outcome == Outcome.INTERRUPTED and run.alerted and len(mail.outbox) == 1
    assert not lock.exists() and service.find_interrupted(timezone.now()) == []


def test_the_run_of_a_living_process_and_of_another_machine_is_left_alone(job):
    now = timezone.now()
    for name in (this_process(), "andere-machine-1-abc"):
        JobRun.objects.create(
            kind="proef", started_by="", queued=now, started=now, outcome=Outcome.RUNNING, process=name
        )
    assert service.find_interrupted(now) == []
    assert [run.process for run in service.find_interrupted(now + timedelta(days=2))] == [
        "andere-machine-1-abc"
    ]


def test_a_run_that_was_taken_from_the_queue_but_never_began_is_found(job, people):
    from django_tasks_db.models import DBTaskResult

    job(lambda say, arguments: None)
    run = service.start("proef", actor(people["operator"], None))
    run.refresh_from_db()
    task = DBTaskResult.objects.get(pk=run.task)
    assert service.find_interrupted(timezone.now()) == []
    task.claim("iemand")
    assert service.find_interrupted(timezone.now()) == []
    assert service.find_interrupted(timezone.now() + timedelta(minutes=6)) == [run]
