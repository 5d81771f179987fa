"""Pages of privacy: the DPO oversees and opens no file, staff holds and sends, nobody else comes in."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.jobs.service import run_job
from knipperlicht.cases.retention.models import Destruction, Due, Hold, SubjectRequest

pytestmark = pytest.mark.usefixtures("site")
NOBODY = [("owner", 403), ("colleague", 403), ("mayor", 403), ("alderman", 403), ("reader", 403), ("stranger", 403), ("operator", 403),
          ("analyst", 403), ("anonymous", 302)]  # fmt: skip
OVERSEES = [*NOBODY, ("auditor", 200), ("overseer", 200)]
OWN_ONLY = [*NOBODY, ("auditor", 200), ("overseer", 404)]
REGISTERS = [(p, 200 if p in ("owner", "mayor") else s) for p, s in OVERSEES]
IN_FILE = [("owner", 200), ("mayor", 200), ("colleague", 404), ("stranger", 404), ("analyst", 404), ("reader", 403), ("alderman", 403),
           ("auditor", 403), ("overseer", 403), ("operator", 403), ("anonymous", 302)]  # fmt: skip


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def asked(as_, actors) -> SubjectRequest:
    sent = {"kind": "access", "name": "Wim Zwaenepoel", "contact": "wim@example.org", "received": str(timezone.localdate()),
            "statement": "Wat weet u over mij?"}  # fmt: skip
    assert as_("auditor").post("/privacy/requests/new/", sent).status_code == 302
    return SubjectRequest.objects.get()


@pytest.mark.parametrize(("persona", "status"), OVERSEES)
@pytest.mark.parametrize("page", ["", "requests/", "requests/new/", "destruction/", "central-register/"])
def test_opening(as_, clean, decided, persona, status, page):
    assert as_(persona).get(f"/privacy/{page}").status_code == status


@pytest.mark.parametrize(("persona", "status"), OWN_ONLY)
def test_a_request(as_, asked, persona, status):
    assert as_(persona).get(f"/privacy/requests/{asked.pk}/").status_code == status


@pytest.mark.parametrize(("persona", "status"), OWN_ONLY)
def test_a_dry_run(as_, clean, persona, status):
    assert as_(persona).get(f"/privacy/destruction/{Due.objects.first().pk}/").status_code == status


@pytest.mark.parametrize(("persona", "status"), OWN_ONLY)
def test_a_record_of_destruction(as_, clean, persona, status, monkeypatch):
    later = timezone.localdate() + timedelta(days=7)
    monkeypatch.setattr(timezone, "localdate", lambda *_given: later)
    run_job("retention", started_by="test")
    assert (
        as_(persona).get(f"/privacy/destruction/done/{Destruction.objects.get().pk}/").status_code == status
    )


@pytest.mark.parametrize(("persona", "status"), REGISTERS)
def test_registers(as_, clean, persona, status):
    assert as_(persona).get("/privacy/registers/").status_code == status


@pytest.mark.parametrize(("persona", "status"), IN_FILE)
@pytest.mark.parametrize("page", ["hold/", "register-form/", "register-form/json/"])
def test_what_staff_does_in_a_file(as_, decided, persona, status, page):
    assert as_(persona).get(f"/cases/{decided.pk}/{page}").status_code == status


def test_the_dpo_sees_numbers_and_days_and_nothing_of_a_file(as_, clean, decided):
    client = as_("auditor")
    pages = ["/privacy/", "/privacy/destruction/", "/privacy/central-register/"]
    pages += [f"/privacy/destruction/{due.pk}/" for due in Due.objects.all()]
    for page in pages:
        said = text_of(client.get(page))
        assert "GEHEIM" not in said and "Zwaenepoel" not in said and "De Zwaan" not in said, page
    assert clean.number in text_of(client.get("/privacy/destruction/"))
    assert client.get(f"/cases/{clean.pk}/").status_code == 403


def test_the_overview_says_what_is_late(as_, decided):
    said = text_of(as_("auditor").get("/privacy/"))
    assert (
        f"The decision in {decided.number} had to be sent" in said
        and f"An appeal in {decided.number}" in said
    )


def test_the_dry_run_shows_each_piece(as_, clean):
    said = text_of(as_("auditor").get(f"/privacy/destruction/{Due.objects.get(rule='T13-none').pk}/"))
    assert "what was found" in said.lower() and "databases or services consulted" in said.lower()


def test_a_request_from_receipt_to_answer(as_, asked):
    client, today = as_("auditor"), str(timezone.localdate())
    base = f"/privacy/requests/{asked.pk}/"
    reply = {"how": "limited", "reasons": "lopend onderzoek", "remedies": "on", "on": today}
    refused = client.post(f"{base}answer/", reply)
    assert (
        refused.status_code == 409
        and "Check first who asks" in text_of(refused)
        and "lopend onderzoek" in text_of(refused)
    )
    assert client.post(f"{base}identity/", {"how": "eid", "on": today}).status_code == 302
    assert client.post(f"{base}extend/", {"why": "veel stukken", "told": today}).status_code == 302
    bare = client.post(f"{base}answer/", {**reply, "remedies": ""})
    assert bare.status_code == 409 and "complaint" in text_of(bare)
    assert client.post(f"{base}answer/", reply).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by_name, asked.remedies) == ("limited", "Auditor Voorbeeld", True)
    assert client.post(f"{base}answer/", reply).status_code == 409
    assert asked.number in text_of(client.get("/privacy/requests/?answered=1"))


def test_a_form_that_is_not_filled_in_comes_back(as_, asked):
    client = as_("auditor")
    assert client.post("/privacy/requests/new/", {"kind": "access"}).status_code == 422
    assert client.post(f"/privacy/requests/{asked.pk}/identity/", {}).status_code == 422


@pytest.mark.parametrize("part", ["identity", "extend", "answer"])
def test_only_the_dpo_handles_a_request(as_, asked, part):
    for persona in ("owner", "mayor", "stranger"):
        assert as_(persona).post(f"/privacy/requests/{asked.pk}/{part}/", {}).status_code == 403
    assert as_("overseer").post(f"/privacy/requests/{asked.pk}/{part}/", {}).status_code == 404


def test_placing_looking_again_and_ending_a_hold(as_, clean):
    client, soon = as_("owner"), timezone.localdate() + timedelta(days=30)
    base = f"/cases/{clean.pk}/hold/"
    assert client.get(f"{base}end/").status_code == 404
    assert (
        client.post(base, {"ground": "appeal", "reason": "RvS A. 1", "review": "2099-01-01"}).status_code
        == 422
    )
    assert (
        client.post(base, {"ground": "appeal", "reason": "RvS A. 1", "review": str(soon)}).status_code == 302
    )
    assert "RvS A. 1" in text_of(client.get(f"/cases/{clean.pk}/"))
    assert client.post(f"{base}review/", {"review": str(soon + timedelta(days=30))}).status_code == 302
    assert client.post(f"{base}end/", {"why": ""}).status_code == 422
    assert client.post(f"{base}end/", {"why": "arrest van 8 maart"}).status_code == 302
    assert Hold.objects.get().ended == timezone.localdate()


def test_the_dpo_places_no_hold(as_, clean):
    assert as_("auditor").post(f"/cases/{clean.pk}/hold/", {}).status_code == 403


def test_the_registers_name_persons_sources_and_access(as_, clean):
    said = text_of(as_("auditor").get("/privacy/registers/"))
    assert (
        "Zwaenepoel" in said
        and "bevolkingsregister" in said
        and "dossierbeheer" in said
        and "GEHEIM" not in said
    )


@pytest.mark.parametrize(
    ("name", "word"),
    [("persons", "Zwaenepoel"), ("databases", "bevolkingsregister"), ("access", "dossierbeheer")],
)
def test_an_export_is_logged_before_it_leaves(as_, clean, name, word):
    answer = as_("auditor").post("/privacy/registers/export/", {"list": name})
    assert word in b"".join(answer.streaming_content).decode()
    assert Entry.objects.get(event="privacy.export").detail["list"] == name
    assert as_("auditor").post("/privacy/registers/export/", {"list": "x"}).status_code == 404


def test_the_registers_of_another_town_are_its_own(as_, clean, organisations, people):
    people["overseer"].memberships.update(organisation=organisations["Stad Brugge"])
    assert "Zwaenepoel" not in text_of(as_("overseer").get("/privacy/registers/"))


def test_the_form_for_the_central_register_holds_identification_and_decision_only(as_, decided):
    client = as_("owner")
    page = text_of(client.get(f"/cases/{decided.pk}/register-form/"))
    form = json.loads(client.get(f"/cases/{decided.pk}/register-form/json/").content)
    assert "Provisional" in page and "Zwaenepoel" in page and "GEHEIM" not in page
    assert form["fields"]["decision"] == "suspension of the permit" and form["fields"]["grounds"] == ["G1"]
    assert form["fields"]["duration"] == "3 months" and form["fields"]["court"] == "Raad van State"
    assert "GEHEIM" not in json.dumps(form) and "motivation" not in form["fields"]
    assert Entry.objects.get(event="register.form").recipients == "DIOB"


def test_a_clean_file_has_nothing_for_the_register(as_, clean):
    assert as_("owner").get(f"/cases/{clean.pk}/register-form/").status_code == 404


def test_every_look_of_the_dpo_is_logged(as_, clean):
    as_("auditor").get(f"/privacy/destruction/{Due.objects.get(rule='T14').pk}/")
    entry = Entry.objects.get(event="retention.read")
    assert (entry.subject, entry.detail) == (clean.number, {"part": "dry run", "rule": "T14"})
