"""The first page in a cold browser, and how much script it loads."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Response, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
TIMES = 5


def first_page(port: int, cookie: str) -> dict[str, Any]:
    """Milliseconds until the search box takes text, with an empty cache each time; bytes of script as they stand."""
    base = f"http://127.0.0.1:{port}"
    jar = [
        {"name": name, "value": value, "url": base}
        for name, _, value in (c.strip().partition("=") for c in cookie.split(";"))
    ]
    script: dict[str, int] = {}

    def seen(answer: Response) -> None:
        if answer.request.resource_type == "script":
            script[answer.url] = len(answer.body())

    measured = []
    with sync_playwright() as player:
        for _ in range(TIMES):
            browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            context = browser.new_context()
            context.add_cookies(jar)  # type: ignore[arg-type]
            page = context.new_page()
            page.on("response", seen)
            began = time.perf_counter()
            page.goto(base + "/")
            page.locator("input[name=q]:visible").first.fill("a")
            measured.append(round((time.perf_counter() - began) * 1000))
            page.wait_for_load_state("networkidle")
            browser.close()
    return {
        "usable_ms": sorted(measured)[TIMES // 2],
        "all_ms": measured,
        "script_kb": round(sum(script.values()) / 1000, 1),
    }
