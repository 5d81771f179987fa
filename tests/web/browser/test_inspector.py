"""An inspector of an inspection service, with the whole province as territory and no case of a municipality."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Demo

pytestmark = pytest.mark.browser


def test_an_inspector_prepares_a_round(sit_down, demo: Demo, shots: Path):
    page: Page = sit_down("inspecteur")
    finds_and_understands(page, demo)
    page.screenshot(path=shots / "inspector-dossier.png", full_page=True)
    prints(page, demo)
    lists_a_sector(page)
    page.screenshot(path=shots / "inspector-list.png", full_page=True)
    exports_the_list(page)


def finds_and_understands(page: Page, demo: Demo) -> None:
    page.goto("/")
    page.fill("#home-search", demo.known["name"])
    page.press("#home-search", "Enter")
    page.get_by_role("link", name=demo.known["name"], exact=True).first.click()
    expect(page.locator("#why .hit").first).to_be_visible()
    page.locator("#why > .section-head button").click()
    expect(page.locator("#why .hit-reading h3").first).to_be_visible()


def prints(page: Page, demo: Demo) -> None:
    page.click('a[href$="/print/"]')
    page.emulate_media(media="print")
    expect(page.locator(".print-head")).to_contain_text("Inspectie Voedselveiligheid")
    expect(page.locator(".print-head")).to_contain_text("Greet Voorbeeld")
    expect(page.locator("main")).to_contain_text(demo.known["name"])
    page.emulate_media(media="screen")


def lists_a_sector(page: Page) -> None:
    """By any activity, over more than one municipality."""
    page.goto(
        "/list/?sector=eten-drinken&activity=any&sort=name&column=name&column=number&column=municipality"
    )
    rows = page.locator("#matches tbody tr")
    expect(rows.first).to_be_visible()
    assert len(set(page.locator("#matches tbody td:last-child").all_inner_texts())) > 1


def exports_the_list(page: Page) -> None:
    shown = page.locator("#matches tbody th[scope=row]").all_inner_texts()
    page.click('a[href^="/list/export/"]')
    page.check("[name=format][value=csv]")
    page.fill("main [name=reason]", "ronde van de horeca")
    page.fill("main [name=recipients]", "eigen ploeg")
    with page.expect_download() as coming:
        page.click("main form.form button[type=submit]")
    rows = list(csv.DictReader(io.StringIO(coming.value.path().read_text("utf-8-sig"))))
    assert shown and [row["name"] for row in rows][: len(shown)] == shown


def test_an_inspector_sees_nothing_of_a_municipality(sit_down, demo: Demo):
    """Its lists, views, samples, contests and notes are not theirs; log and administration are not allowed."""
    page = sit_down("inspecteur")
    theirs = ("/watch-lists/1/", "/views/1/edit/", "/samples/1/", "/contests/1/")
    answers = {path: page.goto(path) for path in theirs}
    assert {path: answer.status for path, answer in answers.items() if answer} == dict.fromkeys(theirs, 404)
    refused = ("/log/", "/manage/", "/manage/organisations/", "/manage/members/")
    answers = {path: page.goto(path) for path in refused}
    assert {path: answer.status for path, answer in answers.items() if answer} == dict.fromkeys(refused, 403)
    page.goto(demo.path("/dossier/{high}/"))
    expect(page.locator("#notes")).not_to_contain_text("Verzonnen nota")
    expect(page.locator(".topbar, .nav-strip").last).not_to_contain_text(re.compile("Logboek|Beheer"))
    colleague = sit_down("medewerker")
    colleague.goto(demo.path("/dossier/{high}/"))
    expect(colleague.locator("#notes")).to_contain_text("Verzonnen nota")
