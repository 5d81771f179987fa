"""One's own account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.audit.service import log
from knipperlicht.cases.organisations.roles import Right
from knipperlicht.cases.organisations.service import actor
from knipperlicht.web.account.browsers import browser
from tests.web.account.conftest import events
from tests.web.conftest import PERSONAS

pytestmark = pytest.mark.usefixtures("site", "people")
OWN = (
    "account",
    "account_sessions",
    "account_log",
    "mfa_index",
    "mfa_list_webauthn",
    "account_change_password",
)


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("persona", [*PERSONAS, "auditor", "overseer", "operator", "analyst"])
def test_everyone_has_their_own_and_the_anonymous_none(as_, persona, name):
    answer = as_(persona).get(reverse(name))
    if persona == "anonymous":
        assert answer.url == f"{reverse('account_login')}?next={reverse(name)}"
    else:
        assert answer.status_code == 200


def test_the_name_is_changed_and_logged(as_, people):
    assert as_("colleague").post(reverse("account"), {"name": "Anders Genoemd"}).url == reverse("account")
    people["colleague"].refresh_from_db()
    assert people["colleague"].name == "Anders Genoemd" and "account.change" in events()


@pytest.mark.parametrize("name", ["", " ", "x", "y" * 121])
def test_a_bad_name_is_refused(as_, people, name):
    assert as_("colleague").post(reverse("account"), {"name": name}).context["form"].errors
    people["colleague"].refresh_from_db()
    assert people["colleague"].name == "Colleague Voorbeeld"


def test_the_language_changes_at_once_and_stays(as_, people):
    client = as_("colleague")
    answer = client.post(reverse("account_language"), {"language": "fr", "next": reverse("account")})
    assert answer.url == reverse("account")
    assert '<html lang="fr"' in client.get(reverse("account")).content.decode()
    assert '<html lang="fr"' in as_("colleague").get(reverse("account")).content.decode()
    people["colleague"].refresh_from_db()
    assert people["colleague"].language == "fr"


def test_a_visitor_chooses_a_language_too():
    client = Client()
    client.post(reverse("account_language"), {"language": "en", "next": reverse("account_login")})
    assert '<html lang="en"' in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("value", ["de", "", "../nl"])
def test_an_unknown_language_changes_nothing(as_, people, value):
    as_("colleague").post(reverse("account_language"), {"language": value})
    people["colleague"].refresh_from_db()
    assert people["colleague"].language == "nl"


@pytest.mark.parametrize(
    ("value", "kept"), [("dark", "dark"), ("light", "light"), ("", "auto"), ("auto", "auto")]
)
def test_the_appearance_is_kept(as_, people, value, kept):
    client = as_("colleague")
    client.post(reverse("account_theme"), {"theme": value})
    people["colleague"].refresh_from_db()
    assert people["colleague"].theme == kept
    assert (f'data-theme="{kept}"' in client.get(reverse("account")).content.decode()) == (kept != "auto")


def test_an_unknown_appearance_changes_nothing(as_, people):
    as_("colleague").post(reverse("account_theme"), {"theme": "neon"})
    people["colleague"].refresh_from_db()
    assert people["colleague"].theme == "auto"


@pytest.mark.parametrize("name", ["account_theme", "account_language"])
def test_choices_are_posts_and_lead_nobody_away(as_, name):
    client = as_("colleague")
    assert client.get(reverse(name)).status_code == 405
    answer = client.post(reverse(name), {"theme": "dark", "language": "nl", "next": "//evil.example/"})
    assert answer.url == reverse("account")


def test_the_role_is_told_in_words(as_):
    (held,) = as_("reader").get(reverse("account")).context["roles"]
    assert len(held["may"]) == 1 and len(held["may_not"]) == len(Right) - 1


def test_ones_own_log_holds_ones_own_thirty_days_only(as_, people):
    log(actor(people["stranger"], None), "search.run", subject="van een ander")
    log(actor(people["colleague"], None), "search.run", subject="van mij")
    page = as_("colleague").get(reverse("account_log")).content.decode()
    assert "van mij" in page and "van een ander" not in page


def test_the_log_stops_after_thirty_days(as_, people, monkeypatch):
    from knipperlicht.web.account import views

    log(actor(people["colleague"], None), "search.run", subject="lang geleden")
    monkeypatch.setattr(views, "LOG_DAYS", timedelta(0))
    assert "lang geleden" not in as_("colleague").get(reverse("account_log")).content.decode()


def test_the_national_number_is_nowhere_on_ones_pages(as_, people):
    people["colleague"].national_number = "85073003328"
    people["colleague"].save()
    client = as_("colleague")
    for name in OWN:
        assert "85073003328" not in client.get(reverse(name)).content.decode()
    log(actor(people["colleague"], None), "search.run")
    assert Entry.objects.order_by("number").last().actor_identifier == "85073003328"


def test_who_belongs_nowhere_is_told_what_to_do(as_, people):
    people["colleague"].memberships.all().delete()
    page = as_("colleague").get(reverse("account"), headers={"accept-language": "en"})
    assert page.status_code == 200 and page.context["roles"] == []


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1",
            "Safari, iPhone",
        ),
    ],
)
def test_a_browser_is_named(agent, words):
    assert browser(agent) == words


def test_an_unknown_browser_is_not_shown_as_it_names_itself(as_):
    assert "<script>" not in browser("<script>")
