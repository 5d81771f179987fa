"""The manager, the auditor and the operator."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Demo

pytestmark = pytest.mark.browser


def confirmed(page: Page, demo: Demo, persona: str) -> None:
    """What cannot be undone asks for the password once more."""
    page.fill("main [name=password]", demo.known["passwords"][persona])
    page.click("main form button[type=submit]")


def test_a_manager_invites_changes_a_role_and_hands_over(sit_down, demo: Demo):
    page = sit_down("manager")
    page.goto("/manage/members/")
    page.fill("#invite [name=email]", "nina@demo.example")
    page.fill("#invite [name=name]", "Nina Voorbeeld")
    page.click("#invite button[type=submit]")
    expect(page.locator("#pending")).to_contain_text("nina@demo.example")
    leaver = page.locator("#members tr").filter(has_text="Katrien Voorbeeld")
    leaver.locator('a[href$="/role/"]').click()
    confirmed(page, demo, "manager")
    page.check("[name=role][value=reader]")
    page.click("main form.form button[type=submit]")
    expect(leaver).to_contain_text("lezer")
    leaver.locator('a[href$="/leave/"]').click()
    expect(page.locator("main dl")).to_contain_text("1")
    page.locator("[name=heir]").select_option(index=1)
    page.click("main form.form button[type=submit]")
    expect(page.locator("#members")).not_to_contain_text("Katrien Voorbeeld")
    page.goto("/log/?event=member.handover")
    expect(page.locator("main tbody")).to_contain_text("An Voorbeeld")


def test_a_manager_invites_a_second_manager_by_a_page_of_its_own(sit_down, demo: Demo):
    page = sit_down()
    page.goto("/account/login/")
    page.fill("[name=login]", "manager@demo.example")
    page.fill("[name=password]", demo.known["passwords"]["manager"])
    page.locator("main form button[type=submit]").first.click()
    page.goto("/manage/members/")
    page.fill("#invite [name=email]", "oscar@demo.example")
    page.fill("#invite [name=name]", "Oscar Voorbeeld")
    page.select_option("#invite [name=role]", "manager")
    page.click("#invite button[type=submit]")
    expect(page.locator("main")).to_contain_text("oscar@demo.example")
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator("#pending")).to_contain_text("oscar@demo.example")


def test_an_auditor_filters_exports_and_checks_the_log(sit_down, demo: Demo):
    page = sit_down("auditor")
    page.goto("/log/")
    page.locator("main select[name=category]").select_option("consultation")
    page.locator("main form[method=get] button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("category=consultation"))
    assert page.locator("main tbody tr").count() >= 1
    page.locator('a[href^="/log/export/"]').click()
    confirmed(page, demo, "auditor")
    expect(page).to_have_url(re.compile("/log/export/.*category=consultation"))
    with page.expect_download() as coming:
        page.locator('form[action^="/log/export/"] button').click()
    assert coming.value.path().stat().st_size > 0
    page.goto("/log/")
    page.locator('form[action="/log/check/"] button').click()
    expect(page.locator("main")).to_contain_text(re.compile(r"\d"))
    assert page.locator('main [data-tone="error"]').count() == 0


def test_an_auditor_opens_no_dossier(sit_down, demo: Demo):
    answer = sit_down("auditor").goto(demo.path("/dossier/{high}/"))
    assert answer is not None and answer.status == 403


def test_an_operator_keeps_house(sit_down):
    page = sit_down("beheer")
    page.goto("/manage/organisations/new/")
    page.fill("main [name=name]", "Gemeente Proefdorp")
    page.locator("main [name=kind]").first.select_option("municipality")
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Gemeente Proefdorp")
    page.goto("/manage/thresholds/")
    field = page.locator("main form input.input").first
    field.fill("geen getal")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto("/manage/jobs/")
    page.locator('form[action="/manage/jobs/start/"]').filter(has=page.locator("[value=tidy]")).locator(
        "button"
    ).click()
    expect(page).to_have_url(re.compile(r"/manage/jobs/\d+/"))
    expect(page.locator("main dl")).to_contain_text("Ines Voorbeeld")
    page.goto("/manage/")
    assert page.locator(".banner").count() >= 3


def test_flags_only_shows_no_number_anywhere(sit_down, demo: Demo):
    operator, worker = sit_down("beheer"), sit_down("inspecteur")

    def switch(on: bool) -> None:
        operator.goto("/manage/settings/")
        operator.locator("[name=flags_only]").set_checked(on)
        operator.locator("main form.form button[type=submit]").click()
        expect(operator.locator(".banner[data-tone=success]")).to_be_visible()

    switch(True)
    try:
        for path in ("/dossier/{high}/", "/dossier/{high}/print/", "/list/?sort=name", "/search/?q={name}"):
            worker.goto(demo.path(path))
            assert (
                worker.locator(".score-number, .subscore, .hit-points:not(:empty), main .band, #sum").count()
                == 0
            ), path
    finally:
        switch(False)
    worker.goto(demo.path("/dossier/{high}/"))
    expect(worker.locator(".score-number")).to_be_visible()
