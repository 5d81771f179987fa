"""The analyst of the ARIEC: the whole district on a map, in a list, in a sample."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def opened_map(page: Page) -> None:
    """The map is drawn and can be drawn upon."""
    page.goto("/map/")
    expect(page.locator("[data-draw=start]")).to_be_visible()


def lists_the_area(page: Page) -> None:
    """The drawn area becomes a list whose address holds it."""
    expect(page.locator("#drawn")).to_have_value(re.compile(r"^\[\["))
    page.locator('form[action="/map/area/"] button').click()
    expect(page).to_have_url(re.compile(r"/list/\?.*area="))


def test_an_analyst_draws_an_area(sit_down):
    page = sit_down("analist")
    opened_map(page)
    page.click("[data-draw=start]")
    canvas = page.locator("canvas")
    box = canvas.bounding_box()
    assert box is not None
    for across, down in ((0.2, 0.25), (0.8, 0.25), (0.8, 0.9), (0.2, 0.9)):
        canvas.click(position={"x": box["width"] * across, "y": box["height"] * down})
    page.click("[data-draw=close]")
    lists_the_area(page)
    expect(page.locator("#matches tbody tr").first).to_be_visible()


def test_an_analyst_draws_an_area_by_keyboard(sit_down):
    page = sit_down("analist")
    opened_map(page)
    page.focus("[data-draw=start]")
    page.keyboard.press("Enter")
    expect(page.locator("canvas")).to_be_focused()
    for keys in ("ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press("Enter")
        page.keyboard.press(keys)
        page.keyboard.press(keys)
    expect(page.locator("[data-draw=close]")).to_be_visible()
    page.focus("[data-draw=close]")
    page.keyboard.press("Enter")
    lists_the_area(page)


def test_an_analyst_measures_with_a_sample(sit_down):
    page = sit_down("analist")
    page.goto("/list/?sort=-score")
    facet = page.locator('aside a[href*="band="]').first
    counted = int(re.sub(r"\D", "", facet.locator("xpath=..").locator(".count").inner_text()))
    facet.click()
    expect(page).to_have_url(re.compile("band="))
    expect(page.locator(".table-count, .table-tools").first).to_contain_text(
        re.compile(rf"{counted // 1000 or counted}")
    )
    page.click('a[href^="/list/sample/"]')
    page.fill("[name=share]", "10")
    page.click("main form.form button[type=submit]")
    expect(page).to_have_url(re.compile(r"/samples/\d+/"))
    drawn = page.locator("main tbody tr").first
    drawn.locator("select").select_option(index=1)
    drawn.locator("button").click()
    expect(page.locator(".figures dd").nth(1)).to_have_text("1")
    expect(page.locator("main tbody tr").first).to_contain_text("Farid Voorbeeld")


def test_an_analyst_takes_a_list_along(sit_down):
    page = sit_down("analist")
    page.goto("/list/?sort=name&score_min=1&column=name&column=number&column=score")
    shown = page.locator("#matches tbody th[scope=row]").all_inner_texts()
    page.click('a[href^="/list/export/"]')
    page.check("[name=format][value=xlsx]")
    page.fill("main [name=reason]", "analyse van de zone")
    page.fill("main [name=recipients]", "eigen gebruik")
    with page.expect_download() as coming:
        page.click("main form.form button[type=submit]")
    book = openpyxl.load_workbook(BytesIO(coming.value.path().read_bytes()), read_only=True)
    cells = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert shown and cells[1 : 1 + len(shown)] == shown
