"""Every page as people see it: accessible in both themes on a phone and a desk, quiet, and within 320 pixels.

A picture of each is kept in `.artefacts/shots` (or SHOTS), for people to look at: the desk light, the phone dark; with
SHOTS set also the other two.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from knipperlicht.web import assets_build
from tests.web.browser.conftest import Demo
from tests.web.browser.pages import LOOKS, NO_PAGE, PAGES
from tests.web.test_every_url import patterns

pytestmark = pytest.mark.browser

AXE = Path(assets_build.__file__).parent / "static" / "dist" / "dev" / "axe.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 && !part.closest(".table-scroll, [popover]"))
  .slice(0, 5).map((part) => part.outerHTML.slice(0, 90))"""
HEAD = """() => ({title: document.title, lang: document.documentElement.lang,
  heads: document.querySelectorAll("h1").length})"""
ANSWERS = {
    "dossier: outside": 403, "error: 400": 400, "error: 403": 403, "error: 404": 404, "lists: wrong": 400,
    "socialaccount_login_error": 401,
}  # fmt: skip
PARTS = ("dossier_establishments", "dossier_people", "dossier_place", "dossier_print", "dossier_timeline")
"""Parts of a dossier, for who has no script: they carry its title."""


def violations(page, rules: list[str] | None = None) -> list[str]:
    """What axe finds: all of WCAG 2.2 AA, or some rules only."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    return page.evaluate(
        "(only) => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(({violations}) => "
        "violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')))",
        only,
    )


def looked_at(page, name: str, shots: Path) -> list[str]:
    """Everything wrong with a page that is open, and its pictures."""
    slug = re.sub(r"\W+", "-", name)
    page.evaluate(AXE.read_text("utf-8") + ";0")
    page.emulate_media(color_scheme="light")
    wrong = violations(page)
    page.screenshot(path=shots / f"{slug}-1280-light.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark, {found}" for found in violations(page, ["color-contrast"])]
    if "SHOTS" in os.environ:
        page.screenshot(path=shots / f"{slug}-1280-dark.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path=shots / f"{slug}-390-dark.png", full_page=True)
    page.emulate_media(color_scheme="light")
    wrong += [f"phone, {found}" for found in violations(page)]
    if "SHOTS" in os.environ:
        page.screenshot(path=shots / f"{slug}-390-light.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 700})
    return wrong + [f"wider than 320: {part}" for part in page.evaluate(TOO_WIDE)]


@pytest.mark.parametrize("persona", PAGES, ids=lambda persona: persona or "nobody")
def test_every_page_is_accessible_and_quiet(sit_down, demo: Demo, shots: Path, persona: str):
    page, wrong, titles = sit_down(persona), [], defaultdict(set)
    for name, path in PAGES[persona].items():
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(demo.path(path))
        head = page.evaluate(HEAD)
        found = looked_at(page, name, shots)
        if answer.status != ANSWERS.get(name, 200):
            found.append(f"answered {answer.status}")
        if head["lang"] != "nl" or (head["heads"] != 1 and name != "styleguide"):
            found.append(f"language {head['lang']}, {head['heads']} heads")
        wrong += [f"{name}: {one}" for one in found]
        titles[head["title"]].add(name.split(":")[0] if name not in PARTS else "dossier")
    assert "\n".join(wrong) == ""
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


def test_every_address_is_looked_at_or_has_a_reason():
    named = {entry.name for entry in patterns()} | {"styleguide"}  # that one is in the demonstration only
    seen = {name.split(":")[0] for _persona, name in LOOKS if not name.startswith("error")}
    excused = {name for names in NO_PAGE.values() for name in names.split()}
    assert sorted(named - seen - excused) == []
    assert sorted((seen | excused) - named) == [], "stale"
    assert sorted(seen & excused) == [], "both"
