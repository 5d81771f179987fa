"""(Long because all of it rests on one staged closure.) Meetings and agendas: what lapses is never forgotten, what is decided is typed once, and a member sees the decision set only."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from knipperlicht.cases.audit.models import Entry
from knipperlicht.cases.casefiles.models import CaseFile, TermRow
from knipperlicht.cases.casefiles.service import hooks, open_case, record
from knipperlicht.cases.college.service import (
    AgendaItem,
    Meeting,
    Unusable,
    cancel,
    close,
    decide,
    decision_set,
    decisions,
    items_of,
    meetings_of,
    move,
    plan,
    postpone,
    put,
    take_off,
)
from knipperlicht.cases.documents.service import agenda
from knipperlicht.cases.jobs.service import run_job
from knipperlicht.cases.procedures.engine import Refused
from tests.cases.town import file_with

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
MEETS = date(2026, 3, 9)
PERSON = [{"kind": "natural", "name": "Zwaenepoel"}]
NINE = time(9, 0)


def plan_on(actor, day, body="college") -> Meeting:
    return plan(actor, body=body, day=day, hour=NINE, work=None)


def closure(town, *, basis="134quater", meeting=MEETS) -> CaseFile:
    """A closure by the mayor that waits for its confirmation at the next meeting."""
    file = open_case(
        town["worker"], kind="mayor_closure", title="De Zwaan", on=MONDAY, about={"basis": basis, "public_place": True}, work=None,
        data={"facts": "vechtpartij", "source": "PV 1", "persons": PERSON},
    )  # fmt: skip
    decision = {"motivation": "orde verstoord", "from_day": str(MONDAY), "until_day": "2026-05-01", "urgency": "vannacht opnieuw",
                "meeting": str(meeting)}  # fmt: skip
    return record(town["mayor"], file.pk, step="decide", version=1, on=MONDAY, data=decision, work=None)


def state_of(file) -> str:
    return CaseFile.objects.get(pk=file.pk).state


def test_a_measure_that_waits_is_on_the_agenda_the_moment_it_is_recorded(town, on_day):
    on_day(MONDAY)
    meeting = plan_on(town["alderman"], MEETS)
    file = closure(town)
    (item,) = meeting.items.all()
    assert (item.file_id, item.purpose, item.act_number) == (file.pk, "confirmation", None)


def test_a_measure_that_waited_without_a_meeting_is_put_on_the_first_one_planned(town, on_day):
    on_day(MONDAY)
    file = closure(town)
    assert not AgendaItem.objects.exists()
    meeting = plan_on(town["manager"], MEETS)
    assert meeting.items.get().file == file


def test_an_ordinance_waits_for_the_council_and_not_for_the_college(town, on_day):
    on_day(MONDAY)
    plan_on(town["worker"], MEETS)
    council = plan_on(town["worker"], MEETS, body="council")
    closure(town, basis="134_1")
    assert AgendaItem.objects.get().meeting == council


def test_guards_are_told_the_next_planned_meeting_of_the_college(town, on_day):
    on_day(MONDAY)
    plan_on(town["worker"], MEETS, body="council")
    assert hooks.meetings(town["worker"].organisation.pk, MONDAY) is None
    plan_on(town["worker"], MEETS + timedelta(days=7))
    plan_on(town["worker"], MEETS)
    own = town["worker"].organisation.pk
    assert [hooks.meetings(own, day) for day in (MONDAY, MEETS, MEETS + timedelta(days=1), date(2026, 4, 1))] == [
        MEETS, MEETS, MEETS + timedelta(days=7), None,
    ]  # fmt: skip
    assert hooks.meetings(town["stranger"].organisation.pk, MONDAY) is None


def test_a_decision_is_typed_once_it_is_the_act_and_the_line_of_the_minutes(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    item = meeting.items.get()
    on_day(MEETS)
    assert [step.key for step in decisions(item)] == ["confirm", "not_confirmed"]
    decide(
        town["alderman"],
        item,
        step="confirm",
        version=file.version,
        data={"minutes": "CBS/12"},
        remarks="unaniem",
        work=None,
    )
    item.refresh_from_db()
    act = CaseFile.objects.get(pk=file.pk).acts.get(number=item.act_number)
    assert (act.step, act.on, act.by_name, act.data["minutes"]) == (
        "confirm",
        MEETS,
        "Alderman Voorbeeld",
        "CBS/12",
    )
    assert state_of(file) == "in_effect" and item.remarks == "unaniem"
    assert TermRow.objects.get(file=file, rule="T18").met == MEETS


def test_staff_of_the_team_records_it_with_who_signed(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    on_day(MEETS)
    given = {"step": "confirm", "version": file.version, "data": {"minutes": "CBS/12"}, "work": None}
    with pytest.raises(Refused) as refused:
        decide(town["worker"], meeting.items.get(), **given)
    assert [reason.rule for reason in refused.value.refusals] == ["office"]
    decide(town["worker"], meeting.items.get(), signed_by="J. Voorzitter", reference="CBS/12", **given)
    assert state_of(file) == "in_effect"


def test_staff_that_is_not_on_the_team_records_nothing(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    on_day(MEETS)
    with pytest.raises(CaseFile.DoesNotExist):
        decide(town["colleague"], meeting.items.get(), step="confirm", version=file.version, data={"minutes": "1"},
               signed_by="x", reference="y", work=None)  # fmt: skip


def test_an_act_recorded_in_the_file_marks_the_item_too(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    on_day(MEETS)
    record(town["worker"], file.pk, step="confirm", version=file.version, on=MEETS, data={"minutes": "1"}, signed_by="J", reference="1",
           work=None)  # fmt: skip
    assert meeting.items.get().act_number == 3


def test_nothing_is_decided_before_the_day_nor_twice_nor_what_the_state_does_not_offer(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    item, given = meeting.items.get(), {"version": file.version, "data": {"minutes": "1"}, "work": None}
    with pytest.raises(Unusable):
        decide(town["alderman"], item, step="confirm", **given)
    on_day(MEETS)
    with pytest.raises(Unusable):
        decide(town["alderman"], item, step="lift", **given)
    decide(town["alderman"], item, step="confirm", **given)
    with pytest.raises(Unusable):
        decide(town["alderman"], meeting.items.get(), step="not_confirmed", **given)


def test_a_member_who_saw_an_older_version_is_refused(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    record(
        town["worker"],
        file.pk,
        step="notify",
        version=file.version,
        on=MONDAY,
        data={"sent_by": "receipt", "proof": "1"},
        work=None,
    )
    on_day(MEETS)
    with pytest.raises(Refused) as refused:
        decide(
            town["alderman"],
            meeting.items.get(),
            step="confirm",
            version=file.version,
            data={"minutes": "1"},
            work=None,
        )
    assert [reason.rule for reason in refused.value.refusals] == ["version"] and state_of(file) == "decided"
    assert Entry.objects.filter(event="case.refused", subject=file.number).exists()


def test_a_meeting_closed_without_a_confirmation_lets_the_measure_lapse(town, on_day):
    """A8. Closed the day after: at once; closed on the day itself: in the night after it."""
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    on_day(MEETS + timedelta(days=1))
    assert [item.file for item in close(town["alderman"], meeting, present="", remarks="", work=None)] == [
        file
    ]
    assert state_of(file) == "lapsed" and meeting.items.get().lapsed


def test_a_meeting_closed_on_its_day_lets_it_lapse_in_the_night(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    on_day(MEETS)
    close(town["alderman"], meeting, present="allen", remarks="", work=None)
    assert state_of(file) == "decided"
    on_day(MEETS + timedelta(days=1))
    run_job("case_terms", started_by="test")
    assert state_of(file) == "lapsed" and meeting.items.get().lapsed


def test_a_meeting_is_closed_once_and_not_before_its_day(town, on_day):
    on_day(MONDAY)
    meeting = plan_on(town["alderman"], MEETS)
    with pytest.raises(Unusable):
        close(town["alderman"], meeting, present="", remarks="", work=None)
    on_day(MEETS)
    close(town["alderman"], meeting, present="", remarks="", work=None)
    with pytest.raises(Unusable):
        close(town["alderman"], meeting, present="", remarks="", work=None)


def test_a_moved_meeting_takes_the_terms_of_what_waits_with_it(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    later = MEETS + timedelta(days=2)
    move(town["alderman"], meeting, day=later, hour=NINE, reason="staking", work=None)
    assert TermRow.objects.get(file=file, rule="T18").last == later
    assert file.acts.get(step="meeting_moved").data == {"meeting": str(later), "reason": "staking"}
    on_day(later)
    decide(town["alderman"], meeting.items.get(), step="confirm", version=3, data={"minutes": "1"}, work=None)
    assert state_of(file) == "in_effect"


def test_a_meeting_is_not_moved_past_another_one(town, on_day):
    """The college meets earlier: there it must be confirmed."""
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    plan_on(town["alderman"], MEETS + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        move(town["alderman"], meeting, day=MEETS + timedelta(days=7), hour=NINE, reason="staking", work=None)
    assert {reason.rule for reason in refused.value.refusals} == {"T18"}
    assert (
        Meeting.objects.get(pk=meeting.pk).day == MEETS
        and TermRow.objects.get(file=file, rule="T18").last == MEETS
    )


def test_a_cancelled_meeting_passes_its_agenda_to_the_next(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    put(town["worker"], meeting, file, purpose="other", note="ter info", work=None)
    with pytest.raises(Unusable):
        cancel(town["alderman"], meeting, reason="staking", work=None)
    assert Meeting.objects.get(pk=meeting.pk).state == "planned"
    after = plan_on(town["alderman"], MEETS + timedelta(days=7))
    cancel(town["alderman"], Meeting.objects.get(pk=meeting.pk), reason="staking", work=None)
    assert set(after.items.values_list("purpose", "note")) == {("confirmation", ""), ("other", "ter info")}
    assert TermRow.objects.get(file=file, rule="T18").last == after.day


def test_an_empty_meeting_is_cancelled_without_a_next_one(town, on_day):
    on_day(MONDAY)
    meeting = plan_on(town["alderman"], MEETS)
    cancel(town["alderman"], meeting, reason="geen punten", work=None)
    assert hooks.meetings(town["alderman"].organisation.pk, MONDAY) is None
    with pytest.raises(Unusable):
        move(town["alderman"], meeting, day=MEETS, hour=NINE, reason="", work=None)


def test_confirmations_come_first_stay_on_and_are_not_put_off(town, on_day):
    on_day(MONDAY)
    meeting = plan_on(town["alderman"], MEETS)
    other = file_with(
        town["worker"], "integrity", [("start", MONDAY, {"motive": "x"})], state="started", closed=None
    )
    item = put(town["worker"], meeting, other, purpose="decision", note="", work=None)
    closure(town)
    first, second = meeting.items.in_order()
    assert (first.purpose, second) == ("confirmation", item)
    with pytest.raises(Unusable):
        take_off(town["worker"], first, work=None)
    on_day(MEETS)
    with pytest.raises(Unusable):
        postpone(town["alderman"], first, remarks="", work=None)
    postpone(town["alderman"], second, remarks="advies ontbreekt", work=None)
    assert AgendaItem.objects.get(pk=second.pk).postponed


def test_a_file_is_put_once_on_an_agenda_and_taken_off(town, on_day):
    on_day(MONDAY)
    meeting = plan_on(town["alderman"], MEETS)
    file = file_with(
        town["worker"], "integrity", [("start", MONDAY, {"motive": "x"})], state="started", closed=None
    )
    item = put(town["worker"], meeting, file, purpose="decision", note="", work=None)
    with pytest.raises(Unusable):
        put(town["worker"], meeting, file, purpose="decision", note="", work=None)
    take_off(town["worker"], item, work=None)
    assert not meeting.items.exists()


def test_two_meetings_of_one_body_at_one_moment_are_refused(town, on_day):
    on_day(MONDAY)
    plan_on(town["alderman"], MEETS)
    with pytest.raises(Unusable):
        plan_on(town["manager"], MEETS)
    with pytest.raises(Unusable):
        plan_on(town["manager"], MONDAY - timedelta(days=1))


def test_a_member_sees_the_decision_set_and_nothing_else_of_the_file(town, on_day):
    acts = [
        ("start", date(2026, 1, 5), {"motive": "GEHEIM-A"}),
        ("criminal_record", date(2026, 1, 9), {"result": "GEHEIM-B"}),
        ("propose", date(2026, 2, 16), {"measure": "suspend", "facts": "VOORSTEL", "grounds": ["G1"]}),
    ]
    on_day(MONDAY)
    file = file_with(town["worker"], "integrity", acts, state="hearing_done", closed=None)
    item = put(town["worker"], plan_on(town["alderman"], MEETS), file, purpose="decision", note="", work=None)
    shown = decision_set(item)
    assert [act.step.key for act in shown] == ["propose"] and shown[0].data["facts"] == "VOORSTEL"
    assert not CaseFile.objects.of(town["alderman"]).exists()
    on_day(MEETS)
    close(town["alderman"], item.meeting, present="", remarks="", work=None)
    assert decision_set(AgendaItem.objects.get(pk=item.pk)) == []


def test_documents_of_the_decision_set_open_while_the_file_is_on_the_agenda(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    assert agenda.holds(town["alderman"], file)
    assert not any(agenda.holds(town[who], file) for who in ("worker", "dpo", "strange_alderman"))
    on_day(MEETS)
    close(town["alderman"], meeting, present="", remarks="", work=None)
    assert not agenda.holds(town["alderman"], file)


def test_staff_sees_items_of_its_own_files_and_members_all(town, on_day):
    on_day(MONDAY)
    plan_on(town["alderman"], MEETS)
    closure(town)
    asked = ("worker", "mayor", "alderman", "colleague", "dpo", "strange_alderman")
    assert {who: items_of(town[who]).count() for who in asked} == dict(
        zip(asked, (1, 1, 1, 0, 0, 0), strict=True)
    )


def test_not_confirmed_ceases_at_once(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    on_day(MEETS)
    decide(town["alderman"], meeting.items.get(), step="not_confirmed", version=file.version, data={"minutes": "1", "reason": "te zwaar"},
           work=None)  # fmt: skip
    assert state_of(file) == "lapsed"


def test_what_the_council_decided_is_recorded_by_staff(town, on_day):
    on_day(MONDAY)
    council = plan_on(town["worker"], MEETS, body="council")
    file = closure(town, basis="134_1")
    on_day(MEETS)
    with pytest.raises(CaseFile.DoesNotExist):
        decide(
            town["alderman"],
            council.items.get(),
            step="confirm_council",
            version=file.version,
            data={"minutes": "GR/3"},
            work=None,
        )
    decide(
        town["worker"],
        council.items.get(),
        step="confirm_council",
        version=file.version,
        data={"minutes": "GR/3"},
        work=None,
    )
    assert state_of(file) == "in_effect"


@pytest.mark.parametrize("who", ["dpo", "reader"])
def test_others_of_the_town_keep_no_agenda(town, on_day, who):
    on_day(MONDAY)
    plan_on(town["alderman"], MEETS)
    assert not meetings_of(town[who]).exists()
    with pytest.raises(PermissionDenied):
        plan_on(town[who], MEETS)


def test_another_town_has_its_own_meetings(town, on_day):
    on_day(MONDAY)
    meeting, file = plan_on(town["alderman"], MEETS), closure(town)
    assert not meetings_of(town["strange_alderman"]).exists()
    with pytest.raises(PermissionDenied):
        cancel(town["strange_alderman"], meeting, reason="", work=None)
    with pytest.raises(PermissionDenied):
        put(town["stranger"], meeting, file, purpose="other", note="", work=None)
    on_day(MEETS)
    with pytest.raises(PermissionDenied):
        decide(
            town["strange_alderman"],
            meeting.items.get(),
            step="confirm",
            version=file.version,
            data={},
            work=None,
        )
    with pytest.raises(PermissionDenied):
        close(town["strange_alderman"], meeting, present="", remarks="", work=None)


def test_every_change_of_an_agenda_is_logged(town, on_day):
    on_day(MONDAY)
    meeting = plan_on(town["alderman"], MEETS)
    closure(town)
    move(town["alderman"], meeting, day=MEETS, hour=time(14, 0), reason="zaal bezet", work=None)
    on_day(MEETS)
    close(town["alderman"], meeting, present="allen", remarks="", work=None)
    assert list(Entry.objects.filter(event__startswith="college.").order_by("number").values_list("event", flat=True)) == [
        "college.meeting", "college.meeting", "college.close",
    ]  # fmt: skip
