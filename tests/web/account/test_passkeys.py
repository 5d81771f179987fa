"""Passkeys in a real browser with a virtual authenticator, under our content policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.web.account.conftest import events
from tests.web.conftest import PASSWORD

VIRTUAL = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(live_site, chromium) -> Iterator[Page]:
    """A window that holds its own keys, and fails on whatever our policy blocks."""
    context = chromium.new_context(base_url=live_site, locale="nl-BE")
    made = context.new_page()
    said: list[str] = []
    made.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    keys = context.new_cdp_session(made)
    keys.send("WebAuthn.enable")
    made.authenticator = keys.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})[
        "authenticatorId"
    ]
    made.keys = keys
    yield made
    context.close()
    assert said == []


def _by_password(page: Page, next_page: str = "mfa_add_webauthn") -> None:
    page.goto(f"{reverse('account_login')}?next={reverse(next_page)}")
    page.fill("[name=login]", "colleague@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()


def _add(page: Page, *, alone: bool = True) -> None:
    page.goto(reverse("mfa_add_webauthn"))
    page.fill("[name=name]", "Telefoon")
    page.locator("[name=passwordless]").set_checked(alone)
    page.locator("form[data-passkey] button[type=submit]").click()
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")


def _sign_out(page: Page) -> None:
    page.goto(reverse("account_logout"))
    page.locator(".entrance button[type=submit]").click()
    page.wait_for_url(f"**{reverse('account_login')}")


def test_a_passkey_is_added_lets_in_alone_and_is_removed(page, people):
    _by_password(page)
    _add(page)
    page.goto(reverse("mfa_list_webauthn"))
    expect(page.locator("tbody th")).to_have_text("Telefoon")
    _sign_out(page)
    page.goto(f"{reverse('account_login')}?next={reverse('account')}")
    page.locator("form[data-passkey=login] button").click()
    page.wait_for_url(f"**{reverse('account')}")
    expect(page.locator("h1 + .lead")).to_contain_text("colleague@example.org")
    pk = Authenticator.objects.get(type="webauthn").pk
    page.goto(reverse("mfa_edit_webauthn", args=[pk]))
    page.fill("[name=name]", "Sleutel")
    page.locator(".entrance form button[type=submit]").click()
    page.wait_for_url(f"**{reverse('mfa_list_webauthn')}")
    expect(page.locator("tbody th")).to_have_text("Sleutel")
    page.goto(reverse("mfa_remove_webauthn", args=[pk]))
    page.locator(".entrance form button[type=submit]").click()
    page.wait_for_url(f"**{reverse('mfa_list_webauthn')}")
    assert not Authenticator.objects.exists()
    assert {"account.factor_added", "account.factor_removed", "account.login"} <= set(events())


def test_a_key_is_the_second_factor_after_the_password(page, people):
    _by_password(page)
    _add(page, alone=False)
    _sign_out(page)
    _by_password(page, "account")
    page.wait_for_url(f"**{reverse('mfa_authenticate')}")
    page.locator("form[data-passkey=get] button").click()
    page.wait_for_url(f"**{reverse('account')}")


def test_a_passkey_confirms_again(page, people, settings):
    _by_password(page)
    _add(page)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    page.goto(reverse("mfa_reauthenticate_webauthn") + f"?next={reverse('account')}")
    page.locator("form[data-passkey=get] button").click()
    page.wait_for_url(lambda url: "?" not in url)  # the address of the question ends in that of the account
    assert page.url.endswith(reverse("account")) and "account.confirm" in events()


def test_a_refused_question_is_told_in_words(page, people):
    _by_password(page)
    page.wait_for_url(f"**{reverse('mfa_add_webauthn')}")
    page.keys.send(
        "WebAuthn.setUserVerified", {"authenticatorId": page.authenticator, "isUserVerified": False}
    )
    page.locator("form[data-passkey] button[type=submit]").click()
    expect(page.locator("[data-passkey-error]")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_a_key_this_site_does_not_know_lets_nobody_in(page, people):
    _by_password(page)
    _add(page)
    Authenticator.objects.all().delete()
    _sign_out(page)
    page.locator("form[data-passkey=login] button").click()
    expect(page.locator(".banner[data-tone=error]")).to_be_visible()
    page.goto(reverse("account"))
    page.wait_for_url(f"**{reverse('account_login')}**")
