"""By keyboard alone, without script, and in the other languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Demo

pytestmark = pytest.mark.browser

OUTLINED = """() => { const here = document.activeElement, style = getComputedStyle(here);
  return {who: here.outerHTML.slice(0, 80), seen: here.getBoundingClientRect().width > 0,
    focus: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0}; }"""


def tabbed(page: Page, times: int) -> list[dict[str, object]]:
    """What has the focus after each press of Tab."""
    found = []
    for _ in range(times):
        page.keyboard.press("Tab")
        found.append(page.evaluate(OUTLINED))
    return found


def test_by_keyboard_alone(sit_down, demo: Demo):
    page = sit_down("inspecteur")
    page.goto("/list/?sort=-score")
    first = tabbed(page, 1)[0]
    assert "skip-link" in str(first["who"])
    unseen = [stop for stop in tabbed(page, 25) if not (stop["seen"] and stop["focus"])]
    assert unseen == []
    page.keyboard.press("j")
    expect(page.locator("[data-row-link]").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type(demo.known["name"])
    page.keyboard.press("ArrowDown")  # at once: the answer to an earlier text must not be taken
    chosen = page.locator('[role=option][aria-selected="true"]')
    expect(chosen).to_contain_text(re.compile(re.escape(demo.known["name"]), re.IGNORECASE))
    for _ in range(page.get_by_role("option").count()):
        if chosen.locator(".suggestion-name").inner_text() == demo.known["name"]:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(demo.known["name"])
    page.keyboard.press("j")
    expect(page.locator(".hit > summary").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_without_script(sit_down, demo: Demo):
    page = sit_down("inspecteur", java_script_enabled=False)
    page.goto("/")
    page.fill("#home-search", demo.known["name"])
    page.press("#home-search", "Enter")
    page.get_by_role("link", name=demo.known["name"], exact=True).first.click()
    expect(page.locator("#why .hit").first).to_be_visible()
    page.locator("#addresses a.button").first.click()
    expect(page.locator("main")).to_contain_text(demo.known["street"])
    page.goto("/list/?sort=name&column=name&column=number")
    page.locator("#matches [name=row]").first.check()
    page.click("button[name=do][value=export]")
    page.check("[name=format][value=csv]")
    page.fill("main [name=reason]", "controle van één zaak")
    page.fill("main [name=recipients]", "eigen gebruik")
    with page.expect_download() as coming:
        page.click("main form.form button[type=submit]")
    assert coming.value.path().stat().st_size > 0


@pytest.mark.parametrize(
    ("language", "word", "not_there"), [("fr", "Pourquoi", "Waarom"), ("en", "Why", "Waarom")]
)
def test_in_another_language(sit_down, demo: Demo, language: str, word: str, not_there: str):
    page = sit_down("inspecteur", locale=language)
    page.goto(demo.path("/dossier/{high}/"))
    page.locator("[data-menu] summary").click()
    page.locator(f'.menu-panel button[name=language][value="{language}"]').click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(language))
    expect(page.locator("#why h2")).to_contain_text(word)
    assert not_there not in page.locator("main").inner_text()
    page.goto("/list/?sort=-score")
    expect(page.locator("html")).to_have_attribute("lang", re.compile(language))
    expect(page.locator("#matches tbody tr").first).to_be_visible()
