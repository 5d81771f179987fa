"""An invented file in which every step of its procedure was taken once, with something in every field."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from knipperlicht.cases.casefiles.models import ActRow, CaseFile, Secret
from knipperlicht.cases.casefiles.reading import bound_to
from knipperlicht.cases.casefiles.sealing import seal
from knipperlicht.cases.casefiles.service import Designation, TeamMember
from knipperlicht.cases.documents.models import Letterhead
from knipperlicht.cases.organisations.models import Organisation, User
from knipperlicht.cases.organisations.service import Actor, actor
from knipperlicht.cases.procedures.registry import procedure_of
from knipperlicht.cases.procedures.steps import Field, Kind

PERSON = {
    "kind": "natural", "name": "Peeters", "first_names": "Dirk Jan", "birth_date": "1980-05-03", "address": "Veldstraat 12, 8500 Kortrijk",
    "national_number": "80050300143", "capacity": "uitbater",
}  # fmt: skip
OFFENCE = "GEHEIM-FEIT"
"""In every field that holds data on offences."""
FINDING = "Bevinding uit het onderzoek"


def acting(user: User) -> Actor:
    who = actor(user, None)
    assert who is not None
    return who


def value(field: Field) -> Any:
    return {
        Kind.DAY: "2026-11-02", Kind.NUMBER: 3, Kind.MONEY: "1250.50", Kind.YES: True, Kind.PEOPLE: [PERSON],
        Kind.CHOICE: field.choices[0][0] if field.choices else "", Kind.CHOICES: [field.choices[0][0]] if field.choices else [],
        Kind.LINES: [f"{FINDING} {field.name}"], Kind.DOCUMENT: None,
    }.get(field.kind, f"{OFFENCE if field.criminal else FINDING} {field.name}")  # fmt: skip


def file_with_everything(organisation: Organisation, lead: User, kind: str = "integrity") -> CaseFile:
    procedure, now = procedure_of(kind), timezone.now()
    serial = CaseFile.objects.filter(organisation=organisation).count() + 1
    file = CaseFile.objects.create(
        organisation=organisation, kind=kind, number=f"2026-{procedure.code}-{serial:05d}", state=procedure.states[0][0],
        title="Nachtwinkel De Lamp", address="Doorniksestraat 5, 8500 Kortrijk", enterprise=123456749, activity=17,
        opened=timezone.localdate(), about={"permit_duty": True}, version=len(procedure.steps),
    )  # fmt: skip
    TeamMember.objects.create(file=file, user=lead, lead=True, since=now)
    for number, step in enumerate(procedure.steps, start=1):
        given = {field.name: value(field) for field in step.fields}
        sealed = {field.name: given.pop(field.name) for field in step.fields if field.criminal}
        row = ActRow.objects.create(
            file=file, number=number, step=step.key, on=timezone.localdate(), recorded=now, before=file.state, after=file.state,
            data=given, by=lead, by_name=lead.name, by_role="worker", signed_by="Burgemeester Voorbeeld", reference="2026/17",
        )  # fmt: skip
        if sealed:
            Secret.objects.create(
                act=row, sealed=seal(sealed, organisation=organisation.pk, bound_to=bound_to(file, number))
            )
    return file


def designate(user: User, organisation: Organisation, *, criminal: bool) -> None:
    Designation.objects.create(
        organisation=organisation, user=user, function="jurist", category="onderzoek", criminal=criminal, reference="2026/1",
        since=timezone.localdate(), recorded_by_name="Burgemeester Voorbeeld",
    )  # fmt: skip


def letterhead(organisation: Organisation) -> Letterhead:
    return Letterhead.objects.create(
        organisation=organisation, street="Grote Markt 54", place="8500 Kortrijk", town="Kortrijk", phone="056 00 00 00",
        email="integriteit@kortrijk.example", mayor="An Voorbeeld", director="Bert Voorbeeld", privacy="dpo@kortrijk.example",
    )  # fmt: skip
