"""The government identity provider: the whole code flow against a real provider process on loopback."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.test import Client
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.organisations.models import Invitation, User
from knipperlicht.web.account.government import GovernmentFlow
from tests.web.account.conftest import events, sign_in
from tests.web.account.test_invitations import NEW

pytestmark = pytest.mark.usefixtures("site", "people")
NUMBER, OTHER = "85073003328", "90010100197"


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """Its address. It insists on a nonce, as FAS does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _n in range(150):
            try:
                httpx.get(f"{url}/.well-known/openid-configuration", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def configured(settings, provider) -> str:
    """The site knows the provider."""
    settings.SOCIALACCOUNT_PROVIDERS = _apps(provider)
    return provider


def _apps(url: str) -> dict:
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "government", "name": "Overheid", "client_id": "knipperlicht", "secret": "geheim",
                    "settings": {"server_url": url, "oauth_pkce_enabled": True},
                }
            ]
        }
    }  # fmt: skip


@pytest.fixture
def citizen(configured):
    """Makes an identity at the provider; gives its subject."""

    def make(subject: str = "burger", **claims: object) -> str:
        given = {
            "email": "colleague@example.org",
            "email_verified": True,
            "name": "Colleague V.",
            "egovNRN": NUMBER,
        }
        httpx.put(
            f"{configured}/users/{subject}", json={**given, **claims}, trust_env=False
        ).raise_for_status()
        return subject

    return make


def at_provider(there: str, subject: str, **form: str) -> str:
    """What the browser does there: choose who one is. Gives the address one is sent back to."""
    answer = httpx.post(there, data=form or {"sub": subject}, trust_env=False)
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def come_in(client: Client, subject: str, start: str = "") -> object:
    there = client.get(start or reverse("government_login"))
    assert there.status_code == 302, there.content
    return client.get(at_provider(there.url, subject))


def test_the_address_carries_state_pkce_and_a_nonce_and_nothing_of_ours(configured):
    there = Client().get(reverse("government_login") + "?next=/account/&scope=evil&auth_params=prompt%3Dnone")
    asked = {k: v[0] for k, v in parse_qs(urlsplit(there.url).query).items()}
    assert there.url.startswith(f"{configured}/oauth2/authorize") and asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256" and len(asked["nonce"]) == 64 and asked["state"]
    assert set(asked["scope"].split()) == {"openid", "profile", "email"} and "prompt" not in asked
    again = parse_qs(urlsplit(Client().get(reverse("government_login")).url).query)
    assert again["nonce"][0] != asked["nonce"] and again["state"][0] != asked["state"]


def test_a_verified_address_links_once_and_keeps_the_number_for_the_log(citizen, people):
    client = Client()
    answer = come_in(client, citizen(), reverse("government_login") + "?next=/account/")
    assert answer.url == "/account/"
    people["colleague"].refresh_from_db()
    assert people["colleague"].national_number == NUMBER and people["colleague"].has_usable_password()
    page = client.get("/account/").content.decode()
    assert NUMBER not in page and "Colleague Voorbeeld" in page
    assert events() == ["account.linked", "account.login"] and mail.outbox[-1].to == ["colleague@example.org"]
    assert Entry.objects.get(event="account.login").actor_identifier == NUMBER
    citizen(email="anders@example.org", email_verified=False)
    assert come_in(Client(), "burger").status_code == 302
    assert SocialAccount.objects.get().user == people["colleague"]


def test_passwords_go_on_working_beside_it(citizen):
    come_in(Client(), citizen())
    assert sign_in(Client(), "colleague").url == reverse("home")


@pytest.mark.parametrize(
    "claims",
    [{"email_verified": False}, {"email_verified": "true"}, {"email": "niemand@example.org"}, {"email": ""}],
)
def test_nobody_gets_an_account_who_was_not_invited(citizen, claims):
    before = User.objects.count()
    client = Client()
    answer = come_in(client, citizen(**claims))
    assert answer.status_code == 403 and answer.templates[0].name == "account/refused.html"
    assert User.objects.count() == before and not SocialAccount.objects.exists()
    assert client.get(reverse("account")).status_code == 302
    assert events() == ["account.login_failed"] and NUMBER not in str(Entry.objects.get().__dict__)


def test_who_left_does_not_come_in_this_way_either(citizen, people):
    come_in(Client(), citizen())
    people["colleague"].refresh_from_db()
    people["colleague"].is_active = False
    people["colleague"].save()
    client = Client()
    assert come_in(client, "burger").url == reverse("account_inactive")
    assert client.get(reverse("account")).status_code == 302 and events()[-1] == "account.login_failed"


