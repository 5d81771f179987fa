"""Sealings and penalty payments follow the file they were opened from, in the same transaction as its acts."""

from __future__ import annotations

from datetime import date

import pytest

from knipperlicht.cases.casefiles.service import CaseFile, follow_the_law, open_case, record
from knipperlicht.cases.measures.service import openable
from knipperlicht.cases.operator import service as operator
from knipperlicht.cases.operator.models import Setting
from knipperlicht.cases.procedures.engine import Refused
from knipperlicht.cases.procedures.force import FORCE, closure_in_force, measure_in_force
from knipperlicht.cases.procedures.registry import all_procedures
from tests.cases.measures import test_closures as closure
from tests.cases.measures import test_penalty as penalty
from tests.cases.measures import test_sealing as sealing
from tests.cases.measures.stage import PERSON

SEAL_ORDER = sealing.ORDER[2]


def act(file: CaseFile, actor, step: str, on: str, data: dict) -> CaseFile:
    return record(
        actor, file.pk, step=step, version=CaseFile.objects.get(pk=file.pk).version, on=date.fromisoformat(on), data=data,
        signed_by="Burgemeester Voorbeeld", reference="BM/9", work=None,
    )  # fmt: skip


@pytest.fixture
def closed(town, on_day) -> CaseFile:
    """A closure under article 9bis, decided on 6 March, to be confirmed on the 9th."""
    mayor = town["mayor"]
    on_day(date(2026, 3, 6))
    file = open_case(
        mayor, kind="mayor_closure", title="De Zwaan", on=date(2026, 3, 2), data=closure.FACTS,
        about={"basis": "9bis", "public_place": True}, work=None,
    )  # fmt: skip
    for step, on, data in (
        closure.CONSULT,
        closure.INVITE,
        closure.HEARD,
        ("decide", "2026-03-06", closure.DECISION),
    ):
        act(file, mayor, step, on, dict(data))
    return CaseFile.objects.get(pk=file.pk)


def child(actor, parent: CaseFile | None, kind: str, data: dict) -> CaseFile:
    return open_case(
        actor, kind=kind, title="De Zwaan", on=date(2026, 3, 6), data=data, about={}, parent=parent,
        signed_by="Burgemeester Voorbeeld", reference="BM/9", work=None,
    )  # fmt: skip


def test_nothing_is_sealed_or_fined_without_the_file_of_a_measure(town, closed):
    for kind, data in (("sealing", SEAL_ORDER), ("penalty", penalty.DECISION)):
        with pytest.raises(Refused) as refused:
            child(town["mayor"], None, kind, data)
        assert {reason.rule for reason in refused.value.refusals} <= {"closure", "measure"}
        assert child(town["mayor"], closed, kind, data).parent == closed


def test_a8_a_closure_that_lapses_leaves_the_seals_to_be_removed_first(town, closed, on_day):
    mayor = town["mayor"]
    seals = child(mayor, closed, "sealing", SEAL_ORDER)
    act(seals, mayor, "seal", "2026-03-06", sealing.RECORD)
    owed = child(mayor, closed, "penalty", penalty.DECISION)
    on_day(date(2026, 3, 10))
    assert follow_the_law(closed) == 1
    assert [CaseFile.objects.get(pk=file.pk).state for file in (closed, seals, owed)] == [
        "lapsed",
        "to_unseal",
        "settling",
    ]
    released = {"source": "PV 13/2026", "found": "Sleutels terug"}
    with pytest.raises(Refused) as refused:
        act(closed, mayor, "release", "2026-03-10", released)
    assert [reason.rule for reason in refused.value.refusals] == ["unseal"]
    act(seals, mayor, "unseal", "2026-03-10", sealing.RECORD)
    assert act(closed, mayor, "release", "2026-03-10", released).state == "ended"


def test_a_confirmation_recorded_late_makes_seals_and_penalty_stand_again(town, closed, on_day):
    mayor = town["mayor"]
    seals = child(mayor, closed, "sealing", SEAL_ORDER)
    act(seals, mayor, "seal", "2026-03-06", sealing.RECORD)
    owed = child(mayor, closed, "penalty", penalty.DECISION)
    on_day(date(2026, 3, 10))
    follow_the_law(closed)
    act(closed, mayor, "confirmed_that_day", "2026-03-09", closure.MINUTES | {"reason": "Later ingevoerd"})
    assert CaseFile.objects.get(pk=seals.pk).state == "sealed"
    assert CaseFile.objects.get(pk=owed.pk).state == "imposed"
    assert not CaseFile.objects.get(pk=seals.pk).terms.filter(rule="UNSEAL").exists()


def test_what_the_mayor_ended_does_not_stand_again(town, closed, on_day):
    mayor = town["mayor"]
    owed = child(mayor, closed, "penalty", penalty.DECISION)
    act(owed, mayor, "withdraw", "2026-03-06", {"reason": "Niet nodig"})
    on_day(date(2026, 3, 10))
    follow_the_law(closed)
    act(closed, mayor, "confirmed_that_day", "2026-03-09", closure.MINUTES | {"reason": "Later ingevoerd"})
    assert CaseFile.objects.get(pk=owed.pk).state == "settling"


def test_other_acts_of_the_measure_change_nothing(town, closed):
    seals = child(town["mayor"], closed, "sealing", SEAL_ORDER)
    act(seals, town["mayor"], "seal", "2026-03-06", sealing.RECORD)
    act(closed, town["mayor"], "breach", "2026-03-06", {"facts": "Zegel geschonden", "source": "PV 14"})
    assert CaseFile.objects.get(pk=seals.pk).state == "sealed"


def test_who_is_concerned_by_a_fine_has_nothing_to_seal(town, on_day):
    on_day(date(2026, 3, 6))
    fine = open_case(
        town["mayor"], kind="gas", title="De Zwaan", on=date(2026, 3, 6), about={}, work=None,
        data={"facts": "x", "rule": "art. 1", "persons": PERSON, "mixed": "no"},
    )  # fmt: skip
    with pytest.raises(Refused):
        child(town["mayor"], fine, "sealing", SEAL_ORDER)


def test_the_flemish_decree_is_off_until_the_operator_switches_it_on(db):
    kinds = {procedure.key for procedure in openable()}
    assert "flemish_decree" not in kinds and not kinds & {"sealing", "penalty"}
    Setting.objects.create(key="flemish_decree", value=True)
    operator.forget()
    assert "flemish_decree" in {procedure.key for procedure in openable()}
    operator.forget()


@pytest.mark.parametrize("kind", list(FORCE))
def test_every_state_that_counts_as_in_force_exists(kind):
    assert FORCE[kind].states <= {state for state, _name in all_procedures()[kind].states}


def test_a_measure_in_force_need_not_close():
    from tests.cases.measures.test_place_ban import banned

    assert measure_in_force(banned()) and not closure_in_force(banned())
    assert closure_in_force(closure.decided("9bis")) and not measure_in_force(closure.ready("9bis"))
