"""A municipality with the people of its files, another one, and files as they stand after some acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

import pytest
from django.utils import timezone

from knipperlicht.cases.casefiles.models import ActRow, CaseFile, Designation, Secret, TeamMember
from knipperlicht.cases.casefiles.reading import bound_to
from knipperlicht.cases.casefiles.sealing import seal
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Role
from knipperlicht.cases.organisations.service import Actor, actor
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.retention.reckoning import reckon

STAFF = {
    "mayor": Role.MAYOR, "worker": Role.WORKER, "colleague": Role.WORKER, "alderman": Role.COLLEGE, "dpo": Role.AUDITOR,
    "manager": Role.MANAGER, "reader": Role.READER,
}  # fmt: skip
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def town(db) -> dict[str, Actor]:
    """Everybody of Stad Kortrijk by role, and `stranger` and `strange_dpo` of Stad Brugge. All staff is designated."""
    here = Organisation.objects.create(name="Stad Kortrijk", kind=Kind.MUNICIPALITY, territory=["34022"])
    there = Organisation.objects.create(name="Stad Brugge", kind=Kind.MUNICIPALITY, territory=["31005"])
    roles = [(name, here, role) for name, role in STAFF.items()]
    roles += [
        ("stranger", there, Role.WORKER),
        ("strange_dpo", there, Role.AUDITOR),
        ("strange_alderman", there, Role.COLLEGE),
    ]
    found = {}
    for name, organisation, role in roles:
        user = User.objects.create_user(email=f"{name}@example.org", name=f"{name.capitalize()} Voorbeeld")
        Membership.objects.create(user=user, organisation=organisation, role=role)
        if role == Role.WORKER:
            Designation.objects.create(
                organisation=organisation, user=user, function="dossierbeheerder", category="dossierbeheer", criminal=True,
                reference="BM/1", since=LONG_AGO, recorded_by_name="Mayor Voorbeeld",
            )  # fmt: skip
        acting = actor(user, None)
        assert acting is not None
        found[name] = acting
    return found


@pytest.fixture
def on_day(monkeypatch) -> Callable[[date], None]:
    """`on_day(day)`: it is that day in Belgium, half past ten."""

    def set_(day: date) -> None:
        moment = timezone.make_aware(datetime.combine(day, time(10, 30)))
        monkeypatch.setattr(
            timezone, "localdate", lambda value=None, *_given: day if value is None else _day(value)
        )
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_


def _day(value: datetime) -> date:
    return timezone.localtime(value).date()


def file_with(
    actor: Actor, kind: str, acts: list[tuple[str, date, Mapping[str, Any]]], *, state: str, closed: date | None, title: str = "De Zwaan"
) -> CaseFile:  # fmt: skip
    """A file as it stands after these acts (step, day, data), without asking guards: for what must hold whatever the way there."""
    procedure = procedure_of(kind)
    number = f"{acts[0][1].year}-{procedure.code}-{CaseFile.objects.count() + 1:05d}"
    file = CaseFile.objects.create(
        organisation=actor.organisation, kind=kind, number=number, state=state, version=len(acts), title=title, enterprise=403019261,
        address="Grote Markt 1, 8500 Kortrijk", about={"sector": "horeca"}, opened=acts[0][1], closed=closed,
    )  # fmt: skip
    for place, (step, on, data) in enumerate(acts, start=1):
        sealed = {field.name for field in procedure.step(step).fields if field.criminal}
        row = ActRow.objects.create(
            file=file, number=place, step=step, on=on, recorded=timezone.now(), before="before",
            after=state if place == len(acts) else "before", by=actor.user,
            by_name=actor.user.name, signed_by="Burgemeester Voorbeeld", reference="BM/2",
            data={name: value for name, value in data.items() if name not in sealed},
        )  # fmt: skip
        secret = {name: value for name, value in data.items() if name in sealed}
        if secret:
            bytes_ = seal(secret, organisation=file.organisation_id, bound_to=bound_to(file, place))
            Secret.objects.create(act=row, sealed=bytes_)
    TeamMember.objects.create(file=file, user=actor.user, lead=True, since=timezone.now())
    reckon(file)
    return file
