"""Words that a newcomer would not know are explained beside them, on the pages where they are met."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.utils import translation

from knipperlicht.bridge import lists
from knipperlicht.bridge.served import serving
from knipperlicht.cases.organisations.service import actor
from knipperlicht.cases.worklists.models import Outcome
from knipperlicht.cases.worklists.service import draw, record_outcome
from knipperlicht.core.numbers import format_number
from knipperlicht.web.dossier.words import subscores
from knipperlicht.web.terms import TERMS

pytestmark = pytest.mark.usefixtures("site")

FILTER = "place_of sector main_activity indicator silent score band confidence changed"
WANTED: dict[tuple[str, str], str] = {
    ("colleague", "/"): "work contest watch_or_action",
    ("colleague", "/work/"): "work",
    ("colleague", "/search/?q={name}"): "band territory",
    ("colleague", "/dossier/{number}/"): "score band confidence indicator points contest",
    ("colleague", "/list/"): f"territory sample {FILTER}",
    ("colleague", "/list/?sort=-score&column=name&column=inactiviteit"): f"{FILTER} subscore",
    ("colleague", "/list/bulk/?sort=-score&do=action&row={digits}"): "watch_or_action",
    ("colleague", "/list/sample/?sort=-score"): "sample",
    ("colleague", "/list/export/?sort=-score"): "ftm",
    ("colleague", "/samples/"): "sample",
    ("colleague", "/samples/{sample}/"): "sample seed true_share",
    ("colleague", "/watch-lists/"): "watch_or_action",
    ("colleague", "/watch-lists/new/"): "watch_or_action",
    ("colleague", "/map/"): "map_point",
    ("reader", "/how-it-works/score-card/"): "weight_class cap gate band",
    ("reader", "/how-it-works/indicators/"): "subscore half_life",
    ("reader", "/how-it-works/sources/"): "extract",
    ("auditor", "/log/"): "log_kind chain",
    ("owner", "/manage/members/"): "role",
    ("operator", "/manage/organisations/"): "territory",
    ("operator", "/manage/organisations/new/"): "territory",
    ("operator", "/manage/thresholds/"): "threshold score_card",
    ("operator", "/manage/"): "snapshot extract job anchor",
    ("operator", "/manage/jobs/"): "job",
}
"""Who opens which page -> the words explained on it."""
HELP = re.compile(
    r'<details class="help"><summary aria-label="([^"]+)">.*?<div class="help-text"><p>(.*?)</p>', re.DOTALL
)


def helps(page: str) -> set[str]:
    """The explanations on a page, as people read them."""
    return {unescape(text) for _name, text in HELP.findall(page)}


@pytest.fixture
def known(people, settings) -> dict[str, object]:
    """A dossier of Kortrijk, and a sample with one outcome."""
    who = actor(people["colleague"], None)
    with serving(settings.DATA) as reader:
        row = reader.rows("SELECT enterprise, name FROM score WHERE nis = '34022' AND length(name) > 8 ORDER BY score DESC LIMIT 1")[0]  # fmt: skip
        sample = draw(who, asked=lists.ListFilter(), share=10.0, flags_only=False, work=None, seed="vast")
    first = sample.items.first()
    record_outcome(who, sample, number=first.number, outcome=Outcome.INNOCENT, work=None)
    number = row["enterprise"]
    return {
        "number": format_number(number), "digits": f"{number:010d}", "name": row["name"], "sample": sample.pk,
    }  # fmt: skip


@pytest.mark.parametrize(("persona", "path"), WANTED, ids=lambda part: part.strip("/") or "start")
def test_the_words_of_a_page_are_explained_on_it(as_, known, monkeypatch, persona, path):
    monkeypatch.setattr("knipperlicht.web.account.confirm.recently", lambda request: True)
    for language in ("nl", "fr", "en"):
        client = as_(persona)
        client.cookies["django_language"] = language
        answer = client.get(path.format_map(known), follow=True)
        assert answer.status_code == 200
        shown = helps(answer.content.decode())
        with translation.override(language):
            absent = [code for code in WANTED[persona, path].split() if str(TERMS[code].text) not in shown]
        assert absent == [], language


def test_every_word_is_explained_somewhere():
    assert set(TERMS) == {code for codes in WANTED.values() for code in codes.split()}


def test_heads_of_a_list_are_explained_each_word_once(as_):
    columns = "&column=".join(("name", "confidence", "inactiviteit", "misbruiksignalen"))
    answer = as_("colleague").get(f"/list/?sort=-score&column={columns}")
    assert [(word["label"], word["term"]) for word in answer.context["words"]] == [
        ("Zekerheid", "confidence"),
        ("Inactiviteit", "subscore"),
    ]
    with translation.override("nl"):
        assert str(TERMS["subscore"].text) in helps(answer.content.decode())


def test_the_three_parts_of_a_score_are_explained(as_, known):
    page = as_("colleague").get(f"/dossier/{known['number']}/").content.decode()
    with translation.override("nl"):
        assert {text for _name, text in subscores().values()} <= helps(page)


def test_no_help_stands_where_a_press_means_something_else(as_, known):
    """A `?` inside a label would tick the box, inside a link or a button it could not be reached."""
    for path in ("/list/?sort=-score", f"/dossier/{known['number']}/", "/list/export/?sort=-score"):
        page = as_("colleague").get(path).content.decode()
        for outer in ("label", "a", "button", "legend"):
            inside = re.findall(rf"<{outer}\b[^>]*>(?:(?!</{outer}>).)*?<details", page, re.DOTALL)
            assert inside == [], (path, outer)
