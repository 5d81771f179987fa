"""A college that meets today over a closure that waits for it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from knipperlicht.cases.casefiles.models import CaseFile, Designation
from knipperlicht.cases.casefiles.service import open_case, record
from knipperlicht.cases.college.service import Meeting, plan
from knipperlicht.cases.organisations.service import Actor, actor


@pytest.fixture
def actors(people) -> dict[str, Actor]:
    """By persona, who read English here; owner and colleague are designated."""
    found = {}
    for name, user in people.items():
        user.language = "en"
        user.save()
        acting = actor(user, None)
        assert acting is not None
        found[name] = acting
    for name in ("owner", "colleague", "stranger"):
        Designation.objects.create(
            organisation=found[name].organisation, user=people[name], function="dossierbeheerder", category="dossierbeheer", criminal=True,
            reference="BM/1", since=date(2020, 1, 1), recorded_by_name="Mayor",
        )  # fmt: skip
    return found


@pytest.fixture
def meeting(actors) -> Meeting:
    """The college meets today."""
    return plan(actors["alderman"], body="college", day=timezone.localdate(), hour=time(9, 0), work=None)


@pytest.fixture
def closure(actors, meeting) -> CaseFile:
    """A closure by the mayor, on the team of the owner, that waits for the meeting of today."""
    today = timezone.localdate()
    file = open_case(
        actors["owner"], kind="mayor_closure", title="De Zwaan", on=today, about={"basis": "134quater", "public_place": True}, work=None,
        data={"facts": "GEHEIM vechtpartij", "source": "PV 1", "persons": [{"kind": "natural", "name": "Voorbeeld"}]},
    )  # fmt: skip
    data = {"motivation": "orde verstoord", "from_day": str(today), "until_day": str(today + timedelta(days=30)), "urgency": "vannacht",
            "meeting": str(today)}  # fmt: skip
    return record(actors["mayor"], file.pk, step="decide", version=1, on=today, data=data, work=None)
