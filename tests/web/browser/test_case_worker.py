"""The case worker of a municipality, from signing in to signing out: finds, understands, lists, exports, prints."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Demo

pytestmark = pytest.mark.browser


def test_a_case_worker_goes_through_a_morning(sit_down, demo: Demo):
    page: Page = sit_down()
    signs_in(page, demo)
    finds_with_a_typing_error(page, demo)
    understands(page)
    keeps(page)
    prints(page)
    lists_a_street(page, demo)
    saves_the_view(page)
    puts_rows_on_a_watch_list(page)
    exports_what_is_on_the_screen(page)
    signs_out(page)


def signs_in(page: Page, demo: Demo) -> None:
    page.goto("/")
    page.fill("[name=login]", "medewerker@demo.example")
    page.fill("[name=password]", demo.known["passwords"]["medewerker"])
    page.press("[name=password]", "Enter")
    expect(page.locator("#home-search")).to_be_visible()


def finds_with_a_typing_error(page: Page, demo: Demo) -> None:
    """A purpose is asked once, on the way; then suggestions come while typing."""
    page.goto("/search/")
    page.check("[name=purpose][value=permit]")
    page.fill("[name=reference]", "aanvraag 2026/77 terras")
    page.click("main form button[type=submit]")
    expect(page).to_have_url(re.compile("/search/"))
    name = demo.known["name"]
    page.locator("#search").press_sequentially(name[:3] + name[4:])
    option = page.get_by_role("option").filter(has_text=name).first
    expect(option).to_be_visible()
    option.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.locator(".purpose-name")).to_contain_text("aanvraag 2026/77 terras")


def understands(page: Page) -> None:
    """Each sign opens to its evidence and its innocent explanation; the sum adds up."""
    page.locator("#why > .section-head button").click()
    hits = page.locator("#why .hit")
    assert hits.count() >= 1
    for at in range(hits.count()):
        expect(hits.nth(at).locator("table tbody tr").first).to_be_visible()
        expect(hits.nth(at).locator(".hit-reading h3").first).to_be_visible()
    points = page.locator("#why .hit-points").all_inner_texts()
    total = page.locator("#sum tr").last.inner_text()
    told = sum(float(re.findall(r"-?[\d,]+", text)[0].replace(",", ".")) for text in points if "+" in text)
    assert re.search(rf"{told:.1f}".replace(".", ","), total), (points, total)


def keeps(page: Page) -> None:
    page.fill("#notes textarea", "Langsgegaan op <b>dinsdag</b>: gesloten.")
    page.click("#notes form.form button[type=submit]")
    expect(page.locator("#notes .note-text").first).to_have_text("Langsgegaan op <b>dinsdag</b>: gesloten.")
    pin = page.locator('form[action$="/pin/"] button')
    before = pin.get_attribute("aria-pressed")
    pin.click()
    expect(pin).not_to_have_attribute("aria-pressed", before or "")


def prints(page: Page) -> None:
    """The sheet names who printed it, for what, and shows every sign unfolded."""
    page.click('a[href$="/print/"]')
    expect(page.locator("main")).to_contain_text("aanvraag 2026/77 terras")
    assert page.locator(".hit:not([open])").count() == 0
    page.emulate_media(media="print")
    expect(page.locator(".topbar")).to_be_hidden()
    expect(page.locator(".hit table").first).to_be_visible()
    page.emulate_media(media="screen")


def lists_a_street(page: Page, demo: Demo) -> None:
    page.goto("/list/")
    page.fill("#b-postcode", demo.known["postcode"])
    page.fill("#b-street", demo.known["street"])
    page.press("#b-street", "Enter")
    expect(page.locator("#matches tbody tr").first).to_be_visible()
    expect(page.locator("main")).to_contain_text(demo.known["name"])
    in_street = page.locator("#matches tbody tr").count()
    page.locator('aside a[href*="indicator="]').first.click()
    expect(page).to_have_url(re.compile(r"indicator="))
    assert 1 <= page.locator("#matches tbody tr").count() <= in_street
    assert "street=" in page.url and "postcode=" in page.url


def saves_the_view(page: Page) -> None:
    page.click('a[href^="/list/save/"]')
    page.fill("[name=name]", "Straat met knipperlichten")
    page.check("[name=shared]")
    page.click("main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("Straat met knipperlichten")


def puts_rows_on_a_watch_list(page: Page) -> None:
    page.goto("/list/?sort=-score")
    boxes = page.locator("[data-select-row]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.locator("[data-bulk-count]")).to_contain_text("2")
    page.click("button[name=do][value=watch]")
    page.check("[name=target][value=new]")
    page.fill("main [name=name]", "Najaarsronde")
    page.fill("main [name=reason]", "samen bezoeken in november")
    page.click("main form.form button[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_have_text("Najaarsronde")
    assert page.locator("main tbody tr").count() == 2


def exports_what_is_on_the_screen(page: Page) -> None:
    """Column by column and row by row what the screen shows, score and all."""
    page.goto("/list/?sort=name&column=name&column=number&column=municipality")
    shown = [row.inner_text() for row in page.locator("#matches tbody th[scope=row]").all()]
    page.click('a[href^="/list/export/"]')
    page.check("[name=format][value=csv]")
    page.fill("main [name=reason]", "lijst voor de ploeg")
    page.fill("main [name=recipients]", "dienst vergunningen")
    with page.expect_download() as coming:
        page.click("main form.form button[type=submit]")
    rows = list(csv.DictReader(io.StringIO(coming.value.path().read_text("utf-8-sig"))))
    assert list(rows[0])[:3] == ["name", "number", "municipality"]
    assert shown and [row["name"] for row in rows][: len(shown)] == shown


def signs_out(page: Page) -> None:
    page.locator("[data-menu] summary").click()
    page.locator('form[action="/account/logout/"] button').first.click()
    if "/account/logout/" in page.url:
        page.click("main form button[type=submit]")
    expect(page.locator("[name=password]")).to_be_visible()
    page.goto("/list/")
    expect(page.locator("[name=password]")).to_be_visible()
