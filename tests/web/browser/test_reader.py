"""A reader sees and changes nothing: no button offers it, and no request gets through."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.web.browser.conftest import Demo

pytestmark = pytest.mark.browser

WRITES = (
    "/notes/",
    "/pin/",
    "/watch/",
    "/contests/new/",
    "/print/",
    "/list/save/",
    "/list/export/",
    "/list/sample/",
)
POSTED = ("/dossier/{high}/notes/", "/dossier/{high}/pin/", "/dossier/{high}/watch/", "/dossier/{high}/contests/new/",
          "/list/save/", "/list/sample/", "/list/export/", "/list/bulk/", "/watch-lists/new/",
          "/watch-lists/1/delete/", "/views/1/delete/", "/contests/1/answer/")  # fmt: skip


def offered(page: Page) -> list[str]:
    """Addresses of links and forms in the page's own part that would write or take something along."""
    found = page.evaluate(
        "[...document.querySelectorAll('main a[href], main form[action], main button[formaction]')]"
        ".map((one) => one.getAttribute('href') ?? one.getAttribute('action'))"
    )
    return [address for address in found if any(part in address for part in WRITES)]


@pytest.mark.parametrize("path", ["/dossier/{high}/", "/list/?sort=-score", "/watch-lists/1/", "/samples/1/"])
def test_a_reader_is_offered_nothing_that_changes(sit_down, demo: Demo, path: str):
    page = sit_down("lezer")
    answer = page.goto(demo.path(path))
    assert answer is not None and answer.status == 200
    assert offered(page) == []
    assert page.locator("main form[method=post]").count() == 0
    colleague = sit_down("vertrekker")
    colleague.goto(demo.path(path))
    assert offered(colleague) or colleague.locator("main form[method=post]").count()


def test_what_a_reader_posts_is_refused(sit_down, demo: Demo):
    page = sit_down("lezer")
    page.goto(demo.path("/dossier/{high}/"))
    token = page.get_attribute("meta[name=csrf-token]", "content")
    answers = {
        path: page.request.post(
            demo.path(path),
            form={"text": "x", "pinned": "1"},
            headers={"X-CSRFToken": token or ""},
            max_redirects=0,
        ).status
        for path in POSTED
    }
    assert {path: status for path, status in answers.items() if status not in (403, 404)} == {}
