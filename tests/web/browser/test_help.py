"""The help beside a word opens by keyboard, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.web.browser.conftest import Demo
from tests.web.browser.pages import PAGES

pytestmark = pytest.mark.browser

READ = {
    "medewerker": ["home", "work: running", "dossier", "lists", "lists: all", "search", "list_export", "list_sample", "sample",
                   "watchlists", "watchlist_new", "map", "score_card", "indicators", "sources"],
    "toezicht": ["audit_log: all"],
    "beheer": ["manage", "manage_organisations", "manage_thresholds", "manage_jobs", "members_of"],
}  # fmt: skip
FOLDED = "main details:not(.help, .menu, [open]) > summary"


def unfolded(page: Page) -> None:
    """Opens by keyboard all that is folded away and not a help, from the outside in."""
    while (closed := page.locator(FOLDED).filter(visible=True)).count():
        closed.first.press("Enter")


@pytest.mark.parametrize(("persona", "name"), [(who, name) for who, names in READ.items() for name in names])
def test_every_help_opens_by_keyboard_without_script(sit_down, demo: Demo, persona: str, name: str):
    page = sit_down(persona, java_script_enabled=False)
    page.goto(demo.path(PAGES[persona][name]))
    unfolded(page)
    helps = page.locator("main details.help")
    assert helps.count() > 0
    for place in range(helps.count()):
        help_ = helps.nth(place)
        help_.locator("summary").press("Enter")
        assert help_.locator(".help-text").is_visible() and len(help_.locator(".help-text").inner_text()) > 20
        help_.locator("summary").press("Enter")
        assert not help_.locator(".help-text").is_visible()
