"""Documents of a file go with it: the bytes on disk too."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings as site_settings
from django.utils import timezone

from knipperlicht.cases.documents import store
from knipperlicht.cases.documents.models import Document, State
from knipperlicht.cases.retention.destroying import destroy, due_now, planned
from knipperlicht.cases.retention.models import Due
from tests.cases.town import file_with

pytestmark = pytest.mark.django_db
CLOSED = date(2026, 3, 6)


@pytest.fixture
def file(town, settings, tmp_path):
    settings.DATA = tmp_path
    acts = [
        ("start", date(2026, 1, 5), {"motive": "in de lijst"}),
        ("close", CLOSED, {"reason": "geen grond", "no_ground": True}),
    ]
    made = file_with(town["worker"], "integrity", acts, state="closed_no_measure", closed=CLOSED)
    for code, underlying in (("D15", True), ("D34", False)):
        name = store.keep(code.encode() * 50, organisation=made.organisation_id)
        Document.objects.create(
            organisation=made.organisation, file=made, code=code, title=f"GEHEIM {code}", number=f"2026-{code}", state=State.FINAL,
            on=CLOSED, paper=name, sha256="0" * 64, mime="application/pdf", pages=1, size=150, underlying=underlying, made=timezone.now(),
            made_by_name="Worker",
        )  # fmt: skip
    return made


def on_disk() -> int:
    return len(list((site_settings.DATA / "documents").glob("*/*")))


def test_what_the_decision_rests_on_goes_first_and_the_rest_with_the_file(
    file, on_day, django_capture_on_commit_callbacks
):
    on_day(date(2026, 3, 9))
    due = Due.objects.get(rule="T13-none")
    assert [piece.kind for piece in planned(due).pieces] == ["document"]
    with django_capture_on_commit_callbacks(execute=True):
        assert destroy(due).counts == {"document": 1}
    assert on_disk() == 1 and Document.objects.get(code="D15").state == State.DESTROYED
    assert Document.objects.get(code="D34").title == "GEHEIM D34"
    on_day(date(2031, 3, 7))
    with django_capture_on_commit_callbacks(execute=True):
        for ripe in due_now(date(2031, 3, 7)):
            destroy(ripe)
    assert on_disk() == 0
    tombstones = Document.objects.values_list("number", "title", "state")
    assert set(tombstones) == {("2026-D15", "", "destroyed"), ("2026-D34", "", "destroyed")}
