"""Searching: results, suggestions, numbers, the territory, and what the log keeps of it."""

from __future__ import annotations

import pytest

from knipperlicht.bridge import register
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.core.numbers import format_number

pytestmark = pytest.mark.usefixtures("site")


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def known(site, settings):
    """A scored legal person of Kortrijk, one of Brugge only, a sole trader, with names that a search finds."""
    with serving(settings.DATA) as reader:

        def one(sql: str):
            row = reader.rows(f"{sql} LIMIT 1")[0]
            return format_number(row["n"]), row["name"]

        return {
            "inside": one(
                "SELECT enterprise AS n, name FROM score WHERE nis = '34022' AND length(name) > 8 ORDER BY score DESC, 1"
            ),
            "outside": one(
                "SELECT enterprise AS n, name FROM score WHERE nis = '31005' AND length(name) > 8 AND enterprise NOT IN "
                "(SELECT enterprise FROM address WHERE nis = '34022') AND enterprise NOT IN "
                "(SELECT enterprise FROM address_past WHERE nis = '34022') ORDER BY score DESC, 1"
            ),
            "sole": one(
                "SELECT e.enterprise AS n, name.name FROM enterprise e JOIN name ON name.entity = e.enterprise "
                "WHERE e.type_of_enterprise = '1' AND length(name.name) > 8 ORDER BY 1"
            ),
        }


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 200), ("anonymous", 302)],
)
def test_searching(as_, known, persona, status):
    assert as_(persona).get("/search/", {"q": known["inside"][1]}).status_code == status


def test_a_name_is_found_and_the_search_is_logged_once_per_text(as_, known):
    number, name = known["inside"]
    client = as_("colleague")
    for page in ("1", "2", "1"):
        answer = client.get("/search/", {"q": name, "page": page})
    assert number in [result.number for result in answer.context["results"]]
    row = Entry.objects.get(event="search.run")
    assert row.subject == name and row.detail["found"] >= 1 and row.reference == "proef 1"
    client.get("/search/", {"q": name + " x"})
    assert Entry.objects.filter(event="search.run").count() == 2


@pytest.mark.parametrize("written", ["{0}", "BE {0}", "be{1}", " {1} ", "{2}"])
def test_a_number_in_any_writing_leads_straight_to_its_dossier(as_, known, written):
    number = known["inside"][0]
    digits = number.replace(".", "")
    text = written.format(number, digits, f"{digits[:4]} {digits[4:7]} {digits[7:]}")
    answer = as_("colleague").get("/search/", {"q": text})
    assert answer.status_code == 302 and answer.url == f"/dossier/{number}/"
    assert Entry.objects.get(event="search.run").detail == {"found": 1}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("typed", ["0123.456.788", "0999.999.922", "12345678"])
def test_a_number_that_leads_nowhere_gets_one_sentence(as_, typed, language):
    client = as_("colleague")
    client.cookies["django_language"] = language
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 200 and typed in answer.context["sentence"]


def test_outside_the_territory_is_marked_and_shows_no_band(as_, known):
    number, name = known["outside"]
    results = {r.number: r for r in as_("colleague").get("/search/", {"q": name}).context["results"]}
    assert results[number].outside and results[number].band == ""
    results = {r.number: r for r in as_("stranger").get("/search/", {"q": name}).context["results"]}
    assert not results[number].outside and results[number].band
    kept = as_("colleague").get("/search/", {"q": name, "mine": "1"}).context["results"]
    assert number not in [result.number for result in kept]


def test_the_own_territory_comes_first_and_else_the_order_stays(as_, settings):
    def order(persona: str, **more: str) -> list[str]:
        pages = [as_(persona).get("/search/", {"q": "bakkerij", "page": n, **more}) for n in range(1, 11)]
        return list(dict.fromkeys(r.number for page in pages for r in page.context["results"]))

    with serving(settings.DATA):
        plain = [format_number(found.number) for found in register.search("bakkerij", limit=200)]
        scope = frozenset({"34022"})
        own = {format_number(found.number) for found in register.search("bakkerij", limit=200, nis=scope)}
    first, rest = [n for n in plain if n in own], [n for n in plain if n not in own]
    assert first and rest and plain != first + rest
    assert order("colleague") == first + rest
    assert as_("colleague").get("/search/", {"q": "bakkerij"}).context["own_first"]
    kept = as_("colleague").get("/search/", {"q": "bakkerij", "mine": "1"})
    assert not kept.context["own_first"] and {r.number for r in kept.context["results"]} <= own


