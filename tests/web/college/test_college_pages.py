"""Pages of meetings, for everybody who may and may not come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.casefiles.models import CaseFile
from knipperlicht.cases.college.service import AgendaItem, Meeting

pytestmark = pytest.mark.usefixtures("site")

OPENING = [
    ("owner", 200), ("colleague", 200), ("mayor", 200), ("alderman", 200), ("reader", 403), ("auditor", 403), ("overseer", 403),
    ("operator", 403), ("analyst", 403), ("stranger", 200), ("anonymous", 302),
]  # fmt: skip
AGENDA = [(persona, 404 if persona in ("stranger", "analyst") else status) for persona, status in OPENING]
ITEM = [(persona, 404 if persona == "colleague" else status) for persona, status in AGENDA]
"""A colleague who is not on the team of the file sees that there is one more item, and not which."""


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def item(closure) -> AgendaItem:
    return AgendaItem.objects.get(file=closure)


@pytest.mark.parametrize(("persona", "status"), OPENING)
def test_opening(as_, meeting, persona, status):
    assert as_(persona).get("/college/").status_code == status


@pytest.mark.parametrize(("persona", "status"), AGENDA)
@pytest.mark.parametrize("part", ["", "minutes/", "move/", "cancel/", "close/"])
def test_an_agenda(as_, meeting, persona, status, part):
    assert as_(persona).get(f"/college/meetings/{meeting.pk}/{part}").status_code == status


@pytest.mark.parametrize(("persona", "status"), ITEM)
@pytest.mark.parametrize("part", ["", "confirm/"])
def test_an_item(as_, item, persona, status, part):
    assert as_(persona).get(f"/college/items/{item.pk}/{part}").status_code == status


def test_the_agenda_of_another_town_shows_nothing_of_ours(as_, item):
    assert "De Zwaan" not in text_of(as_("stranger").get("/college/"))


def test_a_colleague_sees_that_there_is_more_and_not_what(as_, item):
    said = text_of(as_("colleague").get(f"/college/meetings/{item.meeting_id}/"))
    assert "De Zwaan" not in said and "1 more item" in said


def test_a_member_opens_the_item_and_never_the_file(as_, item):
    client = as_("alderman")
    said = text_of(client.get(f"/college/items/{item.pk}/"))
    assert "De Zwaan" in said and "GEHEIM" not in said
    assert client.get(f"/cases/{item.file_id}/").status_code == 403


def test_a_look_is_logged_once_in_a_piece_of_work_with_the_purpose_of_the_file(as_, item):
    client = as_("alderman")
    client.get(f"/college/items/{item.pk}/")
    client.get(f"/college/items/{item.pk}/")
    (entry,) = Entry.objects.filter(event="college.read")
    assert (entry.subject, entry.reference, entry.purpose) == (item.file.number, item.file.number, "measure")


def test_a_member_decides_and_the_minutes_say_it(as_, item):
    client = as_("alderman")
    sent = {"version": item.file.version, "f-minutes": "CBS/12", "remarks": "unaniem"}
    answer = client.post(f"/college/items/{item.pk}/confirm/", sent)
    assert answer.status_code == 302 and answer.url == f"/college/meetings/{item.meeting_id}/"
    assert CaseFile.objects.get(pk=item.file_id).state == "in_effect"
    said = text_of(client.get(f"/college/meetings/{item.meeting_id}/minutes/"))
    assert "The college confirmed the measure" in said and "CBS/12" in said and "unaniem" in said


def test_what_is_missing_is_said_and_nothing_typed_is_lost(as_, item):
    answer = as_("alderman").post(
        f"/college/items/{item.pk}/confirm/", {"version": item.file.version, "remarks": "unaniem"}
    )
    assert answer.status_code == 422 and "unaniem" in text_of(answer)
    assert CaseFile.objects.get(pk=item.file_id).state == "decided"


def test_an_older_version_is_refused_in_words(as_, item):
    answer = as_("alderman").post(f"/college/items/{item.pk}/confirm/", {"version": 1, "f-minutes": "CBS/12"})
    assert answer.status_code == 409 and "Somebody acted in this file" in text_of(answer)


def test_staff_names_who_signed(as_, item):
    client = as_("owner")
    sent = {"version": item.file.version, "f-minutes": "CBS/12"}
    assert client.post(f"/college/items/{item.pk}/confirm/", sent).status_code == 422
    assert (
        client.post(
            f"/college/items/{item.pk}/confirm/", sent | {"signed_by": "J", "reference": "1"}
        ).status_code
        == 302
    )


def test_a_decision_that_the_state_does_not_offer_is_no_page(as_, item):
    assert as_("alderman").get(f"/college/items/{item.pk}/decide/").status_code == 404


def test_planning_a_meeting(as_, meeting):
    client, day = as_("owner"), timezone.localdate() + timedelta(days=7)
    assert client.get("/college/meetings/new/").status_code == 200
    answer = client.post("/college/meetings/new/", {"body": "college", "day": str(day), "hour": "09:00"})
    assert answer.status_code == 302 and Meeting.objects.filter(day=day).exists()
    again = client.post("/college/meetings/new/", {"body": "college", "day": str(day), "hour": "09:00"})
    assert again.status_code == 422 and "already" in text_of(again)


def test_a_meeting_with_a_confirmation_is_not_cancelled_without_a_next_one(as_, item):
    answer = as_("alderman").post(f"/college/meetings/{item.meeting_id}/cancel/", {"reason": "staking"})
    assert answer.status_code == 422 and "Plan the next meeting first" in text_of(answer)


def test_moving_tells_why_it_is_refused(as_, item):
    """Tomorrow there is a meeting already: it cannot be moved past that one."""
    client, today = as_("alderman"), timezone.localdate()
    client.post(
        "/college/meetings/new/", {"body": "college", "day": str(today + timedelta(days=1)), "hour": "09:00"}
    )
    sent = {"day": str(today + timedelta(days=3)), "hour": "09:00", "reason": "staking"}
    answer = client.post(f"/college/meetings/{item.meeting_id}/move/", sent)
    assert answer.status_code == 422 and "the measure must be confirmed there" in text_of(answer)


def test_closing_warns_of_what_lapses(as_, item):
    client = as_("alderman")
    assert "De Zwaan" in text_of(client.get(f"/college/meetings/{item.meeting_id}/close/"))
    answer = client.post(f"/college/meetings/{item.meeting_id}/close/", {"present": "allen"})
    assert answer.status_code == 302 and Meeting.objects.get().state == "held"
    assert client.get(f"/college/meetings/{item.meeting_id}/close/").status_code == 404


def test_putting_a_file_on_and_taking_it_off(as_, closure, meeting):
    client = as_("owner")
    assert client.get(f"/college/put/{closure.pk}/").status_code == 200
    sent = {"meeting": meeting.pk, "purpose": "other", "note": "ter info"}
    assert client.post(f"/college/put/{closure.pk}/", sent).status_code == 302
    assert client.post(f"/college/put/{closure.pk}/", sent).status_code == 422
    made = AgendaItem.objects.get(purpose="other")
    assert client.post(f"/college/items/{made.pk}/postpone/", {"remarks": "later"}).status_code == 302
    assert AgendaItem.objects.get(pk=made.pk).remarks == "later"
    assert client.post(f"/college/items/{made.pk}/off/").status_code == 302
    assert not AgendaItem.objects.filter(purpose="other").exists()


@pytest.mark.parametrize(
    ("persona", "status"),
    [("mayor", 200), ("colleague", 404), ("alderman", 403), ("reader", 403), ("stranger", 404), ("auditor", 403), ("analyst", 404),
     ("anonymous", 302)],
)  # fmt: skip
def test_who_puts_a_file_on_an_agenda(as_, closure, persona, status):
    assert as_(persona).get(f"/college/put/{closure.pk}/").status_code == status


def test_the_file_says_on_which_agenda_it_is(as_, item):
    said = text_of(as_("owner").get(f"/cases/{item.file_id}/"))
    assert f"/college/items/{item.pk}/" in said
