"""Files with something due, and people who may and may not see it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from knipperlicht.cases.casefiles.models import CaseFile, Designation
from knipperlicht.cases.organisations.service import Actor, actor
from tests.cases.town import file_with

PERSON = [{"kind": "natural", "name": "Zwaenepoel", "first_names": "Wim"}]


@pytest.fixture
def actors(people) -> dict[str, Actor]:
    """By persona, who read English here; owner, colleague and stranger are designated."""
    for user in people.values():
        user.language = "en"
        user.save()
    found = {name: actor(user, None) for name, user in people.items()}
    for name in ("owner", "colleague", "stranger"):
        Designation.objects.create(
            organisation=found[name].organisation, user=people[name], function="dossierbeheerder", category="dossierbeheer",
            criminal=True, reference="BM/1", since=date(2020, 1, 1), recorded_by_name="Mayor",
        )  # fmt: skip
    return found


@pytest.fixture
def clean(actors) -> CaseFile:
    """Closed without a measure today, on the team of the owner."""
    today = timezone.localdate()
    acts = [
        ("start", today - timedelta(days=40), {"motive": "in de lijst", "persons": PERSON}),
        ("own_services", today - timedelta(days=30), {
            "result": "GEHEIM-A", "databases": ["bevolkingsregister"], "by_whom": "dienst Economie", "persons": PERSON}),
        ("close", today, {"reason": "geen grond", "no_ground": True}),
    ]  # fmt: skip
    return file_with(
        actors["owner"], "integrity", acts, state="closed_no_measure", closed=today, title="GEHEIM-B De Zwaan"
    )


@pytest.fixture
def decided(actors) -> CaseFile:
    """A suspension decided twenty days ago and never sent to the register, with an appeal that nobody reported."""
    from knipperlicht.cases.casefiles.acting import keep_terms
    from knipperlicht.cases.casefiles.reading import case_of
    from knipperlicht.cases.procedures.registry import procedure_of

    day = timezone.localdate() - timedelta(days=20)
    acts = [
        ("start", day - timedelta(days=40), {"motive": "in de lijst", "persons": PERSON}),
        (
            "decide",
            day,
            {
                "measure": "suspend",
                "motivation": "GEHEIM-C",
                "grounds": ["G1"],
                "months": 3,
                "lifting_conditions": "keuring",
            },
        ),
        ("appeal", day + timedelta(days=5), {"appellant": "De Zwaan", "court": "Raad van State"}),
    ]
    file = file_with(actors["owner"], "integrity", acts, state="notified", closed=None)
    keep_terms(file, procedure_of("integrity"), case_of(file))
    return file
