"""Second factors: setting up, being asked, being obliged."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from tests.web.account.conftest import code_of, events, sign_in

pytestmark = pytest.mark.usefixtures("site", "people")
OBLIGED = ("manager", "auditor", "operator")


def test_an_app_is_set_up_by_scanning_and_typing_its_code(fresh, monkeypatch):
    client = fresh("colleague")
    page = client.get(reverse("mfa_activate_totp"))
    html = page.content.decode()
    secret = page.context["form"].secret
    assert re.search(r'<img src="data:image/svg\+xml;base64,[\w+/=]+"', html) and secret in html
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.context["form"].errors["code"] and not Authenticator.objects.exists()
    monkeypatch.setattr(transaction, "on_commit", lambda act: act())  # a test never commits
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    codes = client.get(done.url)
    assert (
        len(codes.context["unused_codes"]) == 10
        and codes.context["unused_codes"][0] in codes.content.decode()
    )
    assert events(event="account.factor_added") and [m.to for m in mail.outbox] == [["colleague@example.org"]]


def test_the_secret_is_sealed_in_the_database(with_app):
    secret = with_app("colleague")
    assert secret not in str(Authenticator.objects.get().data)


def test_who_has_one_is_asked_for_it(with_app):
    secret = with_app("colleague")
    client = Client()
    assert sign_in(client, "colleague", next=reverse("account")).url == reverse("mfa_authenticate")
    assert client.get(reverse("account")).status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.context["form"].errors["code"]
    assert Entry.objects.get(event="account.login_failed").detail["reason"] == "second factor"
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).url == reverse("account")
    assert Entry.objects.get(event="account.login").detail["by"] == ["password", "totp"]


def test_a_code_works_once(with_app):
    secret = with_app("colleague")
    code = code_of(secret)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, "colleague")
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_a_code_of_an_hour_ago_is_refused(with_app):
    secret = with_app("colleague")
    client = Client()
    sign_in(client, "colleague")
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret, steps=-120)}).status_code == 200


def test_guessing_codes_is_refused_after_five(with_app):
    secret = with_app("colleague")
    client = Client()
    sign_in(client, "colleague")
    for _n in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert answer.status_code == 200 and answer.context["form"].errors


def test_a_recovery_code_lets_in_once(with_app, people):
    with_app("colleague")
    code = RecoveryCodes.activate(people["colleague"]).get_unused_codes()[0]
    for expected in (302, 200):
        client = Client()
        sign_in(client, "colleague")
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_codes_are_saved_as_a_file_and_made_anew(with_app, people):
    secret = with_app("colleague")
    old = RecoveryCodes.activate(people["colleague"]).get_unused_codes()
    client = Client()
    sign_in(client, "colleague")
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert "attachment" in file["Content-Disposition"] and old[0] in file.content.decode()
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    client.post(reverse("mfa_generate_recovery_codes"))
    assert not set(old) & set(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"])


def test_removing_it_asks_to_confirm_and_is_logged(with_app, as_, people):
    with_app("colleague")
    client = as_("colleague")
    asked = client.get(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    back = client.post(asked.url, {"password": "een lang wachtwoord voor proeven"})
    assert back.url == reverse("mfa_deactivate_totp")
    assert client.get(back.url).status_code == 200
    assert client.post(back.url).url == reverse("mfa_index")
    assert not Authenticator.objects.exists()
    assert {"account.confirm", "account.factor_removed"} <= set(events())


@pytest.mark.parametrize("persona", ["owner", "auditor", "overseer", "operator"])
def test_who_must_have_one_sets_it_up_before_anything_else(as_, settings, persona):
    settings.SECOND_FACTOR_ROLES = OBLIGED
    client = as_(persona)
    for name in ("home", "account", "manage"):
        assert client.get(reverse(name)).url == reverse("mfa_index")
    page = client.get(reverse("mfa_index"), headers={"accept-language": "en"})
    assert page.status_code == 200
    for name in ("account_logout", "account_change_password", "account_reauthenticate"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_a_fragment_and_a_program_are_told_so(as_, settings):
    settings.SECOND_FACTOR_ROLES = OBLIGED
    client = as_("owner")
    fragment = client.get(reverse("home"), headers={"HX-Request": "true"})
    assert fragment.status_code == 204 and fragment["HX-Redirect"] == reverse("mfa_index")
    program = client.get(reverse("home"), headers={"Accept": "application/json"})
    assert program.status_code == 403 and program.json()["error"]


def test_with_one_everything_opens(as_, settings, with_app):
    settings.SECOND_FACTOR_ROLES = OBLIGED
    with_app("owner")
    assert as_("owner").get(reverse("account")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(as_, settings, people):
    settings.SECOND_FACTOR_ROLES = OBLIGED
    RecoveryCodes.activate(people["owner"])
    assert as_("owner").get(reverse("account")).url == reverse("mfa_index")


def test_other_roles_are_not_obliged_unless_their_organisation_says_so(as_, settings, organisations):
    settings.SECOND_FACTOR_ROLES = OBLIGED
    client = as_("colleague")
    assert client.get(reverse("account")).status_code == 200
    organisations["Stad Kortrijk"].require_second_factor = True
    organisations["Stad Kortrijk"].save()
    assert client.get(reverse("account")).url == reverse("mfa_index")
    assert as_("stranger").get(reverse("account")).status_code == 200


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, OBLIGED),
        ({"KNIPPERLICHT_DEMO": "1"}, ()),
        ({"KNIPPERLICHT_SECOND_FACTOR": "nobody"}, ()),
        ({"KNIPPERLICHT_SECOND_FACTOR": "everyone"}, ("reader", "worker", "analyst", *OBLIGED)),
    ],
)
def test_the_operator_decides_who_is_obliged(monkeypatch, variables, expected):
    import runpy

    from knipperlicht.web import account_settings

    monkeypatch.delenv("KNIPPERLICHT_DEMO", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert runpy.run_path(account_settings.__file__)["SECOND_FACTOR_ROLES"] == expected
