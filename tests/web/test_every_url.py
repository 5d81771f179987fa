"""Tests about pages: every address has a rule at its door, and the rule holds for every persona."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from knipperlicht.cases.organisations.roles import Kind, rights_of
from knipperlicht.web.access import Rule
from tests.web.conftest import PERSONAS, ROLES
from tests.web.samples import NOT_OURS, sample_arguments

pytestmark = pytest.mark.usefixtures("site")


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


OURS = sorted({p.name for p in patterns() if p.name and p.name not in NOT_OURS})


def rule_of(name: str) -> Rule:
    return next(p.callback.access for p in patterns() if p.name == name)


def test_every_address_has_a_name_and_a_rule():
    assert [str(p.pattern) for p in patterns() if not p.name] == []
    assert [p.name for p in patterns() if p.name not in NOT_OURS and not hasattr(p.callback, "access")] == []


def test_no_exemption_is_stale():
    known = {p.name for p in patterns()}
    assert sorted(set(NOT_OURS) - known) == []
    assert [n for n in NOT_OURS for p in patterns() if p.name == n and hasattr(p.callback, "access")] == []


@pytest.mark.parametrize("name", OURS)
def test_the_rule_at_the_door_holds(as_, people, settings, name):
    """For every persona, by GET and by POST: nobody gets in who may not, and nobody sees a fault."""
    rule = rule_of(name)
    url = reverse(name, args=sample_arguments(name, settings.DATA, people))
    for persona in (*PERSONAS, "auditor", "overseer", "operator"):
        client = as_(persona)
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code < 500, persona
            if not rule.signed_in:
                continue
            if persona == "anonymous":
                assert (
                    answer.status_code == 401
                    if rule.json
                    else answer.url.startswith(reverse("account_login"))
                ), persona
            elif rule.rights and not rule.rights & _rights(persona):
                assert answer.status_code == 403, persona


@pytest.mark.parametrize("name", [n for n in OURS if rule_of(n).purpose])
def test_nothing_is_shown_before_a_purpose_is_chosen(as_, people, settings, name):
    url = reverse(name, args=sample_arguments(name, settings.DATA, people))
    answer = as_("owner", work=False).get(url)
    assert answer.status_code == 428 if rule_of(name).json else answer.url.startswith(reverse("work"))


@pytest.mark.parametrize("name", OURS)
def test_a_form_from_elsewhere_is_refused(as_, people, settings, name):
    """Whatever answers POST with anything but 405 asks for the token."""
    url = reverse(name, args=sample_arguments(name, settings.DATA, people))
    client = as_("owner")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(url, {"x": "y"}).status_code in (403, 405)


def _rights(persona: str) -> frozenset[str]:
    kinds = {"Toezicht": Kind.OVERSIGHT, "Beheer": Kind.OPERATOR, "ARIEC West-Vlaanderen": Kind.ARIEC}
    organisation, role = ROLES[persona]
    return rights_of(role, kinds.get(organisation, Kind.MUNICIPALITY))