def test_a_state_of_another_browser_is_refused(citizen):
    there = Client().get(reverse("government_login"))
    victim = Client()
    answer = victim.get(at_provider(there.url, citizen()))
    assert answer.status_code == 401 and victim.get(reverse("account")).status_code == 302
    assert "account.login" not in events()


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=server_error", "?error=access_denied"]
)
def test_an_answer_without_our_question_is_refused(configured, query):
    url = reverse("openid_connect_callback", args=["government"])
    assert Client().get(url + query).status_code == 401


def test_a_code_is_used_once(citizen):
    client = Client()
    back = at_provider(client.get(reverse("government_login")).url, citizen())
    assert client.get(back).status_code == 302
    client.post(reverse("account_logout"))
    assert client.get(back).status_code == 401


def test_a_code_of_another_question_is_refused(citizen):
    """Injection: somebody else's code under my state; PKCE and nonce do not fit it."""
    mine, theirs = Client(), Client()
    here, there = mine.get(reverse("government_login")).url, theirs.get(reverse("government_login")).url
    code = parse_qs(urlsplit(at_provider(there, citizen())).query)["code"][0]
    state = parse_qs(urlsplit(here).query)["state"][0]
    answer = mine.get(reverse("openid_connect_callback", args=["government"]), {"code": code, "state": state})
    assert answer.status_code == 401 and mine.get(reverse("account")).status_code == 302


def test_a_nonce_that_is_not_ours_is_refused(citizen):
    client = Client()
    there = client.get(reverse("government_login")).url
    nonce = parse_qs(urlsplit(there).query)["nonce"][0]
    answer = client.get(at_provider(there.replace(nonce, "f" * 64), citizen()))
    assert answer.status_code == 401 and client.get(reverse("account")).status_code == 302


def test_a_token_of_another_key_is_refused(citizen, monkeypatch):
    """The signature is checked although the token came from the provider itself."""
    another = jwt.PyJWK.from_dict(
        json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 2048).public_key())),
        "RS256",
    )
    monkeypatch.setattr(GovernmentFlow, "_key", lambda _self, _wanted: another)
    client = Client()
    assert come_in(client, citizen()).status_code == 401 and client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_anyone_could_sign_is_refused(citizen, monkeypatch, algorithm):
    """The provider's token re-made without its key."""
    fetch = GovernmentFlow.get_access_token_data

    def forged(self, *args, **kwargs):
        data = fetch(self, *args, **kwargs)
        claims = jwt.decode(data["id_token"], options={"verify_signature": False})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data["id_token"] = jwt.encode(claims, None if algorithm == "none" else "geheim", algorithm)
        return data

    monkeypatch.setattr(GovernmentFlow, "get_access_token_data", forged)
    assert come_in(Client(), citizen()).status_code == 401


def test_user_info_of_somebody_else_is_refused(citizen, monkeypatch):
    monkeypatch.setattr(
        GovernmentFlow,
        "_fetch_user_info",
        lambda _self, _token: {"sub": "ander", "email": "owner@example.org"},
    )
    assert come_in(Client(), citizen()).status_code == 401


def test_cancelling_there_is_told_plainly(citizen):
    client = Client()
    there = client.get(reverse("government_login")).url
    answer = httpx.post(there, data={"action": "deny"}, trust_env=False)
    back = client.get(answer.headers["location"])
    if back.status_code == 302:
        back = client.get(back.url)
    assert back.status_code in (200, 401) and client.get(reverse("account")).status_code == 302


def test_another_person_s_number_is_refused(citizen, people):
    people["colleague"].national_number = OTHER
    people["colleague"].save()
    client = Client()
    answer = come_in(client, citizen())
    assert answer.status_code == 403 and client.get(reverse("account")).status_code == 302
    people["colleague"].refresh_from_db()
    assert people["colleague"].national_number == OTHER and not SocialAccount.objects.exists()


def test_a_second_identity_does_not_take_over_an_account(citizen):
    come_in(Client(), citizen())
    client = Client()
    answer = come_in(client, citizen("bedrieger"))
    assert answer.status_code == 403 and client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize("number", ["", "12", "geen", None])
def test_a_number_that_is_none_is_not_kept(citizen, people, number):
    assert come_in(Client(), citizen(egovNRN=number)).status_code == 302
    people["colleague"].refresh_from_db()
    assert people["colleague"].national_number == ""


