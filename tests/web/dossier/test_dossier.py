"""The dossier: who opens it, what it shows, what it never shows, what is logged."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string

from knipperlicht.bridge import register
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.dossiers.models import Recent
from tests.web.dossier.conftest import text_of

pytestmark = pytest.mark.usefixtures("site")
LANGUAGES = ("nl", "fr", "en")


def in_language(client, language: str):
    client.cookies["django_language"] = language
    return client


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 403), ("anonymous", 302)],
)
def test_opening(as_, numbers, persona, status):
    assert as_(persona).get(f"/dossier/{numbers.scored}/").status_code == status


def test_an_opened_dossier_is_logged_with_its_purpose_and_remembered(as_, numbers):
    as_("colleague").get(f"/dossier/{numbers.scored}/")
    row = Entry.objects.get(event="dossier.open")
    assert (row.subject, row.purpose, row.reference) == (numbers.scored, "permit", "proef 1")
    assert Recent.objects.get().name


def test_a_fragment_of_an_opened_dossier_is_not_logged_again(as_, numbers):
    client = as_("colleague")
    client.get(f"/dossier/{numbers.scored}/")
    assert client.get(f"/dossier/{numbers.scored}/timeline/", HTTP_HX_REQUEST="true").status_code == 200
    assert client.get(f"/dossier/{numbers.scored}/establishments/").status_code == 200
    assert Entry.objects.filter(event__startswith="dossier.").count() == 1


def test_only_the_last_fifty_stay(as_, numbers, people, organisations):
    from django.utils import timezone

    client = as_("colleague")
    for number in range(60):
        Recent.objects.create(
            user=people["colleague"], organisation=organisations["Stad Kortrijk"], enterprise=number, name="x", at=timezone.now()
        )  # fmt: skip
    client.get(f"/dossier/{numbers.scored}/")
    assert Recent.objects.count() == 50
    assert Recent.objects.first().enterprise > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_stands_with_its_rows_and_its_innocent_explanation(as_, numbers, settings, language):
    with serving(settings.DATA):
        explained = register.explain(numbers.scored, language=language)
    page = in_language(as_("colleague"), language).get(f"/dossier/{numbers.scored}/")
    said = page.context["signs"]
    assert [s.hit["indicator"] for s in said] == [
        h["indicator"] for h in explained["banner"] + explained["hits"]
    ]
    shown = text_of(page)
    for hit in explained["hits"]:
        assert f'id="{hit["indicator"]}"' in shown
        assert hit["evidence"][0]["field"].split()[0] in shown
    assert shown.count('class="hit-reading"') == len(said)


def test_the_waterfall_adds_up_to_the_score(as_, numbers):
    page = as_("colleague").get(f"/dossier/{numbers.scored}/")
    explained, total = page.context["e"], page.context["sum"]
    rows = total.drawing.rows
    parts = sum(round(row.points * 1000) for row in rows if row.kind not in ("total", "gate"))
    assert parts == round(total.total * 1000) == round(explained["total_points"] * 1000)
    assert [row.points for row in rows if row.kind == "total"] == [total.total]
    assert total.score == explained["score"]


def test_a_sole_trader_shows_facts_and_no_score_anywhere(as_, numbers):
    page = as_("owner").get(f"/dossier/{numbers.sole}/")
    shown = text_of(page)
    assert page.context["score"] is None and page.context["sum"] is None and not page.context["signs"]
    for mark in (
        'class="score-number"',
        'class="band',
        "waterfall",
        'class="hit',
        'id="why"',
        'id="nearby"',
        "dossier_place",
    ):
        assert mark not in shown, mark
    assert page.context["e"]["not_scored_reason"] in shown
    printed = text_of(as_("owner").get(f"/dossier/{numbers.sole}/print/"))
    assert 'class="score-number"' not in printed and 'class="band' not in printed


def test_who_left_the_register_shows_the_last_known_state(as_, numbers):
    page = as_("colleague").get(f"/dossier/{numbers.gone}/")
    assert page.status_code == 200 and page.context["gone"]
    assert page.context["e"]["not_scored_reason"] in text_of(page)
    assert 'class="score-number"' not in text_of(page)


def test_the_number_of_an_establishment_opens_its_enterprise_with_the_unit_in_view(as_, numbers):
    page = as_("colleague").get(f"/dossier/{numbers.unit}/")
    assert page.context["number"] == numbers.unit_owner and page.context["focus"]["number"] == numbers.unit
    assert numbers.unit in text_of(page)
    assert Entry.objects.get(event="dossier.open").detail == {"establishment": numbers.unit}


@pytest.mark.parametrize(("typed", "status"), [("0123.456.788", 400), ("abc", 400), ("0999.999.922", 404)])
def test_a_wrong_or_unknown_number_gives_one_sentence_in_three_languages(as_, typed, status):
    sentences = set()
    for language in LANGUAGES:
        answer = in_language(as_("colleague"), language).get(f"/dossier/{typed}/")
        assert answer.status_code == status
        sentences.add(answer.context["sentence"])
        assert typed in answer.context["sentence"] and "Traceback" not in text_of(answer)
    assert len(sentences) == 3


def test_flags_only_hides_every_number(as_, numbers, settings):
    settings.FLAGS_ONLY = True
    page = as_("colleague").get(f"/dossier/{numbers.scored}/")
    shown = text_of(page)
    assert page.context["signs"] and page.context["sum"] is None
    for mark in ('class="score-number"', 'class="band', 'class="waterfall"', 'class="subscore"'):
        assert mark not in shown, mark
    points = re.findall(r'<span class="hit-points">(.*?)</span>', shown, re.DOTALL)
    assert points and not any(re.search(r"\d", text) for text in points)


def test_the_address_of_the_page_is_its_permalink(as_, numbers):
    page = as_("colleague").get(f"/dossier/{numbers.scored}/", {"kind": "register"})
    assert f"http://testserver/dossier/{numbers.scored}/?kind=register" in text_of(page)
    assert {event["kind"] for year in page.context["years"] for event in year["events"]} == {"register"}


def test_html_in_a_name_is_only_text(as_, numbers, monkeypatch):
    hostile = '<script>alert(1)</script> & "Zonen" <img src=x onerror=alert(1)>'
    real = register.explain

    def explained(number, **kwargs):
        return real(number, **kwargs) | {"name": hostile}

    monkeypatch.setattr(register, "explain", explained)
    client = as_("colleague")
    for url in (
        f"/dossier/{numbers.scored}/",
        f"/dossier/{numbers.scored}/print/",
        f"/dossier/{numbers.scored}/contests/new/",
        "/search/",
        "/",
    ):
        shown = text_of(client.get(url))
        assert "<script>alert" not in shown and "onerror=alert(1)>" not in shown
        assert "&lt;script&gt;alert(1)" in shown, url


def test_html_in_a_suggestion_is_only_text():
    option = {"url": "/x", "name": "<b>Vet</b>", "detail": "<i>x</i>"}
    shown = render_to_string(
        "components/suggestions.html", {"query": "x", "groups": [{"label": "g", "options": [option]}]}
    )
    assert "<b>" not in shown and "&lt;b&gt;Vet" in shown


def test_the_database_is_asked_little(as_, numbers, django_assert_max_num_queries):
    client = as_("colleague")
    client.get(f"/dossier/{numbers.scored}/")
    with django_assert_max_num_queries(26):
        client.get(f"/dossier/{numbers.scored}/")


def test_no_page_without_a_purpose(as_, numbers):
    for part in (
        "",
        "print/",
        "timeline/",
        "establishments/",
        "place/?building=x",
        "watch/",
        "notes/",
        "contests/new/",
    ):
        answer = as_("owner", work=False).get(f"/dossier/{numbers.scored}/{part}")
        assert answer.status_code == 302 and answer.url.startswith("/work/?next="), part


def test_print_names_who_for_what_and_on_which_data(as_, numbers):
    page = as_("colleague").get(f"/dossier/{numbers.scored}/print/")
    shown = text_of(page)
    assert "Colleague Voorbeeld" in shown and "proef 1" in shown and page.context["e"]["snapshot"] in shown
    assert Entry.objects.filter(event="dossier.print", subject=numbers.scored).count() == 1


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 403), ("anonymous", 302)],
)
def test_printing(as_, numbers, persona, status):
    assert as_(persona).get(f"/dossier/{numbers.scored}/print/").status_code == status


def test_many_questions_with_one_reason_are_folded_and_few_are_not(as_, numbers):
    page = as_("colleague").get(f"/dossier/{numbers.scored}/")
    groups = page.context["unanswered"]
    folded = text_of(page).split('id="unanswered"')[1].split("</section>")[0].count("<details")
    assert folded == sum(len(group["questions"]) > 3 for group in groups) > 0
    assert min(len(group["questions"]) for group in groups) <= 3
