"""The operator gives an organisation its territory: by typing, by keyboard, on a phone, and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import PHONE

pytestmark = pytest.mark.browser

NEW = "/manage/organisations/new/"


def kept(page: Page, name: str) -> set[str]:
    """The codes that are chosen when the organisation is opened again."""
    page.get_by_role("link", name=name, exact=True).click()
    boxes = page.locator("[name=territory]:checked").evaluate_all("(all) => all.map((one) => one.value)")
    return set(boxes)


def test_a_territory_is_found_by_typing(sit_down):
    page = sit_down("beheer")
    page.goto(NEW)
    page.fill("main [name=name]", "Inspectie Proef")
    page.locator("main [name=kind]").select_option("inspection")
    find = page.locator("#id_territory-find")
    find.focus()
    page.keyboard.type("LÍEDEK")  # whatever its accents and capitals
    shown = page.locator(".boxes-one:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_text("Liedekerke")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{NEW}$"))
    for _ in range(4):  # the group, its two buttons, the box
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(shown.locator("input")).to_be_checked()
    find.fill("zzz")
    expect(shown).to_have_count(0)
    expect(page.locator("[data-choices-none]").last).not_to_be_empty()
    find.fill("")
    chosen = page.locator("[data-choices-group][open]").filter(has=page.locator("[name=territory]"))
    expect(chosen).to_have_count(1)
    expect(chosen.locator("[data-choices-count]")).to_have_text("1")
    page.locator("main form.form button[type=submit]").click()
    assert kept(page, "Inspectie Proef") == {"23044"}


def test_all_of_a_province_at_once_on_a_phone(sit_down):
    page = sit_down("beheer", **PHONE)
    page.goto(NEW)
    page.fill("main [name=name]", "Inspectie Brussel")
    page.locator("main [name=kind]").select_option("inspection")
    group = page.locator("[data-choices-group]").filter(has_text="Brussels Hoofdstedelijk Gewest")
    group.locator("summary").tap()
    group.locator("[data-choices-all]").tap()
    expect(group.locator("[data-choices-count]")).to_have_text("19")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("main form.form button[type=submit]").tap()
    assert len(kept(page, "Inspectie Brussel")) == 19


def test_a_police_zone_without_script(sit_down):
    page = sit_down("beheer", java_script_enabled=False)
    page.goto(NEW)
    expect(page.locator("#id_territory-find")).to_be_hidden()
    page.fill("main [name=name]", "Politiezone Proef")
    page.locator("main [name=kind]").select_option("police_zone")
    page.locator("summary").filter(has_text="Politiezones van West-Vlaanderen").click()
    page.get_by_label("VLAS: Kortrijk, Kuurne, Lendelede").check()
    page.locator("main form.form button[type=submit]").click()
    page.get_by_role("link", name="Politiezone Proef", exact=True).click()
    expect(page.locator("[name=territory]:checked")).to_have_count(3)
    expect(page.locator("details[open] [name=territory]:visible").first).to_be_visible()
