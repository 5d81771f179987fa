"""Stylesheets, scripts and components: contrast, accessibility, no inline code, a lockfile without addresses."""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Browser, Page, Route

from knipperlicht.cases.operator.service import SiteSettings
from knipperlicht.web import assets_build
from knipperlicht.web.styleguide import context

WEB = Path(assets_build.__file__).parent
COMPONENTS = sorted((WEB / "templates" / "components").glob("*.html"))
SHARED = [*COMPONENTS, *sorted((WEB / "templates").glob("*.html"))]

# What is read as text needs 4.5:1, what is a shape or an edge of a control 3:1.
GROUNDS = ("paper", "surface", "sunken", "hover", "selected")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "link") for ground in GROUNDS),
    *((f"band-{band}", ground) for band in ("geen", "laag", "matig", "verhoogd", "hoog")
      for ground in (f"band-{band}-ground", "surface", "hover", "selected", "paper")),
    *((tone, f"{tone}-ground") for tone in ("info", "success", "warning", "error")),
    *(("ink", f"{tone}-ground") for tone in ("info", "success", "warning", "error")),
    *((tone, "surface") for tone in ("info", "success", "warning", "error", "amber-ink")),
    *(("link", f"{tone}-ground") for tone in ("info", "warning")),
    ("bar-ink", "bar"), ("bar-ink", "bar-2"), ("bar-ink-2", "bar"), ("bar-ink-2", "bar-2"),
    ("action-ink", "action"), ("action-ink", "action-hover"), ("amber-ink", "sunken"),
]  # fmt: skip
SHAPES = [
    *(("focus", ground) for ground in GROUNDS),
    *(("line-strong", ground) for ground in ("paper", "surface", "hover")),
    *((mark, "surface") for mark in
      ("amber-mark", "mark-points", "mark-protective", "mark-total", "mark-a", "mark-b", "mark-quiet")),
    ("bar-focus", "bar"), ("bar-focus", "bar-2"), ("bar-line", "bar"),
]  # fmt: skip


def tokens() -> dict[str, tuple[str, str]]:
    """Name of a colour -> light and dark."""
    text = (WEB / "assets" / "css" / "tokens.css").read_text("utf-8")
    return {
        name: (light, dark)
        for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", text)
    }


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_contrast_is_enough_in_both_themes(pairs: list[tuple[str, str]], least: float) -> None:
    colours = tokens()
    weak = [
        f"{front} on {back}, {theme}: {ratio:.2f}"
        for front, back in pairs
        for at, theme in enumerate(("light", "dark"))
        if (ratio := contrast(colours[front][at], colours[back][at])) < least
    ]
    assert weak == []


