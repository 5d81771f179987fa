"""The main pages on a wide desk, up to 4K: nothing scrolls sideways, no line is too long to read, axe finds nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.browser.conftest import Demo
from tests.web.browser.pages import PAGES
from tests.web.browser.test_every_page import AXE, TOO_WIDE, violations

pytestmark = pytest.mark.browser

SIZES = ((1920, 1080), (2560, 1440), (3840, 2160))
LONGEST = 105
"""Letters on a line. The measure is 70ch, and a line of narrow letters holds more of them than of zeros."""
MAIN = {
    "medewerker": ("home", "search", "dossier", "lists: all", "watchlist", "map", "indicators", "indicator", "contest_one"),
    "toezicht": ("audit_log: all",),
    "beheer": ("manage_organisations", "manage_organisation", "manage_thresholds", "manage_jobs"),
}  # fmt: skip
LONG_LINES = """(most) => {
  const found = [], texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, part = text.parentElement;
    if (text.data.trim().length <= most || part.closest("svg") || !part.checkVisibility()) continue;
    const range = document.createRange(), letters = new Map();
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const box = range.getClientRects()[0];
      if (box) letters.set(Math.round(box.top), (letters.get(Math.round(box.top)) ?? 0) + 1);
    }
    const longest = Math.max(0, ...letters.values());
    if (longest > most) found.push(`${longest} letters: ${text.data.trim().slice(0, 60)}`);
  }
  return found;
}"""


@pytest.mark.parametrize("persona", MAIN)
def test_a_main_page_keeps_its_measure(sit_down, demo: Demo, shots: Path, persona: str):
    page, wrong = sit_down(persona), []
    page.emulate_media(color_scheme="light")
    for name in MAIN[persona]:
        page.goto(demo.path(PAGES[persona][name]))
        page.evaluate(AXE.read_text("utf-8") + ";0")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            found = [f"wider than the window: {part}" for part in page.evaluate(TOO_WIDE)]
            found += page.evaluate(LONG_LINES, LONGEST)
            wrong += [f"{name}, {width}: {one}" for one in found]
            page.screenshot(path=shots / f"{re.sub(r'[^a-z]+', '-', name)}-{width}-light.png")
        wrong += [f"{name}, {SIZES[-1][0]}: {one}" for one in violations(page)]
    assert "\n".join(wrong) == ""


def test_the_measure_can_be_broken(sit_down, demo: Demo):
    page = sit_down("medewerker")
    page.set_viewport_size({"width": 3840, "height": 2160})
    page.goto(demo.path("/how-it-works/"))
    assert page.evaluate(LONG_LINES, LONGEST) == []
    page.evaluate(
        "document.querySelector('main .wrap').insertAdjacentHTML('beforeend', `<div>${'een lange regel '.repeat(20)}</div>`)"
    )
    assert len(page.evaluate(LONG_LINES, LONGEST)) == 1
