"""Whatever somebody writes in an address or a form gets a sentence, never a fault: on both databases."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.web.samples import sample_arguments
from tests.web.test_every_url import OURS, rule_of

pytestmark = [pytest.mark.usefixtures("site"), pytest.mark.django_db, pytest.mark.databases]

HOSTILE = {
    "nul": "a%00b",
    "not utf-8": "%ff%fe%ed%a0%80",
    "a number too long": "9" * 5000,
    "markup": quote("<script>alert(1)</script>'\";--"),
    "new lines": "/a%0d%0aSet-Cookie:%20x=1",
}
PERSONAS = {"owner": frozenset(), "operator": {"operate", "members"}, "overseer": {"audit", "audit_all"}}
NAMES = (
    "q",
    "page",
    "offset",
    "view",
    "organisation",
    "kind",
    "status",
    "building",
    "next",
    "row",
    "all",
    "x",
)
"""Parameters that pages read by themselves, beside their forms; and one that none does."""


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_parameter_makes_a_page_fail(as_, people, settings, kind):
    failed, query = [], "&".join(f"{name}={HOSTILE[kind]}" for name in NAMES)
    for persona, rights in PERSONAS.items():
        client = as_(persona)
        client.raise_request_exception = False
        for name in OURS:
            rule = rule_of(name)
            if rights and not rule.rights & rights:
                continue
            url = reverse(name, args=sample_arguments(name, settings.DATA, people))
            if client.get(url, QUERY_STRING=query).status_code >= 500:
                failed.append((persona, name))
    assert failed == []


@pytest.mark.parametrize(
    ("persona", "url", "status"),
    [
        ("owner", "/log/?until=9999-12-31", 400),
        ("owner", "/log/?since=0001-01-01", 400),
        ("owner", f"/log/?organisation={'9' * 30}", 200),
        ("owner", "/log/?%00=1", 400),
        ("auditor", "/dossier/a%00b/", 400),
        ("owner", f"/map/area/?drawn={'[' * 3000}", 302),
        ("owner", "/map/area/?drawn=[[NaN,1],[2,Infinity],[3,4]]", 302),
        ("owner", "/list/?area=nan,nan%201,1%202,2", 400),
        ("owner", "/list/?changed_since=9999-12-31", 200),
        ("owner", "/list/?sort=name&" + "&".join(f"row={n}" for n in range(1200)), 400),
        ("owner", f"/search/?q={'a' * 10_000}", 200),
        ("owner", f"/dossier/{'9' * 5000}/", 400),
        ("owner", f"/contests/{'9' * 30}/", 404),
        ("owner", f"/contests/{'9' * 5000}/", 404),
        ("owner", f"/views/{'9' * 30}/", 404),
        ("owner", f"/samples/{'9' * 30}/", 404),
        ("owner", f"/exports/{'9' * 30}/download/", 404),
        ("owner", f"/watch-lists/{'9' * 30}/", 404),
        ("owner", f"/manage/organisations/{'9' * 30}/members/", 404),
        ("owner", f"/manage/members/{'9' * 30}/role/", 404),
        ("operator", f"/manage/organisations/{'9' * 30}/members/", 404),
        ("operator", f"/manage/jobs/{'9' * 30}/", 404),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_address_gets_its_answer(as_, persona, url, status):
    client = as_(persona, confirmed=True)
    client.raise_request_exception = False
    path, _, query = url.partition("?")
    answer = client.get(path.replace("%00", "\x00"), QUERY_STRING=query)
    assert answer.status_code == status
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("/work/act-for/", {"organisation": "²"}),
        ("/work/act-for/", {"organisation": "9" * 5000}),
        ("/work/{huge}/resume/", {}),
        ("/account/sessions/", {"session": "²"}),
        ("/account/sessions/", {"session": "9" * 30}),
        ("/account/sessions/", {"session": "9" * 5000}),
        ("/list/bulk/?sort=name", {"do": "watch\x00", "row": ["1\x00", "9" * 30]}),
        ("/list/bulk/?sort=name", {"do": "watch", "row": [str(n) for n in range(900)]}),
        ("/list/bulk/?sort=name", {"do": "watch", "row": [str(n) for n in range(10_000)]}),
        ("/account/theme/", {"theme": "\x00", "next": "/a\r\nSet-Cookie: x=1"}),
        ("/language/setlang/", {"language": "\x00", "next": "/a\r\nSet-Cookie: x=1"}),
        ("/watch-lists/new/", {"name": "a\x00b", "day": "0001-01-01"}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_form_gets_its_answer(as_, url, form):
    client = as_("owner")
    client.raise_request_exception = False
    answer = client.post(url.replace("{huge}", "9" * 30), form)
    assert answer.status_code < 500
