"""The page of mandate holders as people see it: accessible in both themes, within 320 pixels, by keyboard alone."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings

from tests.web.browser.conftest import BUILT, SHOTS
from tests.web.browser.test_every_page import TOO_WIDE, looked_at

pytestmark = [pytest.mark.browser, BUILT]


def test_a_holder_is_found_by_keyboard_and_the_page_is_accessible(
    live_site, mandated, as_, chromium, settings
):
    session = as_("colleague").cookies[django_settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(
        base_url=live_site, locale="nl-BE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    SHOTS.mkdir(parents=True, exist_ok=True)
    try:
        page.goto("/search/")
        page.get_by_role("link", name="Mandaathouders").click()
        page.locator("#holder").focus()
        page.keyboard.type("prefmans elodie")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Proefmans, Élodie").wait_for()
        assert page.locator(".topbar [name=q]").input_value() == "", "the name stays out of the other search"
        wrong = looked_at(page, "search people found", SHOTS)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 320, "height": 700})
        page.screenshot(path=SHOTS / "search-people-found-320-dark.png", full_page=True)
        for asked in ("?q=plaatsman", "?q=plaatsman&everywhere=1", "?q=jo"):
            page.goto(f"/search/people/{asked}")
            wrong += [f"{asked}: {part}" for part in page.evaluate(TOO_WIDE)]
            page.screenshot(path=SHOTS / f"search-people-{len(asked)}-320-dark.png", full_page=True)
        assert wrong == [] == complaints
    finally:
        context.close()
