"""Case work as people see it: accessible in both themes, within 320 pixels, a step taken from start to end."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from tests.web.browser.conftest import BUILT, REFUSED, SHOTS
from tests.web.browser.test_every_page import looked_at
from tests.web.casework.conftest import PERSON, opened, post_act

pytestmark = [pytest.mark.browser, BUILT]
POLICE = {"persons-1-kind": "natural", "persons-1-name": "Voorbeeld", "persons-1-first_names": "Vera", "persons-1-birth_date": "1980-01-31",
          "by_whom": "PZ Vlas", "data_from": "2025-01-01", "result": "niets gekend"}  # fmt: skip


@pytest.fixture
def page(live_site, file, as_, chromium):
    client = as_("colleague")
    session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(
        base_url=live_site, locale="nl-BE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])
    complaints: list[str] = []
    made = context.new_page()
    made.set_default_timeout(20_000)
    made.on(
        "console",
        lambda said: said.type == "error" and not REFUSED.search(said.text) and complaints.append(said.text),
    )
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield made
    context.close()
    assert complaints == []


def test_every_page_of_case_work_is_accessible(page, as_, file, people):
    opened(people["colleague"], title="Nachtwinkel Te Laat", days_ago=200)
    assert post_act(as_("colleague"), file, "police_advice", **POLICE).status_code == 302
    looks = {
        "cases mine": reverse("my_work"),
        "cases list": reverse("case_list"),
        "cases filtered": f"{reverse('case_list')}?term=late",
        "cases calendar": reverse("case_calendar"),
        "cases week": f"{reverse('case_calendar')}?week={file.terms.get(rule='T1').last.isoformat()}",
        "cases figures": reverse("case_figures"),
        "cases choose": reverse("case_choose"),
        "cases new": reverse("case_new", args=["integrity"]),
        "case file": reverse("case_file", args=[file.pk]),
        "case file offences": f"{reverse('case_file', args=[file.pk])}?offences=1",
        "case act": reverse("case_act", args=[file.pk, "extend_persons"]),
        "case act blocked": reverse("case_act", args=[file.pk, "request_advice"]),
    }
    wrong = []
    for name, path in looks.items():
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.goto(path).status == 200, name
        if name == "case file offences":
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
        wrong += [f"{name}: {found}" for found in looked_at(page, name, SHOTS)]
    assert wrong == []


def test_a_step_is_taken_from_the_page_of_the_file(page, file):
    page.goto(reverse("my_work"))
    page.get_by_role("link", name=file.title).click()
    page.get_by_role("link", name="Advies aan de lokale politie vragen").first.click()
    page.get_by_role("button", name="Vastleggen").click()
    page.get_by_role("alert").wait_for()
    people = page.get_by_role("group", name="Persoon 1")
    people.get_by_label("Naam", exact=True).fill(PERSON["name"])
    people.get_by_label("Voornamen").fill(PERSON["first_names"])
    people.get_by_label("Geboortedatum").fill(PERSON["birth_date"])
    page.locator("[name=f-by_whom]").fill("PZ Vlas")
    page.locator("[name=f-data_from]").fill("2025-01-01")
    page.locator("[name=f-result]").fill("niets gekend")
    page.get_by_role("button", name="Vastleggen").click()
    page.get_by_role("heading", name="Tijdlijn").wait_for()
    assert file.acts.last().step == "police_advice"
