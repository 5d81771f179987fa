"""Investigations for tests: a case walked through step by step, with data that every guard accepts unless a test changes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.cases.procedures.engine import perform, refusals
from knipperlicht.cases.procedures.integrity import PROCEDURE
from knipperlicht.cases.procedures.steps import Kind, Office, Refusal
from knipperlicht.core.workdays import nth_workday

TODAY = date(2040, 1, 2)
"""Later than all that the stories do, so that no act lies in the future."""
START = date(2025, 5, 2)
OPERATOR = {"kind": "natural", "name": "Voorbeeld", "first_names": "An", "birth_date": "1980-01-02"}
FINANCIER = {"kind": "legal", "name": "Geldschieter BV", "enterprise_number": "0123.456.749"}
OFFICES = frozenset({Office.STAFF, Office.MAYOR})
FACTS = {"regulation_in_force": True, "in_scope": True}
AROUND = Around(today=TODAY, designated=True, offices=OFFICES, documents=frozenset({"D21"}), facts=FACTS)
SYSTEM = replace(AROUND, offices=frozenset({Office.SYSTEM}))
GROUND = {
    "grounds": ["G2"], "facts": "De feiten.", "references": ["3"], "offences": ["5"], "gravity": "ernstig", "link": "rechtstreeks",
    "benefit": "aanzienlijk",
}  # fmt: skip
SUSPEND = {"measure": "suspend", "months": 3, "lifting_conditions": "De uitbater legt stukken voor."} | GROUND

# What each step is given where a test says nothing else: working days after the start, and data.
PLAIN: dict[str, tuple[int, dict[str, Any]]] = {
    "start": (0, {"persons": [OPERATOR], "motive": "Op de lijst."}),
    "inform": (1, {"how": "brief"}),
    "name_operator": (2, {"persons": [FINANCIER], "facts": "Tekent de contracten."}),
    "extend_persons": (2, {"persons": [FINANCIER], "ring": "3", "facts": "Betaalde de inrichting.", "offences": ["2"]}),
    "extend": (10, {"motivation": "Het advies duurt lang."}),
    "own_services": (2, {"persons": [OPERATOR], "by_whom": "An", "databases": ["bevolking"], "data_from": "2024-01-01", "result": "niets"}),
    "open_sources": (2, {"persons": [OPERATOR], "by_whom": "An", "databases": ["KBO"], "data_from": "2024-01-01", "result": "niets"}),
    "police_advice": (3, {"persons": [OPERATOR], "by_whom": "PZ", "data_from": "2024-01-01", "result": "advies"}),
    "criminal_record": (3, {"persons": [OPERATOR], "by_whom": "An", "data_from": "2024-01-01", "result": "een veroordeling"}),
    "ariec_report": (3, {"persons": [OPERATOR], "by_whom": "ARIEC", "data_from": "2024-01-01", "result": "verslag"}),
    "judicial": (3, {"persons": [OPERATOR], "by_whom": "parket", "data_from": "2024-01-01", "result": "stukken"}),
    "case_conference": (4, {"persons": [OPERATOR], "by_whom": "burgemeester", "data_from": "2024-01-01", "result": "besproken",
                            "participants": ["PZ", "ARIEC"], "proportionate": "Enkel de uitbater."}),
    "register_query": (5, {"persons": [OPERATOR], "by_whom": "An", "motivation": "Wijst op een risico.", "result": "no_hit"}),
    "close": (8, {"reason": "Geen grond.", "no_ground": True}),
    "stop": (12, {"reason": "Geen grond.", "no_ground": True}),
    "request_advice": (8, {"persons": [OPERATOR], "inquiry": "Gedaan.", "register_result": "no_hit", "motivation": "Nodig."}),
    "inadmissible": (10, {"reason": "Bijlage ontbreekt."}),
    "complete": (12, {"added": "De bijlage."}),
    "reject": (14, {"reason": "Nog onvolledig."}),
    "admissible": (13, {}),
    "advice": (40, {"advised": "suspend", "summary": "Ernstig risico."}),
    "advice_overdue": (60, {}),
    "propose": (41, SUSPEND),
    "invite": (42, {"hearing_on": "2025-07-21", "place": "stadhuis, 10 uur", "how": "registered"}),
    "hearing": (54, {"form": "oral", "present": ["An Voorbeeld"], "statement": "Betwist."}),
    "no_show": (54, {"served_on": "2025-07-04", "proof": "RR123"}),
    "decide": (56, {"motivation": "Om die redenen."} | SUSPEND),
    "notify": (57, {"how": "registered", "annexed": True}),
    "proof": (58, {"received": "2025-07-29", "proof": "RR124"}),
    "register_decision": (58, {"how": "formulier 7"}),
    "inform_judiciary": (58, {"how": "mail 8"}),
    "udn": (60, {"claimant": "Voorbeeld", "filed": "2025-07-31", "warned": "2025-08-01"}),
    "legal_check": (75, {"conclusion": "no_hold", "motivation": "Te laat.", "checked_by": "juriste"}),
    "udn_ruling": (76, {"claimant": "Voorbeeld", "outcome": "rejected"}),
    "execute": (77, {}),
    "seal": (78, {}),
    "penalty": (78, {}),
    "appeal": (79, {"appellant": "Voorbeeld", "court": "Raad van State"}),
    "report_appeal": (80, {"how": "formulier 9"}),
    "appeal_ruling": (200, {"outcome": "rejected"}),
    "review": (85, {"by": "request", "requester": "Voorbeeld", "elements": "Nieuwe stukken."}),
    "review_decision": (90, {"outcome": "maintain", "motivation": "De feiten staan vast."}),
    "lift": (95, {"met": "Alle stukken zijn voorgelegd."}),
    "expire": (400, {}),
    "finish": (300, {"reason": "Geen rechtsmiddel meer."}),
    "new_case": (310, {"changed_facts": "Nieuwe uitbater."}),
    "destroy_underlying": (310, {}),
    "destroy": (1400, {}),
}  # fmt: skip
INQUIRED = ("start", "own_services", "register_query")
REQUESTED = (*INQUIRED, "extend", "request_advice")
ADVISED = (*REQUESTED, "admissible", "advice")
INVITED = (*ADVISED, "propose", "invite")
HEARD = (*INVITED, "hearing")
DECIDED = (*HEARD, "decide")
STANDSTILL = (*DECIDED, "notify", "proof")
IN_EFFECT = (*STANDSTILL, "execute")


def fresh(**about: Any) -> Case:
    """A case before its first act."""
    return Case(kind="integrity", state="", about={"permit_duty": True} | about)


def proposed(step: str, *, on: date | None = None, **data: Any) -> Proposed:
    """An act with the plain data of its step, changed as a test says; a value of None is left out."""
    days, plain = PLAIN[step]
    day = on or (START if days == 0 else nth_workday(START + timedelta(days=1), days))
    return Proposed(
        step=step, on=day, data={name: value for name, value in (plain | data).items() if value is not None}
    )


def around_for(act: Proposed, around: Around = AROUND) -> Around:
    """Acts of the law itself are the system's."""
    return SYSTEM if PROCEDURE.step(act.step).office is Office.SYSTEM else around


def do(case: Case, step: str, *, around: Around = AROUND, on: date | None = None, **data: Any) -> Case:
    """The case after the step; raises Refused."""
    act = proposed(step, on=on, **data)
    return perform(PROCEDURE, case, act, around_for(act, around))


def walk(*steps: str, **about: Any) -> Case:
    """A case after these steps with plain data."""
    case = fresh(**about)
    for step in steps:
        case = do(case, step)
    return case


def why_not(
    case: Case, step: str, *, around: Around = AROUND, on: date | None = None, **data: Any
) -> dict[str, Refusal]:
    """Refusals by rule; empty when the step may be taken."""
    act = proposed(step, on=on, **data)
    return {refusal.rule: refusal for refusal in refusals(PROCEDURE, case, act, around_for(act, around))}


def closing(case: Case) -> Case:
    """The case with a permit duty the other way round: closure is the measure."""
    return replace(case, about={**case.about, "permit_duty": False})


def kinds() -> dict[str, Kind]:
    """Field -> kind, over all steps."""
    return {field.name: field.kind for step in PROCEDURE.steps for field in step.fields}
