"""Plays the stories through the doors that people use: what no guard lets through is not in the demonstration either."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from itertools import count
from typing import Any

import typst
from django.utils import timezone

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.audit.purposes import Purpose
from knipperlicht.cases.audit.service import start_work
from knipperlicht.cases.casefiles.service import (
    CaseFile,
    designate,
    follow_the_law,
    open_case,
    record,
)
from knipperlicht.cases.college.service import Body, plan
from knipperlicht.cases.documents.service import receive
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.service import ScopeRow
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Office
from knipperlicht.core.workdays import nth_workday
from knipperlicht.errors import KnipperlichtError
from knipperlicht.web.demo_cases.days import Days
from knipperlicht.web.demo_cases.measures import FACTS, INDICATIONS, MEASURES, Measure
from knipperlicht.web.demo_cases.people import operator
from knipperlicht.web.demo_cases.policy import make_policy
from knipperlicht.web.demo_cases.stories import COLLEGE_SIGNS, MAYOR_SIGNS, STORIES, Story

SPARE_ROWS = 6
"""Establishments in scope that were looked at and wait for their investigation."""
SIGNS = {Office.MAYOR: MAYOR_SIGNS, Office.COLLEGE: COLLEGE_SIGNS, Office.COUNCIL: "gemeenteraad"}


class WrongStory(KnipperlichtError):
    """A story of the demonstration does not end in the state it names."""


def make_cases(*, manager: Actor, worker: Actor) -> int:
    """Policy, designations, a meeting, and a file in every state; gives how many files."""
    today = timezone.localdate()
    work = start_work(manager, purpose=Purpose.INTEGRITY, reference="demonstratie")
    rows = make_policy(manager, work, today=today, look_at=len(STORIES) + len(MEASURES) + SPARE_ROWS)
    for who in (manager, worker):
        designate(
            manager, user=who.user, function="medewerker bestuurlijke handhaving", category="dossierbeheer", criminal=True,
            reference="besluit 1/verzonnen", since=today - timedelta(days=250), until=None, work=work,
        )  # fmt: skip
    meeting = nth_workday(today + timedelta(days=1), 4)
    plan(manager, body=Body.COLLEGE, day=meeting, hour=time(14), work=work)
    own = start_work(worker, purpose=Purpose.INTEGRITY, reference="demonstratie")
    numbers, left = count(), iter(rows)
    for story, row in zip(STORIES, left, strict=False):
        _investigate(worker, story, row, operator(next(numbers)), own, today)
    for measure, row in zip(MEASURES, left, strict=False):
        _measure(worker, measure, row, operator(next(numbers)), own, today, meeting)
    return int(CaseFile.objects.filter(organisation=worker.organisation).count())


def _investigate(
    worker: Actor, story: Story, row: ScopeRow, who: Mapping[str, Any], work: PieceOfWork, today: date
) -> None:
    days = Days(today=today, ago=story.ago)
    term = row.regulation.activities.get(number=row.activity)
    file = open_case(
        worker, kind="integrity", title=row.name, on=days.start, enterprise=row.enterprise, establishment=row.establishment,
        address=f"{row.street} {row.house}, {row.postcode}".strip(), activity=row.activity,
        data={"persons": [who], "motive": "De zaak staat op de lijst van de verordening en is aan de beurt."},
        about={"scope_row": row.pk, "regulation": row.regulation_id, "activity": row.activity, "sector": term.sector,
               "permit_duty": term.permit_duty},
        signed_by=MAYOR_SIGNS, reference=f"besluit {row.pk}/verzonnen", work=work,
    )  # fmt: skip
    _play(worker, file, days, story.path(days, who), work, story.state)


def _measure(
    worker: Actor, measure: Measure, row: ScopeRow, who: Mapping[str, Any], work: PieceOfWork, today: date, meeting: date
) -> None:  # fmt: skip
    days = Days(today=today, ago=measure.ago)
    file = open_case(
        worker, kind="mayor_closure", title=row.name, on=days.start, enterprise=row.enterprise, establishment=row.establishment,
        address=f"{row.street} {row.house}, {row.postcode}".strip(), data={**FACTS, **INDICATIONS, "persons": [who]},
        about=measure.about, work=work,
    )  # fmt: skip
    acts = [
        (on, step, {**data, "meeting": meeting.isoformat()} if data.get("meeting") == "next" else data)
        for on, step, data in measure.path(days, who)
    ]
    _play(worker, file, days, acts, work, measure.state)


def _play(
    worker: Actor, file: CaseFile, days: Days, acts: list[tuple[int, str, Mapping[str, Any]]], work: PieceOfWork, state: str
) -> None:  # fmt: skip
    procedure = procedure_of(file.kind)
    for on, key, data in acts:
        if key == "propose":
            _advice(worker, file, days.day(on), work)
        signs = SIGNS.get(procedure.step(key).office, "")
        file = record(
            worker, file.pk, step=key, version=file.version, on=days.day(on), data=data, signed_by=signs,
            reference=f"{file.number}/{on}" if signs else "", work=work,
        )  # fmt: skip
    follow_the_law(file)
    file.refresh_from_db()
    if file.state != state:
        raise WrongStory(f"{file.number}: {file.state}, and not {state}.")


def _advice(worker: Actor, file: CaseFile, day: date, work: PieceOfWork) -> None:
    """The advice of the DIOB as a paper that came in."""
    paper = typst.compile(
        b'= Advies (verzonnen)\n#set text(lang: "nl")\nVoor de demonstratie: een schorsing van drie maanden.'
    )
    receive(
        worker, file, code="D21", title="Advies van de DIOB (verzonnen)", sender="DIOB", on=day, content=paper, criminal=True, work=work,
    )  # fmt: skip
