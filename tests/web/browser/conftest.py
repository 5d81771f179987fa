"""One site per run in a process of its own, one browser, and people who sit down at it.

The site is that of `make demo` over the shared province, with a little more in it (`seed.py`); journeys use different
people, so that none sees what another did. Browsers and ports are the system's choice: workers of one run do not meet.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import Province, linked_copy
from tests.web.site_process import in_site, serving

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "src/knipperlicht/web/static/dist/app.css"
BUILT = pytest.mark.skipif(
    not ASSETS.exists(), reason="the style sheets and scripts are not built: make assets"
)
SHOTS = Path(os.environ.get("SHOTS", ROOT / ".artefacts" / "shots"))
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
REFUSED = re.compile(r"status of 4\d\d")


@dataclass(frozen=True)
class Demo:
    """Where the site answers, and what is in it."""

    url: str
    known: dict[str, Any]

    def path(self, text: str) -> str:
        """`/dossier/{high}/` with the number filled in."""
        return text.format_map(self.known)


@pytest.fixture(scope="session")
def demo(installed: Province, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The site, served as an operator would."""
    if not ASSETS.exists():
        pytest.skip("the style sheets and scripts are not built: make assets")
    data = linked_copy(installed.root, tmp_path_factory.mktemp("browser") / "data").root
    seed = "from tests.web.browser.seed import main\nmain()"
    known = json.loads(in_site(data, seed, KNIPPERLICHT_DEMO="1", PYTHONPATH=str(ROOT)))
    with serving(data, "--workers", "1", KNIPPERLICHT_DEMO="1") as site:
        yield Demo(site.url.rstrip("/"), known)


@dataclass
class Seat:
    """Gives people a page of their own and hears what the browser complains about."""

    browser: Browser
    demo: Demo
    complaints: list[str]
    contexts: list[BrowserContext]

    def __call__(self, persona: str = "", **options: Any) -> Page:
        """A page of a new context, signed in as the persona; nobody without a name."""
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "nl-BE", "reduced_motion": "reduce"}
        context = self.browser.new_context(base_url=self.demo.url, **settings | options)
        context.set_default_timeout(20_000)
        if persona:
            session = self.demo.known["sessions"][persona]
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.demo.url}])
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and self._hear(page, said.text))
        page.on("pageerror", lambda error: self._hear(page, str(error)))
        return page

    def _hear(self, page: Page, text: str) -> None:
        if not REFUSED.search(text):
            self.complaints.append(f"{page.url}: {text}")


@pytest.fixture
def sit_down(chromium: Browser, demo: Demo) -> Iterator[Callable[..., Page]]:
    """`sit_down("medewerker")`; afterwards no script failed and nothing was refused by the content policy."""
    seat = Seat(chromium, demo, [], [])
    yield seat
    for context in seat.contexts:
        context.close()
    assert seat.complaints == []


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where pictures are kept."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS
