"""The list page: who may open it, what stands in it, what its address says."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict

from knipperlicht.cases.audit.models import Entry
from knipperlicht.web.lists.state import read_state
from tests.web.lists.conftest import BRUGGE, KORTRIJK

pytestmark = pytest.mark.usefixtures("site")
ALL = {"sort": "-score"}


def numbers_in(answer) -> set[int]:
    return {int(n) for n in re.findall(r'name="row" value="(\d+)"', answer.content.decode())}


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 200), ("anonymous", 302)],
)
@pytest.mark.parametrize("path", ["/list/", "/list/?sort=-score", "/list/facets/?sort=-score"])
def test_list_for_each_persona(as_, persona, status, path):
    assert as_(persona).get(path).status_code == status


def test_a_list_needs_a_purpose(as_):
    answer = as_("colleague", work=False).get("/list/?sort=-score")
    assert answer.status_code == 302 and answer.url.startswith("/work/")


def test_the_first_visit_offers_beginnings_and_lists_nobody(as_):
    answer = as_("colleague").get("/list/")
    assert "sort=-score" in answer.content.decode() and not numbers_in(answer)
    assert not Entry.objects.filter(event="list.open").exists()


def test_a_list_is_logged_with_its_filter_and_count(as_, in_scope):
    as_("colleague").get("/list/", ALL | {"band": "geen"})
    entry = Entry.objects.get(event="list.open")
    assert entry.detail["filter"] == "band=geen" and 0 < entry.detail["count"] <= len(in_scope(KORTRIJK))


def test_every_row_lies_in_the_territory_and_every_page_together_is_the_count(as_, in_scope):
    client, found, after = as_("colleague"), set(), 0
    expected = in_scope(KORTRIJK)
    assert expected and expected != in_scope(BRUGGE)
    while True:
        rows = numbers_in(client.get("/list/", ALL | {"after": after}))
        if rows <= found:
            break
        found |= rows
        after += 50
    assert found == expected


def test_a_stranger_asking_for_another_territory_gets_only_their_own(as_, in_scope):
    answer = as_("stranger").get("/list/", {"municipality": KORTRIJK, "sort": "name"})
    assert numbers_in(answer) <= in_scope(BRUGGE)


def test_bad_parameters_are_all_said_at_once_and_never_a_500(as_):
    answer = as_("colleague").get(
        "/list/",
        {
            "score_min": "veel",
            "street": "Kerkstraat",
            "foo": "1",
            "sort": "leeftijd",
            "after": "-5",
            "column": "geslacht",
        },
    )
    text = answer.content.decode()
    assert answer.status_code == 400
    assert all(said in text for said in ("veel", "foo", "leeftijd", "geslacht", "Kerkstraat", "-5"))
    assert not Entry.objects.filter(event="list.open").exists()


@pytest.mark.parametrize("value", ["9" * 30, "²", "1e9", "%00", "<script>alert(1)</script>"])
@pytest.mark.parametrize(
    "key", ["after", "view", "sort", "column", "band", "area", "postcode", "changed_since", "sample"]
)
def test_nothing_in_the_address_breaks_the_page(as_, key, value):
    answer = as_("colleague").get("/list/", {key: value})
    assert answer.status_code in (200, 302, 400)
    assert "<script>alert" not in answer.content.decode()


def test_the_address_is_the_filter(rf, acting, site):
    text = "municipality=34022&sector=56&indicator=recent_opgericht&band=geen&score_max=4&started_since=2010-01-01&column=name&column=score&sort=-started&after=50&view=3"
    request = rf.get(f"/list/?{text}")
    request.actor = acting("colleague")
    state = read_state(request)
    assert not state.errors and state.asked.scope == frozenset({KORTRIJK})
    again = read_state(request, QueryDict(state.query(after=50)))
    assert again == state
    assert QueryDict(state.query(after=50)).lists() is not None
    assert dict(QueryDict(state.query(after=50)).lists()) == dict(QueryDict(text).lists())


def test_empty_fields_of_the_form_leave_the_address(as_):
    answer = as_("colleague").get(
        "/list/", {"street": "", "band": "geen", "match": "all", "indicator": "recent_opgericht"}
    )
    assert answer.status_code == 302 and answer.url == "/list/?indicator_all=recent_opgericht&band=geen"


def test_columns_and_sort_are_as_asked(as_):
    text = as_("colleague").get("/list/", {"column": ["name", "form"], "sort": "name"}).content.decode()
    heads = re.findall(r'<th scope="col"[^>]*><a class="sort" href="[^"]*">([^<]+)<', text)
    assert [head.strip() for head in heads] == ["Naam", "Rechtsvorm"]
    assert 'aria-sort="ascending"' in text


def test_counts_of_a_facet_are_the_rows_of_its_link(as_):
    client = as_("colleague")
    text = client.get("/list/facets/?sort=name").content.decode()
    links = re.findall(r'href="([^"]+)"[^>]*>[^<]+</a> <span class="count">(\d+)<', text)
    assert len(links) > 5
    for url, count in links[:8]:
        client.get(url.replace("&amp;", "&"))
        assert Entry.objects.filter(event="list.open").first().detail["count"] == int(count)


def test_what_was_typed_stays_when_something_else_is_wrong(as_):
    text = as_("colleague").get("/list/", {"postcode": "8500", "band": "geen", "foo": "1"}).content.decode()
    assert 'name="postcode" value="8500"' in text
    assert re.search(r'name="band" value="geen" checked', text)


def test_flags_only_shows_and_asks_no_number(as_, settings):
    settings.FLAGS_ONLY = True
    client = as_("colleague")
    text = client.get("/list/", {"sort": "name"}).content.decode()
    assert "data-band" not in text and ">Score<" not in text
    assert "data-band" not in client.get("/list/facets/?sort=name").content.decode()
    for parameters in ({"score_min": "5"}, {"band": "hoog"}, {"sort": "-score"}, {"column": "score"}):
        assert client.get("/list/", parameters).status_code == 400


def test_an_empty_list_says_what_to_do(as_):
    text = as_("colleague").get("/list/", {"score_min": "10", "band": "geen"}).content.decode()
    assert 'class="empty"' in text


def test_few_queries_whatever_the_length(as_, django_assert_max_num_queries):
    client = as_("analyst")
    client.get("/list/", ALL)
    with django_assert_max_num_queries(12):
        assert client.get("/list/", ALL).status_code == 200


def test_on_a_phone_what_speaks_for_itself_stands_without_its_label(as_):
    page = as_("colleague").get("/list/?sort=name&column=name&column=number&column=municipality&column=hits")
    briefs = {cell["label"]: cell["brief"] for cell in page.context["rows"][0]["cells"]}
    assert sorted(briefs.values()) == ["", "", "beside", "beside"]
    assert page.content.decode().count('data-brief="beside"') == 2 * len(page.context["rows"])