def test_the_own_territory_first_adds_no_name_that_only_looks_alike(as_, settings):
    """Asked for alone, a territory without the name gives names like it; none of those may come before the real one."""
    with serving(settings.DATA) as reader:
        words = reader.rows("SELECT DISTINCT split_part(name, ' ', 1) AS word FROM score WHERE length(word) > 6 ORDER BY 1")  # fmt: skip
        for word in (row["word"] for row in words):
            plain = {format_number(found.number) for found in register.search(word, limit=200)}
            own = {format_number(f.number) for f in register.search(word, limit=200, nis={"34022"})}
            if own - plain:
                break
    assert own - plain, "no word has a likeness in Kortrijk only"
    assert {r.number for r in as_("colleague").get("/search/", {"q": word}).context["results"]} <= plain


def test_a_sole_trader_carries_no_band_anywhere(as_, known):
    number, name = known["sole"]
    answer = as_("analyst").get("/search/", {"q": name})
    found = next(result for result in answer.context["results"] if result.number == number)
    assert found.natural and found.band == ""


def test_without_numbers_no_band_is_shown(as_, known, settings):
    settings.FLAGS_ONLY = True
    answer = as_("analyst").get("/search/", {"q": known["inside"][1]})
    assert answer.context["results"] and 'class="band' not in text_of(answer)


def test_suggestions_carry_no_score_and_are_not_logged(as_, known):
    number, name = known["inside"]
    answer = as_("colleague").get("/search/suggest/", {"q": name[:6]}, HTTP_HX_REQUEST="true")
    shown = text_of(answer)
    assert 'role="option"' in shown and 'class="band' not in shown and "<html" not in shown
    assert not Entry.objects.filter(event="search.run").exists()
    assert f"/search/open/{number}/" in text_of(as_("colleague").get("/search/suggest/", {"q": name}))


def test_a_chosen_suggestion_is_logged_with_how_many_were_seen(as_, known):
    number, name = known["inside"]
    answer = as_("colleague").get(f"/search/open/{number}/", {"q": name})
    assert answer.status_code == 302 and answer.url == f"/dossier/{number}/"
    row = Entry.objects.get(event="search.run")
    assert row.detail["chosen"] == number and row.detail["suggested"] >= 1


def test_a_chosen_suggestion_that_is_no_number_leads_nowhere_else(as_):
    answer = as_("colleague").get("/search/open/evil.example/", {"q": "x"})
    assert answer.status_code == 302 and answer.url.startswith("/search/?q=")


def test_suggestions_name_the_territory_first(as_, known):
    name = known["outside"][1]
    groups = as_("colleague").get("/search/suggest/", {"q": name}).context["groups"]
    assert [len(group["options"]) > 0 for group in groups] and len(groups) <= 2
    assert sum(len(group["options"]) for group in groups) <= 8


def test_before_a_purpose_only_the_way_to_choose_one(as_, known):
    client = as_("colleague", work=False)
    shown = text_of(client.get("/search/suggest/", {"q": known["inside"][1]}))
    assert "/work/?next=" in shown and known["inside"][0] not in shown
    assert client.get("/search/", {"q": "x"}).url.startswith("/work/?next=")


def test_an_empty_box_shows_what_is_at_hand(as_, known):
    number, name = known["inside"]
    client = as_("colleague")
    client.get(f"/dossier/{number}/")
    assert client.get("/search/").context["recent"][0].name == name
    groups = client.get("/search/suggest/").context["groups"]
    assert [option["name"] for group in groups for option in group["options"]] == [name]


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "' OR 1=1 --", "x" * 5000, "+-*()", "🦊", "٠١٢٣٤٥٦٧٨٩"]
)
def test_odd_texts_are_only_texts(as_, typed):
    client = as_("colleague")
    for url in ("/search/", "/search/suggest/"):
        answer = client.get(url, {"q": typed})
        assert answer.status_code == 200 and "<script>alert" not in text_of(answer)


def test_suggestions_ask_the_database_little(as_, known, django_assert_max_num_queries):
    client = as_("colleague")
    with django_assert_max_num_queries(8) as seen:
        client.get("/search/suggest/", {"q": known["inside"][1][:5]})
    ours = [q["sql"] for q in seen.captured_queries if "dossiers_" in q["sql"] or "audit_entry" in q["sql"]]
    assert ours == []
