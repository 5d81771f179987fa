"""What must go, goes; what must stay, stays: on every kind of row. Content is searched for in the whole database."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.casefiles.models import ActRow, CaseFile, Secret, Support, TeamMember, TermRow
from knipperlicht.cases.casefiles.reading import case_of
from knipperlicht.cases.casefiles.service import open_case, record
from knipperlicht.cases.college.models import AgendaItem, Meeting
from knipperlicht.cases.jobs.service import Outcome, run_job
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.retention.destroying import NotDestroyed, destroy, due_now, planned
from knipperlicht.cases.retention.holds import end_hold, hold, look_again
from knipperlicht.cases.retention.models import Destruction, Due, Hold
from knipperlicht.cases.retention.pieces import KEEPERS, Keeper
from knipperlicht.cases.retention.reckoning import reckon
from tests.cases.town import file_with

pytestmark = pytest.mark.django_db
SAID = "ZEGT-DE-BUURT"
CONVICTED = "VEROORDEELD-IN-2024"
NAMED = "Zwaenepoel"
PROPOSED = "VOORSTEL-OM-TE-SCHORSEN"
PERSON = [{"kind": "natural", "name": NAMED, "first_names": "Wim"}]
CLOSED = date(2026, 3, 6)


def clean(town, **more) -> CaseFile:
    """A clean end, with something on every kind of row."""
    acts = [
        ("start", date(2026, 1, 5), {"motive": "in de lijst", "persons": PERSON}),
        (
            "own_services",
            date(2026, 1, 8),
            {"result": SAID, "databases": ["bevolking"], "by_whom": "Worker", "persons": PERSON},
        ),
        ("criminal_record", date(2026, 1, 9), {"result": CONVICTED, "by_whom": "Worker", "persons": PERSON}),
        ("close", CLOSED, {"reason": "geen grond", "no_ground": True}),
    ]
    file = file_with(
        town["worker"],
        "integrity",
        acts,
        state="closed_no_measure",
        closed=CLOSED,
        title=f"Café {NAMED}",
        **more,
    )
    TermRow.objects.create(file=file, rule="T1", event=CLOSED, first=CLOSED, last=CLOSED)
    meeting = Meeting.objects.create(
        organisation=file.organisation, day=CLOSED, hour="09:00", first_planned=CLOSED, state="held"
    )
    AgendaItem.objects.create(
        meeting=meeting, file=file, purpose="other", remarks=f"over {NAMED}", put_by_name="Worker"
    )
    return file


def everywhere(text: str) -> set[str]:
    """Tables in which a text stands in any column, sealed ones opened: nothing that was missed stays unseen."""
    found = set()
    for model in apps.get_models():
        for row in model._default_manager.all():
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                if not isinstance(field, models.BinaryField) and text in json.dumps(
                    value, default=str, ensure_ascii=False
                ):
                    found.add(model._meta.label)
    for row in Secret.objects.select_related("act__file"):
        opened = case_of(row.act.file, criminal=True)
        if text in str([act.data for act in opened.acts]):
            found.add("casefiles.Secret")
    return found


def test_before_its_day_nothing_is_due(town, on_day):
    clean(town)
    on_day(date(2026, 3, 8))
    assert list(due_now(date(2026, 3, 8))) == []
    with pytest.raises(NotDestroyed, match="not due"):
        destroy(Due.objects.get(rule="T13-none"))
    assert everywhere(SAID) and everywhere(CONVICTED)


def test_underlying_data_go_and_identity_stays(town, on_day):
    """A7: the data are destroyed, who it was about stays five years, the log stays."""
    file = clean(town)
    on_day(date(2026, 3, 9))
    (due,) = due_now(date(2026, 3, 9))
    done = destroy(due)
    assert everywhere(SAID) == set() and everywhere(CONVICTED) == set() and not Secret.objects.exists()
    assert everywhere(NAMED) == {"casefiles.CaseFile", "casefiles.ActRow", "college.AgendaItem"}
    file.refresh_from_db()
    assert (file.title, file.destroyed, done.counts) == (
        f"Café {NAMED}",
        None,
        {"field": 2, "sealed_field": 1},
    )
    assert set(Due.objects.values_list("rule", flat=True)) == {"T14"}
    assert [
        row.emptied is not None for row in file.acts.filter(step__in=["own_services", "criminal_record"])
    ] == [True, True]
    assert file.acts.get(step="close").data["reason"] == "geen grond"


def test_after_five_years_nothing_names_anybody(town, on_day):
    file = clean(town)
    on_day(date(2026, 3, 9))
    destroy(Due.objects.get(rule="T13-none"))
    on_day(date(2031, 3, 6))
    assert list(due_now(date(2031, 3, 6))) == []
    on_day(date(2031, 3, 7))
    (due,) = due_now(date(2031, 3, 7))
    destroy(due)
    assert (
        everywhere(NAMED) == set()
        and everywhere("geen grond") == set()
        and everywhere("Grote Markt") == set()
    )
    file.refresh_from_db()
    assert file.destroyed and (file.title, file.enterprise, file.address, file.about) == ("", None, "", {})
    assert (
        file.number and file.kind == "integrity" and file.opened == date(2026, 1, 5) and file.closed == CLOSED
    )
    assert not TeamMember.objects.exists() and not TermRow.objects.exists() and not Due.objects.exists()
    acts = ActRow.objects.filter(file=file)
    assert {act.step for act in acts} >= {"start", "own_services", "close"}
    assert not any(act.data or act.by_id or act.signed_by or act.reference for act in acts)


def test_the_record_of_a_destruction_holds_counts_and_hashes_and_no_content(town, on_day):
    file = clean(town)
    on_day(date(2026, 3, 9))
    before = planned(Due.objects.get(rule="T13-none"))
    done = destroy(before.due)
    assert sorted(piece.digest for piece in before.pieces) == done.digests and len(done.digests) == 3
    assert (done.number, done.article, done.event, done.due) == (
        file.number,
        "art. 119quinquies § 2, 3° NGW",
        CLOSED,
        date(2026, 3, 9),
    )
    entry = Entry.objects.get(event="retention.destroyed")
    assert entry.category == "erasure" and entry.detail["pieces"] == 3 and entry.subject == file.number


def test_hashes_of_the_same_words_differ_between_organisations(town):
    from knipperlicht.cases.retention.pieces import digest

    assert digest("geen treffer", organisation=1) != digest("geen treffer", organisation=2)
    assert digest("geen treffer", organisation=1) == digest("geen treffer", organisation=1)


def test_the_dry_run_names_what_would_go_and_says_nothing_of_it(town):
    clean(town)
    with translation.override("en"):
        shown = [str(piece.label) for piece in planned(Due.objects.get(rule="T14")).pieces]
    assert {"act 2, Consult own services: what was found", "address", "team of the file"} <= set(shown)
    assert not any(text in " ".join(shown) for text in (SAID, CONVICTED, NAMED))


def measure(town) -> CaseFile:
    acts = [
        ("start", date(2026, 1, 5), {"motive": "in de lijst", "persons": PERSON}),
        ("open_sources", date(2026, 1, 8), {"result": SAID, "databases": ["KBO"], "persons": PERSON}),
        (
            "propose",
            date(2026, 2, 16),
            {"measure": "suspend", "facts": PROPOSED, "grounds": ["G1"], "months": 3},
        ),
        ("hearing", date(2026, 2, 27), {"form": "oral", "present": [NAMED], "statement": SAID}),
        (
            "decide",
            date(2026, 3, 2),
            {"measure": "suspend", "motivation": PROPOSED, "facts": PROPOSED, "months": 3},
        ),
        ("proof", date(2026, 3, 6), {"received": "2026-03-06", "proof": "RR1"}),
    ]
    return file_with(town["worker"], "integrity", acts, state="in_effect", closed=None)


def test_proposal_and_decision_outlive_what_they_rest_on(town, on_day):
    file = measure(town)
    on_day(date(2026, 5, 6))
    destroy(Due.objects.get(file=file))
    assert everywhere(SAID) == set() and everywhere(PROPOSED) == {"casefiles.Secret"}
    assert case_of(file, criminal=True).last("decide").data["motivation"] == PROPOSED
    assert case_of(file).last("proof").day("received") == date(2026, 3, 6)


def test_another_file_of_the_same_town_loses_nothing(town, on_day):
    clean(town)
    other = measure(town)
    on_day(date(2026, 3, 9))
    for due in due_now(date(2026, 3, 9)):
        destroy(due)
    assert everywhere(SAID) == {"casefiles.ActRow", "casefiles.Secret"}
    assert case_of(other).last("open_sources").data["result"] == SAID


def test_a_hold_puts_it_off_and_its_end_lets_it_go(town, on_day):
    file = clean(town)
    on_day(date(2026, 3, 6))
    held = hold(town["worker"], file, ground="appeal", reason="RvS A. 1", review=date(2026, 9, 6), work=None)
    on_day(date(2026, 3, 9))
    assert list(due_now(date(2026, 3, 9))) == [] and planned(Due.objects.get(rule="T13-none")).hold == held
    with pytest.raises(NotDestroyed, match="held"):
        destroy(Due.objects.get(rule="T13-none"))
    assert everywhere(SAID)
    end_hold(town["worker"], held, why="arrest van 8 maart", work=None)
    assert [due.rule for due in due_now(date(2026, 3, 9))] == ["T13-none"]
    assert [
        e.detail.get("ground", "ended")
        for e in Entry.objects.filter(event="retention.hold").order_by("number")
    ] == ["appeal", "ended"]


@pytest.mark.parametrize(
    ("ground", "reason", "review"),
    [
        ("curiosity", "we willen het nog bekijken", date(2026, 4, 1)),
        ("appeal", "  ", date(2026, 4, 1)),
        ("court", "REA Kortrijk", date(2026, 3, 6)),
        ("court", "REA Kortrijk", date(2026, 9, 7)),
    ],
)
def test_nothing_else_holds_a_destruction(town, on_day, ground, reason, review):
    """G15: a reason that is no appeal or court case, none at all, and a review today or later than six months."""
    file = clean(town)
    on_day(date(2026, 3, 6))
    with pytest.raises(Refused) as refused:
        hold(town["worker"], file, ground=ground, reason=reason, review=review, work=None)
    assert {reason.rule for reason in refused.value.refusals} == {"G15"} and not Hold.objects.exists()


def test_one_hold_at_a_time_and_it_is_looked_at_again(town, on_day):
    file = clean(town)
    on_day(date(2026, 3, 6))
    held = hold(town["worker"], file, ground="court", reason="REA", review=date(2026, 4, 1), work=None)
    with pytest.raises(Refused):
        hold(town["worker"], file, ground="court", reason="REA", review=date(2026, 4, 1), work=None)
    look_again(town["worker"], held, review=date(2026, 5, 1), work=None)
    held.refresh_from_db()
    assert held.review == date(2026, 5, 1)
    with pytest.raises(Refused):
        end_hold(town["worker"], held, why=" ", work=None)


@pytest.mark.parametrize("who", ["dpo", "alderman", "reader", "stranger"])
def test_who_works_on_no_file_here_holds_nothing(town, who):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        hold(town[who], clean(town), ground="appeal", reason="RvS", review=date(2099, 1, 1), work=None)


def test_what_stays_behind_undoes_the_whole_destruction(town, on_day, monkeypatch):
    """A capability that says it destroyed and did not: everything is as before."""
    kept = KEEPERS["acts"]
    monkeypatch.setitem(KEEPERS, "lazy", Keeper(pieces=kept.pieces, destroy=lambda file, scope: None))
    monkeypatch.setitem(KEEPERS, "acts", Keeper(pieces=kept.pieces, destroy=lambda file, scope: None))
    clean(town)
    on_day(date(2026, 3, 9))
    with pytest.raises(NotDestroyed, match="stayed behind"):
        destroy(Due.objects.get(rule="T13-none"))
    assert (
        everywhere(SAID)
        and not Destruction.objects.exists()
        and not Entry.objects.filter(event="retention.destroyed").exists()
    )


def test_a_seal_that_does_not_open_stops_it(town, on_day):
    from knipperlicht.cases.casefiles.sealing import CannotOpen

    clean(town)
    Secret.objects.update(sealed=b"x" * 40)
    on_day(date(2026, 3, 9))
    with pytest.raises(CannotOpen):
        destroy(Due.objects.get(rule="T13-none"))
    assert ActRow.objects.get(step="own_services").data["result"] == SAID and not Destruction.objects.exists()


def test_the_log_which_outlives_the_file_never_held_content(town):
    """Ten years of log beside five of file: neither an act nor a refusal leaves a name or a finding in it."""
    data = {"facts": SAID, "source": "PV 1", "persons": PERSON, "indications": CONVICTED}
    about = {"basis": "9bis", "public_place": True}
    given = {
        "kind": "mayor_closure",
        "title": f"Café {NAMED}",
        "on": date(2026, 3, 6),
        "address": "Grote Markt 1",
        "work": None,
    }
    open_case(town["worker"], data=data, about=about, **given)
    with pytest.raises(Refused):
        open_case(town["worker"], data={**data, "indications": ""}, about=about, **given)
    assert set(Entry.objects.values_list("event", flat=True)) == {"case.open", "case.refused"}
    logged = json.dumps(list(Entry.objects.values()), default=str)
    assert not any(text in logged for text in (SAID, CONVICTED, NAMED, "Grote Markt"))


def test_the_nightly_run_does_all_that_is_due_and_one_that_fails_keeps_no_other(town, on_day):
    broken, whole = clean(town), clean_again(town)
    Secret.objects.filter(act__file=broken).update(sealed=b"x" * 40)
    on_day(date(2026, 3, 9))
    run = run_job("retention", started_by="test")
    assert run.outcome == Outcome.FAILED and broken.number in run.log and NAMED not in run.log
    whole.refresh_from_db()
    assert whole.underlying_destroyed and Destruction.objects.count() == 1


def clean_again(town) -> CaseFile:
    acts = [
        ("start", date(2026, 1, 5), {"motive": "in de lijst"}),
        ("open_sources", date(2026, 1, 6), {"result": SAID}),
    ]
    return file_with(town["worker"], "integrity", acts, state="closed_no_measure", closed=CLOSED)


def test_a_night_with_nothing_due_says_so(town, on_day):
    on_day(date(2026, 3, 9))
    assert run_job("retention", started_by="test").outcome == Outcome.SKIPPED


def test_a_closed_file_that_was_never_reckoned_is_found(town, on_day):
    clean_again(town)
    Due.objects.all().delete()
    on_day(date(2026, 3, 9))
    assert run_job("retention", started_by="test").outcome == Outcome.OK and everywhere(SAID) == set()


def test_a_destroyed_file_takes_no_act(town, on_day):
    file = clean(town)
    on_day(date(2031, 3, 7))
    TeamMember.objects.filter(file=file).update(until=None)
    for due in due_now(date(2031, 3, 7)):
        destroy(due)
    file.refresh_from_db()
    with pytest.raises(Refused) as refused:
        record(
            town["mayor"],
            file.pk,
            step="new_case",
            version=file.version,
            on=date(2031, 3, 7),
            data={},
            work=None,
        )
    assert [reason.rule for reason in refused.value.refusals] == ["G15"]


def test_what_a_supporter_was_asked_goes_with_the_file(town, on_day):
    from django.utils import timezone

    file = clean(town)
    Support.objects.create(
        file=file, supporter=town["stranger"].organisation, asked=timezone.now(), asked_by_name=NAMED
    )
    on_day(date(2031, 3, 7))
    for due in due_now(date(2031, 3, 7)):
        destroy(due)
    assert not Support.objects.exists() and everywhere(NAMED) == set()


def test_a_file_that_goes_on_again_is_not_destroyed(town, on_day):
    """What became untrue between the dry run and the run."""
    file = clean(town)
    due = Due.objects.get(rule="T13-none")
    file.closed = None
    file.save()
    on_day(date(2026, 3, 9))
    with pytest.raises(NotDestroyed):
        destroy(due)
    assert everywhere(SAID) and reckon(file) == []
