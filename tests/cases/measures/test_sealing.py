"""Sealing: only under a closure in force, each seal by its number, and off when the closure ends."""

from __future__ import annotations

from knipperlicht.cases.procedures.case import Case
from knipperlicht.cases.procedures.engine import perform
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.sealing import in_place
from tests.cases.measures.stage import Line, around, play, proposed, term, why_not

ORDER: Line = ("order", "2026-03-10", {"place": "Voorbeeldstraat 1", "motivation": "Heropening dreigt"})
RECORD = {"place": "Voorbeeldstraat 1, voordeur", "time": "10:15", "seals": ["A1", "A2"], "by": "Insp. Voorbeeld", "present": ["Vera Voorbeeld"]}  # fmt: skip
SEAL: Line = ("seal", "2026-03-11", RECORD)
BROKEN = {"seals": ["A2"], "by": "Insp. Voorbeeld", "report": "PV 44"}
NEW = Case(kind="sealing", state="")


def sealed(*lines: Line) -> Case:
    return play("sealing", [ORDER, SEAL, *lines], closure_in_force=True)


def over(case: Case, on: str = "2026-03-16") -> Case:
    return perform(procedure_of("sealing"), case, proposed("closure_over", on), around(on))


def test_only_a_closure_in_force_is_sealed():
    assert why_not(NEW, "order", "2026-03-10", ORDER[2]) == {"closure"}
    assert why_not(NEW, "order", "2026-03-10", ORDER[2], closure_in_force=True) == set()
    ordered = play("sealing", [ORDER], closure_in_force=True)
    assert why_not(ordered, "seal", "2026-03-11", RECORD, closure_in_force=False) == {"closure"}


def test_a_seal_has_a_number_of_its_own():
    ordered = play("sealing", [ORDER], closure_in_force=True)
    assert why_not(
        ordered, "seal", "2026-03-11", RECORD | {"seals": ["A1", "A1"]}, closure_in_force=True
    ) == {"seals"}
    case = sealed(("broken", "2026-03-12", BROKEN))
    assert why_not(case, "reseal", "2026-03-12", RECORD, closure_in_force=True) == {"seals"}
    assert why_not(case, "reseal", "2026-03-12", RECORD | {"seals": ["A3"]}, closure_in_force=True) == set()
    assert why_not(case, "reseal", "2026-03-12", RECORD | {"seals": ["A3"]}) == {"closure"}
    assert why_not(
        case, "reseal", "2026-03-11", RECORD | {"seals": ["A3"]}, today="2026-03-12", closure_in_force=True
    ) == {"day"}


def test_only_a_seal_that_is_there_can_be_broken():
    assert why_not(sealed(), "broken", "2026-03-12", BROKEN | {"seals": ["B9"]}) == {"seals"}
    assert in_place(sealed(("broken", "2026-03-12", BROKEN))) == {"A1"}


def test_premises_are_not_sealed_before_the_order_nor_broken_before_the_sealing():
    ordered = play("sealing", [ORDER], closure_in_force=True)
    assert why_not(ordered, "seal", "2026-03-09", RECORD, today="2026-03-11", closure_in_force=True) == {
        "day"
    }
    assert why_not(sealed(), "broken", "2026-03-10", BROKEN, today="2026-03-12") == {"day"}


def test_unsealing_follows_an_order_or_the_end_of_the_closure_and_names_every_seal():
    record = RECORD | {"seals": ["A1", "A2"]}
    assert why_not(sealed(), "unseal", "2026-03-16", record) == {"state"}
    case = over(sealed(("check", "2026-03-12", {"by": "Wijkagent"})))
    assert case.state == "to_unseal" and term(case, "UNSEAL") == ("2026-03-17", None)
    for seals in (["A1"], ["A1", "A2", "A3"], []):
        assert why_not(case, "unseal", "2026-03-16", record | {"seals": seals}) == {"seals"}
    assert why_not(case, "unseal", "2026-03-15", record, today="2026-03-16") == {"day"}
    done = perform(
        procedure_of("sealing"), case, proposed("unseal", "2026-03-17", record), around("2026-03-17")
    )
    assert (
        done.state == "unsealed"
        and in_place(done) == frozenset()
        and term(done, "UNSEAL") == ("2026-03-17", "2026-03-17")
    )


def test_all_seals_broken_leaves_none_to_name():
    case = over(sealed(("broken", "2026-03-12", BROKEN | {"seals": ["A1", "A2"]})))
    assert why_not(case, "unseal", "2026-03-16", RECORD | {"seals": []}) == set()


def test_the_mayor_may_order_the_unsealing():
    case = sealed(("order_unsealing", "2026-03-13", {"reason": "Conform"}))
    assert case.state == "to_unseal" and term(case, "UNSEAL") == ("2026-03-16", None)


def test_an_order_that_was_not_carried_out_is_dropped():
    assert (
        play(
            "sealing",
            [ORDER, ("drop", "2026-03-11", {"reason": "Vrijwillig gesloten"})],
            closure_in_force=True,
        ).state
        == "dropped"
    )
