"""A local police officer in the street, with a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.browser.conftest import PHONE, Demo

pytestmark = pytest.mark.browser


def test_an_officer_asks_who_is_in_a_building(sit_down, demo: Demo):
    page = sit_down("politie", **PHONE)
    page.goto("/")
    box = page.locator("#home-search")
    box.tap()
    box.fill("{street} {house} {postcode}".format_map(demo.known))
    box.press("Enter")
    page.get_by_role("link", name=demo.known["name"], exact=True).first.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(demo.known["name"])
    page.locator("#addresses a.button").first.tap()
    expect(page.locator("[data-place] h3")).to_contain_text(demo.known["street"])
    expect(page).to_have_url(demo.url + demo.path("/dossier/{high}/"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_menu_of_a_phone_opens_and_leads_on(sit_down):
    page = sit_down("politie", **PHONE)
    page.goto("/")
    link = page.locator('#nav a[href="/watch-lists/"]')
    expect(link).to_be_hidden()
    page.locator(".nav-button").tap()
    link.tap()
    expect(page).to_have_url(re.compile("/watch-lists/$"))


def test_outside_the_territory_a_reason_is_asked(sit_down, demo: Demo):
    page = sit_down("politie", **PHONE)
    answer = page.goto(demo.path("/dossier/{outside}/"))
    assert answer is not None and answer.status == 403
    assert page.locator("#why").count() == 0
    page.fill("[name=reason]", "te kort")
    page.locator("main button[type=submit]").tap()
    assert page.locator("[name=reason]:invalid").count() == 1 and page.locator("#why").count() == 0
    page.fill("[name=reason]", "aanvrager van een vergunning hier, dossier 2026/114")
    page.locator("main button[type=submit]").tap()
    expect(page.locator("#timeline")).to_be_visible()
    expect(page.locator(".banners")).to_contain_text("dossier 2026/114")
