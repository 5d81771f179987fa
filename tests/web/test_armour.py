"""What the site tells browsers, and what it refuses from the world."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("site")


def test_the_content_policy_allows_our_own_files_only(as_):
    policy = as_("colleague").get(reverse("home"))["Content-Security-Policy"]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())
    assert (
        rules["default-src"] == "'none'"
        and rules["script-src"] == "'self'"
        and rules["style-src"] == "'self'"
    )
    assert "unsafe" not in policy and "http" not in policy
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["object-src"] == "'none'"


def test_headers_that_shut_doors(as_):
    answer = as_("colleague").get(reverse("home"))
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
    assert (
        answer["Referrer-Policy"] == "same-origin" and answer["Cross-Origin-Opener-Policy"] == "same-origin"
    )
    client = Client()
    client.post(reverse("account_login"), {"login": "colleague@example.org", "password": PASSWORD})
    session = client.cookies["sessionid"]
    assert session["httponly"] and session["samesite"] == "Lax"


def test_another_host_name_is_refused():
    assert Client(headers={"host": "evil.example"}).get(reverse("trust")).status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_nobody_is_led_away(as_, target):
    client = as_("colleague", work=False)
    chosen = client.post(reverse("work"), {"purpose": "permit", "reference": "proef 2", "next": target})
    assert chosen.url == reverse("home")
    spoken = client.post(reverse("set_language"), {"language": "fr", "next": target})
    assert "evil" not in spoken.url and not spoken.url.startswith("javascript")
    stranger = Client().post(
        reverse("account_login") + f"?next={target}",
        {"login": "stranger@example.org", "password": PASSWORD, "next": target},
    )
    assert "evil" not in stranger.headers.get("Location", "")


def test_pages_with_dossiers_are_not_kept_by_shared_caches(as_):
    answer = as_("colleague").get(reverse("search"), {"q": "bakker"})
    assert "private" in answer.get("Cache-Control", "") or "no-store" in answer.get("Cache-Control", "")
