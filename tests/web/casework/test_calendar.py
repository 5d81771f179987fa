"""The calendar of terms and its feed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from knipperlicht.cases.audit.models import Entry
from knipperlicht.web.casework.calendar_days import month_of, week_of
from tests.web.casework.conftest import opened

pytestmark = pytest.mark.databases


def feed_address(client) -> str:
    client.post(reverse("case_feed_key"), {"do": "make"})
    return client.get(reverse("case_calendar")).context["feed"].removeprefix("http://testserver")


def test_a_term_stands_on_its_last_day(as_, file):
    last = file.terms.get(rule="T1").last
    answer = as_("colleague").get(reverse("case_calendar"), {"month": last.isoformat()})
    (day,) = [day for day in answer.context["days"] if day.day == last]
    assert "T1" in [due.rule for due in day.due] and file.number in answer.content.decode()
    week = as_("colleague").get(reverse("case_calendar"), {"week": last.isoformat()}).context["days"]
    assert len(week) == 7 and last in [day.day for day in week]


def test_months_and_weeks_meet():
    day = timezone.localdate()
    for span_of in (month_of, week_of):
        span = span_of(day)
        assert span_of(span.next).first == span.last + timedelta(days=1)
        assert span_of(span.previous).last == span.first - timedelta(days=1)
        assert span.days[0].weekday() == 0 and span.days[-1].weekday() == 6 and day in span.days


@pytest.mark.parametrize("wrong", ["", "x", "0001-01-01", "9999-12-31", "2026-13-01"])
def test_a_day_that_is_none_shows_this_month(as_, file, wrong):
    today = timezone.localdate()
    assert as_("colleague").get(reverse("case_calendar"), {"month": wrong}).context["span"] == month_of(today)


def test_the_feed_names_number_and_term_and_nobody(as_, file, client):
    answer = client.get(feed_address(as_("colleague")))
    text = answer.content.decode()
    assert (
        answer["Content-Type"].startswith("text/calendar")
        and "Bakkerij" not in text
        and "Voorbeeld" not in text
    )
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    days = {str(event["uid"]).split("@")[0]: event["dtstart"].dt for event in events}
    assert days[f"{file.pk}-T1"] == file.terms.get(rule="T1").last
    assert all(str(event["summary"]).startswith(file.number) for event in events)


def test_a_key_is_shown_once_and_a_new_one_ends_the_old(as_, file, client):
    colleague = as_("colleague")
    old = feed_address(colleague)
    assert colleague.get(reverse("case_calendar")).context["feed"] == ""
    new = feed_address(colleague)
    assert client.get(old).status_code == 404 and client.get(new).status_code == 200


def test_a_withdrawn_key_opens_nothing(as_, file, client):
    colleague = as_("colleague")
    address = feed_address(colleague)
    colleague.post(reverse("case_feed_key"), {"do": "withdraw"})
    assert client.get(address).status_code == 404


def test_the_feed_shows_what_its_holder_may_open_now(as_, file, people, client):
    address = feed_address(as_("colleague"))
    people["colleague"].designations.update(until="2020-12-31")
    assert not Calendar.from_ical(client.get(address).content).walk("VEVENT")
    people["colleague"].memberships.all().delete()
    assert client.get(address).status_code == 404


def test_a_guessed_key_opens_nothing(file, client):
    for token in ("", "x", "a" * 43):
        assert client.get(reverse("case_feed"), {"token": token}).status_code == 404


def test_fetching_is_logged_once_a_day(as_, file, client):
    address = feed_address(as_("colleague"))
    for _fetch in range(3):
        client.get(address)
    assert Entry.objects.filter(event="case.calendar").count() == 1


def test_another_municipality_sees_none_of_it(as_, file, people):
    opened(people["colleague"], title="Tweede")
    last = file.terms.get(rule="T1").last
    days = as_("stranger").get(reverse("case_calendar"), {"month": last.isoformat()}).context["days"]
    assert not [due for day in days for due in day.due]
