"""The measure on the page of a file: accessible in both themes, within 320 pixels."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone

from knipperlicht.cases.casefiles.service import record
from knipperlicht.cases.organisations.service import actor
from tests.web.browser.conftest import BUILT, SHOTS
from tests.web.browser.test_every_page import looked_at
from tests.web.test_measures_in_file import closure, penalty

__all__ = ["closure", "penalty"]
pytestmark = [pytest.mark.browser, BUILT]


def test_a_closure_and_an_account_can_be_read_by_everybody(
    live_site, as_, chromium, people, closure, penalty
):
    mayor, today = actor(people["mayor"], None), timezone.localdate()
    told, last = today - timedelta(days=9), today - timedelta(days=2)
    record(
        mayor,
        penalty.pk,
        step="notify",
        version=1,
        on=told,
        data={"sent_by": "receipt", "proof": "O"},
        work=None,
    )
    found = {"since": str(told), "until": str(last), "facts": "Open", "source": "PV 2"}
    record(mayor, penalty.pk, step="found", version=2, on=last, data=found, work=None)
    record(mayor, penalty.pk, step="paid", version=3, on=today, data={"amount": "2000.00"}, work=None)
    session = as_("mayor").cookies[django_settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(
        base_url=live_site, locale="nl-BE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])
    page = context.new_page()
    SHOTS.mkdir(parents=True, exist_ok=True)
    wrong = []
    for name, file in (("measure closure", closure), ("measure penalty", penalty)):
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.goto(reverse("case_file", args=[file.pk])).status == 200
        assert page.locator("#measures").count() == 1
        wrong += looked_at(page, name, SHOTS)
    context.close()
    assert wrong == []
