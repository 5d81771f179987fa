"""The list of establishments in scope: all of them, corrected with reasons, in step with the register, never shortened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knipperlicht.bridge import scope
from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.jobs.service import NothingToDo
from knipperlicht.cases.policies import nightly, scoping, service
from knipperlicht.cases.policies.models import RegulationActivity
from knipperlicht.cases.policies.ordering import lot_of
from knipperlicht.cases.policies.service import NotCorrected, Place, ScopeChange, ScopeRow, Unreasoned
from knipperlicht.cases.policies.terms import due_day
from knipperlicht.core.terms import Begin, Unit, span
from tests.cases.policies.conftest import CAFES, GARAGES, TODAY, into_force, make_draft, step, term
from tests.web.conftest import BRUGGE, KORTRIJK

pytestmark = [pytest.mark.django_db, pytest.mark.databases]


def sync(owner):
    return service.bring_up_to_date(owner.organisation, TODAY())


def test_every_establishment_of_the_activities_in_the_municipality_has_a_row_with_its_last_day(
    owner, listed, snapshot
):
    expected = snapshot.rows(
        "SELECT DISTINCT e.establishment FROM establishment e JOIN address a ON a.entity = e.establishment "
        "JOIN register_activity r ON r.entity = e.establishment WHERE a.nis = ? AND ("
        "(r.nace_version = '2025' AND regexp_matches(r.nace_code, '^(56301|56309|9531[123459])')) OR "
        "(r.nace_version = '2008' AND regexp_matches(r.nace_code, '^(56301|56309|4520[123459])')))",
        KORTRIJK,
    )
    rows = ScopeRow.objects.all()
    assert {row.establishment for row in rows} >= {row["establishment"] for row in expected} != set()
    assert {row.organisation_id for row in rows} == {owner.organisation.pk}
    due = span(event=listed.in_force, count=100, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY).last
    assert {(row.entered, row.due, row.state) for row in rows} == {(listed.in_force, due, "in")}
    assert {row.activity for row in rows} == {CAFES, GARAGES}


def test_a_second_look_at_the_same_register_changes_nothing(owner, listed):
    before = ScopeChange.objects.count()
    assert not sync(owner)
    assert ScopeChange.objects.count() == before == ScopeRow.objects.count()
    assert Entry.objects.filter(event="policy.scope").count() == 1


def test_units_without_an_activity_of_their_own_stand_under_that_of_their_enterprise(owner, listed):
    fits = [fit for row in ScopeRow.objects.all() for fit in row.fits]
    assert {fit["own"] for fit in fits} <= {True, False}
    assert all({"activity", "version", "code", "main", "own"} == set(fit) for fit in fits)


@pytest.fixture
def register(monkeypatch, listed):
    """A register that can be changed: what the search brings, and what still stands."""
    found = scope.establishments(
        nis=[KORTRIJK], prefixes={CAFES: [("2025", "5630")], GARAGES: [("2025", "9531")]}
    )
    held = {"found": found, "standing": {one.number for one in found}}
    monkeypatch.setattr(scoping.scope, "establishments", lambda **asked: held["found"])
    monkeypatch.setattr(scoping.scope, "still_registered", lambda numbers: held["standing"] & set(numbers))
    listed_now = {row.establishment for row in ScopeRow.objects.all()}
    held["standing"] |= listed_now
    service.bring_up_to_date(listed.organisation, TODAY())
    return held


def test_what_left_the_register_is_marked_and_comes_back_with_it(owner, register):
    gone, *rest = register["found"]
    count = ScopeRow.objects.count()
    everything, register["found"] = register["found"], rest
    register["standing"] -= {gone.number}
    assert sync(owner).gone == 1
    row = ScopeRow.objects.get(establishment=gone.number)
    assert (row.state, ScopeRow.objects.count()) == ("gone", count)
    assert row.changes.first().before == "in"
    register["found"] = everything
    register["standing"] |= {gone.number}
    assert sync(owner).back == 1
    row.refresh_from_db()
    assert row.state == "in"


def test_one_that_stands_but_shows_the_activity_no_longer_stays_in_scope_for_people_to_judge(owner, register):
    other, *rest = register["found"]
    register["found"] = rest
    assert sync(owner).changed == 1
    row = ScopeRow.objects.get(establishment=other.number)
    assert (row.state, row.still_fits) == ("in", False)
    assert not sync(owner)


def test_a_new_establishment_enters_with_its_working_days_and_a_moved_one_is_written_down(owner, register):
    first, *rest = register["found"]
    new = vars(first) | {"number": 2_999_999_999, "started": TODAY(), "name": "Nieuw café"}
    moved = vars(rest[0]) | {"street": "Andere straat"}
    register["found"] = [first, scope.Establishment(**moved), *rest[1:], scope.Establishment(**new)]
    done = sync(owner)
    assert (done.new, done.changed) == (1, 1)
    row = ScopeRow.objects.get(establishment=2_999_999_999)
    assert row.entered == TODAY()
    assert row.due == span(event=TODAY(), count=100, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY).last
    change = ScopeRow.objects.get(establishment=rest[0].number).changes.first()
    assert (change.what, change.before, change.after) == ("street", rest[0].street, "Andere straat")


def test_an_activity_that_a_next_version_leaves_out_takes_its_rows_out_and_keeps_them(owner, listed):
    garages = ScopeRow.objects.filter(activity=GARAGES).count()
    total = ScopeRow.objects.count()
    following = service.amend(owner, listed, why="enkel cafés", work=None)
    service.set_activities(owner, following, [term(CAFES, within=20)], work=None)
    service.set_analysis(owner, following, listed.analysis, title="Versie 2", work=None)
    into_force(owner, following, days_ago=0)
    assert sync(owner).out == garages > 0
    assert ScopeRow.objects.count() == total
    assert set(ScopeRow.objects.filter(state="in").values_list("regulation", flat=True)) == {following.pk}
    assert set(ScopeRow.objects.filter(activity=GARAGES).values_list("state", flat=True)) == {"out"}


def test_nothing_is_listed_before_a_regulation_is_in_force(owner, draft):
    assert not sync(owner)
    into_force(owner, draft, days_ago=0)
    assert ScopeRow.objects.count() == 0
    assert sync(owner).new > 0


def test_another_municipality_has_a_list_of_its_own(acting, owner, listed, defined):
    brugge = acting("stranger")
    with pytest.raises(PermissionDenied):
        make_draft(brugge, CAFES)
    assert service.rows_of(brugge).count() == 0
    assert brugge.organisation.territory == [BRUGGE]


def test_what_people_struck_stays_struck_when_the_register_is_read_again(owner, listed):
    row = ScopeRow.objects.first()
    service.strike(owner, row, reason="enkel kantoor", work=None)
    sync(owner)
    row.refresh_from_db()
    assert row.state == "struck"
    change = row.changes.filter(what="state").get()
    assert (change.reason, change.by_name) == ("enkel kantoor", owner.user.name)
    assert Entry.objects.get(event="policy.row").detail["reason"] == "enkel kantoor"
    service.bring_back(owner, row, reason="toch een café", work=None)
    row.refresh_from_db()
    assert row.state == "in"


def test_no_correction_without_a_reason_or_by_who_may_not(owner, acting, listed):
    row = ScopeRow.objects.first()
    with pytest.raises(NotCorrected):
        service.strike(owner, row, reason="  ", work=None)
    for persona in ("colleague", "reader", "auditor", "operator", "analyst"):
        with pytest.raises(PermissionDenied):
            service.strike(acting(persona), row, reason="x", work=None)
    row.refresh_from_db()
    assert row.state == "in" and not row.changes.exclude(what="new").exists()


def test_not_open_to_the_public_is_struck_for_that_reason(owner, listed):
    row, other = ScopeRow.objects.all()[:2]
    service.judge_access(owner, row, accessible="no", reason="besloten werkplaats", work=None)
    service.judge_access(owner, other, accessible="yes", reason="winkel gezien", work=None)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, other.state, other.accessible) == ("struck", "in", "yes")


def test_added_by_hand_without_number_with_its_term_and_kept(owner, listed):
    place = Place(name="Clubhuis", postcode="8500", street="Vlaslaan", house="1")
    row = service.add(owner, place, activity=CAFES, reason="vastgesteld door de politie", work=None)
    assert row.due == span(event=TODAY(), count=100, unit=Unit.WORKDAYS, begin=Begin.NEXT_DAY).last
    sync(owner)
    row.refresh_from_db()
    assert (row.state, row.origin, row.still_fits) == ("in", "hand", True)


def test_an_establishment_stands_on_the_list_once_and_only_under_an_activity_in_force(owner, listed):
    number = ScopeRow.objects.first().establishment
    place = Place(name="x", postcode="8500", street="", house="", establishment=number)
    with pytest.raises(NotCorrected):
        service.add(owner, place, activity=CAFES, reason="dubbel", work=None)
    with pytest.raises(NotCorrected):
        service.add(owner, Place(name="x", postcode="8500", street="", house=""), activity=17, reason="r", work=None)  # fmt: skip


def test_registered_and_observed_activity_are_kept_apart(owner, listed):
    row = ScopeRow.objects.filter(activity=CAFES).first()
    fits = row.fits
    service.observe(owner, row, activity=17, note="verkoopt vooral drank", reason="plaatsbezoek", work=None)
    row.refresh_from_db()
    assert (row.activity, row.observed, row.fits) == (CAFES, 17, fits)
    service.set_activity(owner, row, activity=GARAGES, reason="is een garage", work=None)
    row.refresh_from_db()
    assert (row.activity, row.observed, row.fits) == (GARAGES, 17, fits)


CRITERIA = ("due", "started", "entered", "street", "name", "checked", "lot")


@pytest.fixture
def many(owner, listed):
    return sorted(ScopeRow.objects.values_list("pk", flat=True))


def ids(ordered) -> list[int]:
    return list(ordered) if isinstance(ordered, list) else [row.pk for row in ordered]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.sampled_from([*CRITERIA, "score"]), reverse=st.booleans(), seed=st.text(max_size=12), flags=st.sets(st.integers(0, 30)))  # fmt: skip
def test_the_set_of_rows_is_the_same_under_every_order(owner, many, order, reverse, seed, flags):
    for place in flags:
        ScopeRow.objects.filter(pk=many[place % len(many)]).update(due=None, started=None, enterprise=None)
    queue = service.set_order(
        owner, order=order, reverse=reverse, seed=seed, score_allowed=order == "score", reason="gemotiveerd", work=None
    )  # fmt: skip
    rows = service.rows_of(owner)
    ordered = ids(service.in_order(rows, queue))
    assert sorted(ordered) == many and len(ordered) == len(many)


def test_the_score_orders_only_when_it_was_switched_on_with_a_reason(owner, many):
    for allowed, reason in ((False, "waarom"), (True, " ")):
        with pytest.raises(Unreasoned):
            service.set_order(owner, order="score", reverse=False, seed="", score_allowed=allowed, reason=reason, work=None)  # fmt: skip
    assert service.queue_of(owner.organisation).score_allowed is False
    queue = service.set_order(owner, order="score", reverse=False, seed="", score_allowed=True, reason="druk", work=None)  # fmt: skip
    ordered = ids(service.in_order(service.rows_of(owner), queue))
    enterprises = dict(service.rows_of(owner).values_list("pk", "enterprise"))
    place = scope.score_order(set(enterprises.values()))
    placed = [place[enterprises[pk]] for pk in ordered if enterprises[pk] in place]
    assert placed == sorted(placed) and placed
    without = [pk for pk in ordered if enterprises[pk] not in place]
    assert ordered[len(placed) :] == without
    assert Entry.objects.get(event="policy.queue").detail["after"]["score_allowed"] is True


def test_a_score_allowed_but_switched_off_again_orders_nothing(owner, many):
    queue = service.set_order(owner, order="score", reverse=False, seed="", score_allowed=True, reason="druk", work=None)  # fmt: skip
    queue.score_allowed = False
    by_due = ids(service.rows_of(owner).order_by("due", "pk"))
    assert ids(service.in_order(service.rows_of(owner), queue)) == by_due


def test_a_draw_can_be_done_again_by_anybody(owner, many):
    queue = service.set_order(owner, order="lot", reverse=False, seed="zitting 12", score_allowed=False, reason="", work=None)  # fmt: skip
    drawn = [row.establishment for row in service.in_order(service.rows_of(owner), queue)]
    assert drawn == sorted(drawn, key=lambda number: lot_of("zitting 12", number))
    assert drawn != sorted(drawn, key=lambda number: lot_of("zitting 13", number))


def test_coverage_counts_what_is_due(owner, listed):
    first, second, third = ScopeRow.objects.all()[:3]
    past = TODAY() - timedelta(days=1)
    ScopeRow.objects.filter(pk__in=(first.pk, second.pk, third.pk)).update(due=past)
    ScopeRow.objects.filter(pk=second.pk).update(begun=past)
    ScopeRow.objects.filter(pk=third.pk).update(begun=past, closed=past)
    total = service.coverage(owner.organisation, TODAY())[None]
    assert (total.started, total.closed, total.overdue) == (2, 1, 1)
    assert total.in_scope == total.to_judge == ScopeRow.objects.count()
    RegulationActivity.objects.update(about="close")
    assert service.coverage(owner.organisation, TODAY())[None].overdue == 2


@pytest.mark.parametrize(
    ("until", "opened", "entered", "expected"),
    [
        (date(2026, 6, 30), date(2020, 1, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 16)),
        (date(2026, 6, 30), date(2020, 1, 1), date(2026, 7, 1), date(2026, 7, 15)),
        (None, date(2020, 1, 1), date(2026, 1, 1), date(2026, 1, 15)),
    ],
)
def test_the_reasonable_term_of_old_and_new_establishments(until, opened, entered, expected):
    rule = RegulationActivity(number=3, until=until, within=10)
    assert due_day(rule, entered=entered, opened=opened, in_force=date(2026, 1, 1)) == expected


def test_the_nightly_work_makes_the_list_and_then_has_nothing_to_do(owner, regulation, settings):
    said: list[str] = []
    nightly.run(said.append, {})
    assert ScopeRow.objects.exists() and "new" in said[0]
    with pytest.raises(NothingToDo):
        nightly.run(said.append, {})


def test_rows_follow_a_repeal(owner, listed):
    step(owner, listed, "withdraw", reference="x", ends=str(TODAY() - timedelta(days=1)))
    assert sync(owner).out == ScopeRow.objects.count()
