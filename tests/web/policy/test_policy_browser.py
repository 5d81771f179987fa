"""Policy as people see it: accessible in both themes, within 320 pixels; a zone drawn, an establishment judged."""

from __future__ import annotations

import json

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from knipperlicht.cases.casefiles.service import designate
from knipperlicht.cases.policies import service
from knipperlicht.cases.policies.service import RiskAnalysis, ScopeRow, Stretch
from tests.cases.policies.conftest import TODAY, fresh
from tests.web.browser.conftest import BUILT, REFUSED, SHOTS
from tests.web.browser.test_every_page import looked_at

pytestmark = [pytest.mark.browser, BUILT]
SQUARE = [[3.2, 50.8], [3.3, 50.8], [3.3, 50.86], [3.2, 50.86]]


@pytest.fixture
def page(live_site, listed, as_, chromium):
    client = as_("owner")
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


@pytest.fixture
def following(owner, listed):
    """A draft of the next version, limited to a street and a drawing."""
    draft = service.amend(owner, listed, why="uitbreiding", work=None)
    street = ScopeRow.objects.exclude(street="").first()
    stretches = [Stretch(postcode=street.postcode, street=street.street)]
    service.set_zone(owner, draft, whole=False, streets=stretches, area=[SQUARE], work=None)
    service.set_analysis(owner, draft, listed.analysis, title="Versie 2", work=None)
    return fresh(draft)


@pytest.fixture
def looks(owner, listed, following, people):
    row = ScopeRow.objects.order_by("pk").first()
    struck = ScopeRow.objects.order_by("pk")[1]
    service.judge_access(owner, row, accessible="yes", reason="gezien", work=None)
    service.strike(owner, struck, reason="enkel kantoor", work=None)
    service.set_order(
        owner,
        order="score",
        reverse=False,
        seed="",
        score_allowed=True,
        reason="veel inrichtingen",
        work=None,
    )
    held = designate(
        owner, user=people["colleague"], function="jurist", category="onderzoekers", criminal=True,
        reference="besluit 1", since=TODAY(), until=None, work=None,
    )  # fmt: skip
    analysis = RiskAnalysis.objects.first()
    regulation = [listed.pk]
    return {
        "policy overview": reverse("policy"),
        "policy activities": reverse("policy_activities"),
        "policy activity": reverse("policy_activity", args=[23]),
        "policy risk": reverse("policy_risk"),
        "policy risk new": reverse("policy_risk_new"),
        "policy risk one": reverse("policy_risk_one", args=[analysis.pk]),
        "policy regulation": reverse("policy_regulation", args=regulation),
        "policy draft": reverse("policy_regulation", args=[following.pk]),
        "policy regulation new": reverse("policy_regulation_new"),
        "policy amend": reverse("policy_regulation_amend", args=regulation),
        "policy act": reverse("policy_regulation_act", args=[*regulation, "withdraw"]),
        "policy basis": reverse("policy_draft_basis", args=[following.pk]),
        "policy terms": reverse("policy_draft_activities", args=[following.pk]),
        "policy zone": reverse("policy_draft_zone", args=[following.pk]),
        "policy scope": reverse("policy_scope"),
        "policy scope struck": f"{reverse('policy_scope')}?state=struck",
        "policy scope nothing": f"{reverse('policy_scope')}?q=zzzzqqqq",
        "policy scope add": reverse("policy_scope_add"),
        "policy order": reverse("policy_queue"),
        "policy perimeter": f"{reverse('policy_perimeter')}?metres=500",
        "policy row": reverse("policy_row", args=[row.pk]),
        "policy row struck": reverse("policy_row", args=[struck.pk]),
        "policy staff": reverse("policy_staff"),
        "policy designation new": reverse("policy_designation_new"),
        "policy designation end": reverse("policy_designation_end", args=[held.pk]),
        "policy access list": reverse("policy_access_list"),
        "policy agreements": reverse("policy_agreements"),
        "policy agreement new": reverse("policy_agreement_new"),
    }


def test_every_page_of_policy_is_accessible(page, looks):
    wrong = []
    for name, path in looks.items():
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.goto(path).status == 200, name
        if name == "policy row":
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
        wrong += [f"{name}: {found}" for found in looked_at(page, name, SHOTS)]
    assert wrong == []


def test_a_zone_is_drawn_by_keyboard_and_kept(page, following, listed):
    page.goto(reverse("policy_draft_zone", args=[following.pk]))
    page.locator("[data-map-state=ready]").wait_for()
    page.get_by_role("button", name="Wissen").click()
    page.get_by_role("button", name="Gebied tekenen").click()
    for key in ("Enter", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    page.get_by_role("button", name="Gebied sluiten").click()
    page.get_by_role("button", name="Bewaren in het ontwerp").click()
    page.get_by_role("heading", name="Versie 2").wait_for()
    drawn = fresh(following).area
    assert len(drawn) == 1 and len(drawn[0]) == 3 and json.dumps(drawn[0]) != json.dumps(SQUARE)


def test_an_establishment_is_judged_from_its_page(page, listed):
    page.goto(reverse("policy_scope"))
    page.locator("[data-row-link]").first.click()
    page.get_by_text("Er kan nog geen onderzoek starten.").wait_for()
    page.locator("summary").filter(has_text="Publiek toegankelijk?").click()
    form = page.locator("form[action$='/access/']")
    form.get_by_label("ja", exact=True).check()
    form.get_by_label("Reden").fill("winkel met open deur")
    form.get_by_role("button").click()
    page.get_by_text("Bewaard, met uw reden.").wait_for()
    assert ScopeRow.objects.get(accessible="yes").changes.first().reason == "winkel met open deur"
