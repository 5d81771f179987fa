"""The overseer (DPO, auditor of all): who looked at what and why, in every organisation; never the dossiers."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.conftest import Demo

pytestmark = pytest.mark.browser

NOT_THEIRS = ("/", "/search/?q=bakkerij", "/list/", "/map/", "/dossier/{high}/", "/dossier/{high}/print/",
              "/list/export/", "/watch-lists/", "/contests/", "/manage/", "/manage/organisations/", "/manage/members/")  # fmt: skip


def test_an_overseer_answers_a_question_about_a_dossier(sit_down, demo: Demo, shots: Path):
    looked = sit_down("politie")
    looked.goto(demo.path("/dossier/{high}/"))
    page: Page = sit_down("toezicht")
    page.goto("/")
    finds_who_looked(page, demo)
    page.screenshot(path=shots / "overseer-log.png", full_page=True)
    prints(page, demo)
    checks_the_chain(page)
    reads_how_it_works(page)


def finds_who_looked(page: Page, demo: Demo) -> None:
    page.goto("/log/")
    names = page.locator("main tbody .table-sub").all_inner_texts()
    assert (
        len({name for name in ("Stad Kortrijk", "Politiezone VLAS") if any(name in one for one in names)})
        == 2
    )
    page.fill("main [name=subject]", demo.known["high"])
    page.locator("main form[method=get] button[type=submit]").click()
    row = page.locator("main tbody tr").filter(has_text="Els Voorbeeld").first
    expect(row).to_contain_text(demo.known["high"])
    expect(row).to_contain_text("melding 2026-0412 Doorniksewijk")
    subjects = page.locator("main tbody td[data-label=Onderwerp]").all_inner_texts()
    assert {text.splitlines()[0] for text in subjects} == {demo.known["high"]}


def prints(page: Page, demo: Demo) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".print-head")).to_contain_text("Hugo Voorbeeld")
    expect(page.locator(".print-head")).to_contain_text(demo.known["high"])
    expect(page.locator("main .filters")).to_be_hidden()
    page.emulate_media(media="screen")


def checks_the_chain(page: Page) -> None:
    page.goto("/log/")
    page.locator('form[action="/log/check/"] button').click()
    expect(page.locator('main [data-tone="success"]')).to_be_visible()


def reads_how_it_works(page: Page) -> None:
    page.goto("/how-it-works/excluded/")
    expect(page.locator("main")).to_contain_text(re.compile("nationaliteit", re.IGNORECASE))


def test_an_overseer_takes_the_log_along(sit_down, demo: Demo):
    """Confirms who they are, reads how much leaves, and gets the rows of the filter; that is in the log too."""
    page = sit_down("toezicht")
    page.goto("/log/export/?category=access")
    if page.locator("main [name=password]").count():
        page.fill("main [name=password]", demo.known["passwords"]["toezicht"])
        page.click("main form button[type=submit]")
    with page.expect_download() as coming:
        page.locator('form[action^="/log/export/"] button').click()
    rows = list(csv.reader(io.StringIO(coming.value.path().read_text("utf-8-sig"))))
    assert len(rows) > 5
    page.goto("/log/?event=audit.export")
    expect(page.locator("main tbody tr").first).to_contain_text("Hugo Voorbeeld")


@pytest.mark.parametrize("path", NOT_THEIRS)
def test_an_overseer_opens_nothing_of_the_register(sit_down, demo: Demo, path: str):
    page = sit_down("toezicht")
    answer = page.goto(demo.path(path))
    assert answer is not None
    assert page.locator("#search, #home-search").count() == 0
    if path == "/":
        expect(page).to_have_url(re.compile("/log/$"))
    else:
        assert answer.status == 403
        assert demo.known["name"] not in page.locator("main").inner_text()