def test_a_known_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_lockfile_names_no_address() -> None:
    lock = (WEB / "assets" / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock and "://" not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_no_source_names_a_host() -> None:
    named = [
        f"{path.relative_to(WEB)}: {address}"
        for folder in (
            WEB / "assets" / "css",
            WEB / "assets" / "js",
            WEB / "templates",
            WEB / "static" / "img",
        )
        for path in folder.rglob("*")
        if path.is_file()
        for address in re.findall(r"https?://[^\s\"'<>)]+", path.read_text("utf-8"))
        if address != "http://www.w3.org/2000/svg"
    ]
    assert named == []


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_a_template_has_no_inline_code(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|hx-on|hx-vals=.js:", text)
    assert not [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag and "json" not in tag]


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_a_template_uses_known_drawings(path: Path) -> None:
    known = set(
        re.findall(r'<symbol id="([\w-]+)"', (WEB / "static" / "img" / "icons.svg").read_text("utf-8"))
    )
    used = set(re.findall(r'icon\.html" with name="([\w-]+)"', path.read_text("utf-8")))
    assert used <= known


def test_the_style_guide_shows_every_component() -> None:
    elsewhere = {"styleguide.html"}
    included = {
        name
        for path in [*COMPONENTS, WEB / "templates" / "base.html"]
        for name in re.findall(r'(?:include|bulk=)\s*"components/([\w.]+)"', path.read_text("utf-8"))
    } | set(
        re.findall(
            r'bulk="components/([\w.]+)"', (WEB / "templates/components/styleguide.html").read_text("utf-8")
        )
    )
    assert {path.name for path in COMPONENTS} - included - elsewhere == {"suggestions.html"}


def test_a_component_says_what_it_takes() -> None:
    fixed = {"keys_dialog.html", "bulk_sample.html"}
    silent = [path.name for path in COMPONENTS if "{% comment %}" not in path.read_text("utf-8")[:400]]
    assert set(silent) <= fixed


def test_nothing_is_built_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assets, dist = tmp_path / "assets", tmp_path / "static" / "dist"
    for name in ("css/a.css", "js/a.js", "package-lock.json", "build.mjs"):
        (assets / name).parent.mkdir(parents=True, exist_ok=True)
        (assets / name).write_text(name)
    (assets / "node_modules").mkdir()
    called: list[str] = []

    def node(*, program: str, arguments: list[str], failure: str) -> None:
        called.append(program)
        if program == "node":
            Path(arguments[1]).mkdir(parents=True)

    monkeypatch.setattr(assets_build, "ASSETS", assets)
    monkeypatch.setattr(assets_build, "DIST", dist)
    monkeypatch.setattr(assets_build, "_node", node)
    assert assets_build.build() is True
    assert assets_build.build() is False
    (assets / "css/a.css").write_text("changed")
    assert assets_build.build() is True
    (assets / "package-lock.json").write_text("changed")
    assert assets_build.build() is True
    assert called == ["npm", "node", "node", "npm", "node"]


def test_a_build_without_registry_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("css/a.css", "js/a.js", "package-lock.json", "build.mjs"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr(assets_build, "ASSETS", tmp_path)
    monkeypatch.setattr(assets_build, "DIST", tmp_path / "dist")
    monkeypatch.setattr("sys.argv", ["assets_build"])
    assert assets_build.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("npm could not fetch the packages") and "Traceback" not in said


def test_no_sources_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets_build, "ASSETS", tmp_path)
    with pytest.raises(assets_build.AssetsError, match="brings them ready-made"):
        assets_build.build()


@pytest.fixture(scope="module")
def dist() -> Path:
    """The built files."""
    assets_build.build()
    return assets_build.DIST


def test_the_bundles_stay_small(dist: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in dist.iterdir()}
    assert sizes["app.js"] <= 72_000
    assert sizes["app.css"] <= 60_000


@pytest.fixture(scope="module")
def page(dist: Path, chromium: Browser) -> Iterator[Page]:
    """A browser in which the style guide stands at http://site/, without any network."""
    with translation.override("nl"), patch("knipperlicht.web.context.site", SiteSettings):
        html = render_to_string(
            "components/styleguide.html", context(), request=RequestFactory().get("/styleguide/")
        )

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://site/").split("?")[0]
        if path.startswith("static/"):
            file = WEB / path
            route.fulfill(
                body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain"
            )
        else:
            policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": policy})

    page = chromium.new_page()
    page.route("**/*", answer)
    yield page
    page.context.close()


def opened(page: Page, *, width: int, theme: str = "light") -> list[str]:
    """The style guide with everything unfolded; gives the list into which the browser's complaints go."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("http://site/")
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    return said


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_the_style_guide_is_accessible(page: Page, dist: Path, theme: str, width: int) -> None:
    said = opened(page, width=width, theme=theme)
    page.evaluate((dist / "dev" / "axe.js").read_text("utf-8"))
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert said == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440, 2560, 3840])
def test_no_page_scrolls_sideways(page: Page, width: int) -> None:
    opened(page, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_target_is_large_enough(page: Page) -> None:
    opened(page, width=390)
    small = page.evaluate(
        """[...document.querySelectorAll("button, summary, input, select, .chip-remove, .pagination-link")]
        .filter(it => it.checkVisibility() && !it.closest("label") && it.type !== "checkbox" && it.type !== "radio")
        .map(it => [it.outerHTML.slice(0, 90), it.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
    )
    assert small == []


def test_keys_reach_the_list(page: Page) -> None:
    opened(page, width=1440)
    page.keyboard.press("?")
    assert page.evaluate("document.getElementById('keys').open")
    page.keyboard.press("Escape")
    page.locator("#list [data-row-link]").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("#list tbody tr").nth(1).locator("[data-select-row]").is_checked()
    page.locator("[data-select-row]").nth(4).click(modifiers=["Shift"])
    assert page.inner_text("[data-bulk-count]") == "4 rijen gekozen"


def test_an_unsaved_form_asks_before_leaving(page: Page) -> None:
    opened(page, width=1440)
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_name").fill("een naam")
    page.goto("http://site/")
    assert asked == ["beforeunload"]


def test_a_dangerous_form_asks_first(page: Page) -> None:
    opened(page, width=1440)
    page.get_by_role("button", name="Ask first").click()
    assert page.inner_text("#confirm-text").startswith("Deze drie ondernemingen")
    assert page.inner_text("[data-confirm-go]") == "Weghalen"
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('confirm').open")
