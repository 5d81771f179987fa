"""Printed pages: no navigation, no buttons, black on white, heads that repeat, and who printed what, when, found where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Demo

pytestmark = pytest.mark.browser

SHEETS = {
    "list": ("medewerker", "/list/?sort=-score"),
    "watchlist": ("medewerker", "/watch-lists/1/"),
    "sample": ("medewerker", "/samples/1/"),
    "contest": ("medewerker", "/contests/1/"),
    "contests": ("medewerker", "/contests/"),
    "how-to-contest": ("medewerker", "/how-it-works/contest/"),
    "indicator": ("medewerker", "/how-it-works/indicators/adres_massaregistratie/"),
    "dossier": ("medewerker", "/dossier/{high}/print/"),
    "log": ("toezicht", "/log/"),
}
NAMES = {"medewerker": "Bram Voorbeeld", "toezicht": "Hugo Voorbeeld"}
STILL_THERE = """() => [...document.querySelectorAll(
    "nav a, button, .button, .topbar, .tabs, .toasts, dialog, input:not([type=hidden]), textarea, form.form")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().height > 1)
  .map((one) => one.outerHTML.slice(0, 80))"""
GREY = """() => {
  const bright = (colour) => Math.max(...colour.match(/[0-9.]+/g).slice(0, 3).map(Number));
  const found = [];
  for (const part of document.querySelectorAll("main :is(h1, h2, h3, p, li, td, th, dd, dt, a, strong, span)")) {
    if (!part.checkVisibility() || !part.innerText?.trim() || part.closest("svg, .visually-hidden")) continue;
    if (bright(getComputedStyle(part).color) > 90) found.push(part.outerHTML.slice(0, 80));
  }
  const ground = getComputedStyle(document.body).backgroundColor;
  return ground === "rgb(255, 255, 255)" ? found : [`ground ${ground}`, ...found];
}"""
HEADS = """() => [...document.querySelectorAll("main .table thead")].map((one) =>
  `${getComputedStyle(one).display} ${getComputedStyle(one.rows[0].lastElementChild).position}`)"""
"""How Chromium repeats a head on every sheet: as a group of heads, that stays in its place."""


def printed(page: Page, path: str) -> Page:
    """The page as it goes on paper, for who keeps the site dark."""
    page.emulate_media(media="screen", color_scheme="dark")
    page.goto(path)
    page.set_viewport_size({"width": 760, "height": 1075})
    page.emulate_media(media="print", color_scheme="dark")
    return page


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_of_paper(sit_down, demo: Demo, shots: Path, sheet: str):
    persona, path = SHEETS[sheet]
    page = sit_down(persona)
    printed(page, demo.path(path))
    assert page.evaluate(STILL_THERE) == []
    assert page.evaluate(GREY) == []
    assert set(page.evaluate(HEADS)) <= {"table-header-group static"}
    head = page.locator(".print-head")
    expect(head).to_be_visible()
    expect(head).to_contain_text("Knipperlicht")
    expect(head).to_contain_text(NAMES[persona])
    expect(head).to_contain_text(re.compile(r"Gegevens van \d\d-\d\d-\d{4}"))
    expect(head).to_contain_text(demo.url + demo.path(path))
    page.screenshot(path=shots / f"paper-{sheet}.png", full_page=True)
    page.pdf(path=shots / f"paper-{sheet}.pdf", prefer_css_page_size=True)


def test_a_list_is_printed_across_and_the_rest_upright(sit_down, demo: Demo):
    page = sit_down("medewerker")
    for path, across in (("/list/?sort=-score", True), ("/contests/1/", False)):
        printed(page, demo.path(path))
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
        assert box is not None
        width, height = float(box[1]), float(box[2])
        assert (width > height) is across
        assert {round(width), round(height)} == {595, 842}, "A4"
