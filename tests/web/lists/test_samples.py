"""Random samples: repeatable, kept, and what they measure."""

from __future__ import annotations

import re
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knipperlicht.bridge.lists import ListFilter
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.worklists.models import Outcome, Sample, SampleItem
from knipperlicht.cases.worklists.service import draw, wilson
from tests.web.lists.conftest import KORTRIJK

pytestmark = pytest.mark.databases


@pytest.fixture
def sample(acting, settings, site) -> Sample:
    """A quarter of the owner's territory."""
    with serving(settings.DATA):
        return draw(acting("owner"), asked=ListFilter(), share=25, flags_only=False, work=None, seed="vast")


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 404), ("anonymous", 302)],
)
def test_sample_for_each_persona(as_, sample, persona, status):
    assert as_(persona).get(f"/samples/{sample.pk}/").status_code == status


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 302), ("colleague", 302), ("reader", 403), ("stranger", 404), ("anonymous", 302)],
)
def test_outcome_for_each_persona(as_, sample, persona, status):
    number = sample.items.first().number
    answer = as_(persona).post(f"/samples/{sample.pk}/outcome/", {"number": number, "outcome": "confirmed"})
    assert answer.status_code == status
    assert sample.items.filter(outcome="confirmed").exists() == (persona in ("owner", "colleague"))


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 403), ("stranger", 200), ("anonymous", 302)],
)
def test_draw_for_each_persona(as_, site, persona, status):
    assert as_(persona).get("/list/sample/?sort=name").status_code == status


@pytest.mark.parametrize(
    ("persona", "status"),
    [("owner", 200), ("colleague", 200), ("reader", 200), ("stranger", 200), ("anonymous", 302)],
)
def test_samples_for_each_persona(as_, sample, persona, status):
    answer = as_(persona).get("/samples/")
    assert answer.status_code == status
    assert (f"/samples/{sample.pk}/" in answer.content.decode()) == (
        persona in ("owner", "colleague", "reader")
    )


def test_the_same_seed_draws_the_same_and_another_does_not(acting, settings, sample, in_scope):
    drawn = set(sample.items.values_list("number", flat=True))
    assert drawn < in_scope(KORTRIJK) and sample.matched == len(in_scope(KORTRIJK))
    with serving(settings.DATA):
        again = draw(acting("owner"), asked=ListFilter(), share=25, flags_only=False, work=None, seed="vast")
        other = draw(
            acting("owner"), asked=ListFilter(), share=25, flags_only=False, work=None, seed="anders"
        )
    assert set(again.items.values_list("number", flat=True)) == drawn
    assert set(other.items.values_list("number", flat=True)) != drawn


def test_the_sample_shown_as_a_list_is_the_sample(as_, sample):
    client = as_("owner")
    page = client.get(f"/samples/{sample.pk}/")
    listed = client.get(page.context["again_url"])
    assert listed.context["found"].total == sample.items.count()


def test_drawing_is_logged_and_its_numbers_are_kept(as_, site):
    answer = as_("colleague").post("/list/sample/?band=geen", {"share": "20"})
    drawn = Sample.objects.get()
    assert answer.url == f"/samples/{drawn.pk}/" and drawn.query == "band=geen" and drawn.items.exists()
    entry = Entry.objects.get(event="list.sample")
    assert entry.detail["seed"] == drawn.seed and entry.detail["drawn"] == drawn.items.count()


def test_nothing_drawn_is_said(as_, site):
    answer = as_("colleague").post("/list/sample/?score_min=9.9", {"share": "0.1"})
    assert answer.status_code == 422 and not Sample.objects.exists()


def test_precision_appears_with_the_first_outcome_and_can_be_taken_back(as_, sample):
    client = as_("colleague")
    numbers = list(sample.items.values_list("number", flat=True)[:4])
    for number, said in zip(numbers, ("confirmed", "confirmed", "confirmed", "innocent"), strict=True):
        client.post(f"/samples/{sample.pk}/outcome/", {"number": number, "outcome": said})
    text = client.get(f"/samples/{sample.pk}/").content.decode()
    assert re.search(r"<dd>75 %</dd>", text) and re.search(r"<dd>30–95 %</dd>", text)
    item = SampleItem.objects.get(sample=sample, number=numbers[0])
    assert item.checked_by is not None and item.checked_at is not None
    client.post(f"/samples/{sample.pk}/outcome/", {"number": numbers[0], "outcome": "open"})
    item.refresh_from_db()
    assert (item.outcome, item.checked_by, item.checked_at) == (Outcome.OPEN, None, None)
    assert Entry.objects.filter(event="sample.outcome").count() == 5


@pytest.mark.parametrize(
    "body",
    [{"number": "1", "outcome": "confirmed"}, {"number": "x", "outcome": "confirmed"}, {"outcome": "open"}],
)
def test_an_outcome_for_what_was_not_drawn_is_a_404(as_, sample, body):
    assert as_("owner").post(f"/samples/{sample.pk}/outcome/", body).status_code == 404


def test_an_unknown_outcome_is_a_404(as_, sample):
    body = {"number": sample.items.first().number, "outcome": "guilty"}
    assert as_("owner").post(f"/samples/{sample.pk}/outcome/", body).status_code == 404


def test_wilson_as_in_the_books():
    found = wilson(confirmed=8, checked=10)
    assert found is not None
    assert isclose(found.low, 0.4902, abs_tol=5e-4) and isclose(found.high, 0.9433, abs_tol=5e-4)
    assert wilson(confirmed=0, checked=0) is None


@given(checked=st.integers(1, 5000), data=st.data())
def test_the_interval_holds_the_share_and_stays_between_none_and_all(checked, data):
    confirmed = data.draw(st.integers(0, checked))
    found = wilson(confirmed=confirmed, checked=checked)
    assert found is not None
    assert 0 <= found.low <= found.value + 1e-12 and found.value - 1e-12 <= found.high <= 1
    more = wilson(confirmed=confirmed * 4, checked=checked * 4)
    assert more is not None and more.high - more.low < found.high - found.low