def test_the_claim_is_the_operator_s_choice(citizen, people, settings):
    settings.NATIONAL_NUMBER_CLAIM = "rrn"
    come_in(Client(), citizen(rrn=".".join(("90", "01", "01-001", "97"))))
    people["colleague"].refresh_from_db()
    assert people["colleague"].national_number == OTHER


def _invited(client: Client) -> str:
    client.post(reverse("manage_members"), NEW)
    return mail.outbox[-1].body.split("http://testserver")[1].split()[0]


def test_an_invitation_is_accepted_with_the_government_identity(citizen, as_):
    link = _invited(as_("owner"))
    client = Client()
    assert "government" in client.get(link).content.decode()
    to = client.post(link + "government/")
    assert to.url == reverse("government_login")
    answer = come_in(
        client, citizen(email="prive@example.org", email_verified=False, name="Naam Uit Register")
    )
    assert answer.status_code == 302
    user = User.objects.get(email="nieuw@example.org")
    assert (user.name, user.national_number) == (
        "Naam Uit Register",
        NUMBER,
    ) and not user.has_usable_password()
    assert client.get(reverse("account")).status_code == 200 and Invitation.objects.get().accepted
    assert events()[-3:] == ["member.join", "account.linked", "account.login"]
    assert come_in(Client(), "burger").status_code == 302


def test_an_invitation_waiting_in_the_session_serves_nobody_else(citizen, as_, people):
    """Who has an account already comes in with that; the invitation stays open."""
    link = _invited(as_("owner"))
    client = Client()
    client.post(link + "government/")
    assert come_in(client, citizen()).status_code == 302
    assert client.get(reverse("account")).wsgi_request.user == people["colleague"]
    assert Invitation.objects.get().accepted is None


def test_one_links_the_own_account_after_confirming(citizen, fresh, people):
    client = fresh("reader")
    page = client.post(reverse("government_connect"))
    assert page.status_code == 200
    answer = come_in(client, citizen(), reverse("government_connect_go"))
    assert answer.url == reverse("account")
    assert SocialAccount.objects.get().user == people["reader"] and "account.linked" in events()
    assert client.get(reverse("government_connect_go")).status_code == 404
    other = Client()
    come_in(other, "burger")
    assert other.get(reverse("account")).wsgi_request.user == people["reader"]


def test_another_site_cannot_send_one_there_unasked(configured):
    answer = Client().get(reverse("government_login"), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200 and answer.templates[0].name == "socialaccount/login.html"


def test_it_counts_as_the_second_factor(citizen, settings, people):
    settings.SECOND_FACTOR_ROLES = ("worker",)
    client = Client()
    come_in(client, citizen())
    assert client.get(reverse("account")).status_code == 200
    by_password = Client()
    sign_in(by_password, "colleague")
    assert by_password.get(reverse("account")).url == reverse("mfa_index")


def test_a_provider_that_is_away_is_told_plainly(settings):
    settings.SOCIALACCOUNT_PROVIDERS = _apps("http://127.0.0.1:9")
    answer = Client().get(reverse("government_login"))
    assert answer.status_code == 401 and "<h1" in answer.content.decode()


def test_without_a_provider_there_is_nothing():
    assert Client().get(reverse("government_login")).status_code == 404
    assert Client().get(reverse("openid_connect_callback", args=["government"])).status_code == 404
    assert "government" not in Client().get(reverse("account_login")).content.decode()


def test_the_sign_in_page_offers_it(configured):
    page = Client().get(reverse("account_login"), {"next": "/account/"}).content.decode()
    assert f'href="{reverse("government_login")}?next=/account/"' in page and "Overheid" in page


def test_nobody_is_led_away_by_it(citizen):
    answer = come_in(Client(), citizen(), reverse("government_login") + "?next=https://evil.example/")
    assert answer.url == reverse("home")


def test_the_operator_configures_it_by_the_environment(monkeypatch):
    import runpy

    from knipperlicht.web import account_settings

    for name, value in {
        "ISSUER": "https://fas.example/",
        "CLIENT_ID": "wij",
        "CLIENT_SECRET": "s",
        "SCOPES": "egovnrn",
    }.items():
        monkeypatch.setenv(f"KNIPPERLICHT_OIDC_{name}", value)
    app = runpy.run_path(account_settings.__file__)["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"][0]
    assert app["settings"]["scope"] == ["openid", "profile", "email", "egovnrn"]
    assert app["settings"]["server_url"] == "https://fas.example" and json.dumps(app)
