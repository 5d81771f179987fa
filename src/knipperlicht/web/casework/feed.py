"""Terms as an iCalendar feed: number and term, no name of anybody or of any establishment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from knipperlicht.cases.organisations.service import Actor
from knipperlicht.web.casework.calendar_days import Due, dues_of, running

BEFORE = timedelta(days=-5)


def feed_of(actor: Actor, *, site: str, now: datetime) -> bytes:
    """A whole-day event for the last day of every term that runs; `site`: the address of the site, for the way back."""
    calendar = Calendar()
    calendar.add("prodid", "-//Knipperlicht//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Terms of case files"))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for due in dues_of(running(actor)):
        calendar.add_component(_event(due, site=site, now=now))
    feed: bytes = calendar.to_ical()
    return feed


def _event(due: Due, *, site: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{due.file.pk}-{due.rule}@knipperlicht")
    event.add("dtstamp", now)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", f"{due.file.number}: {due.name}")
    event.add("description", due.article)
    event.add("url", f"{site}/cases/{due.file.pk}/")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{due.file.number}: {due.name}")
    alarm.add("trigger", BEFORE)
    event.add_component(alarm)
    return event
