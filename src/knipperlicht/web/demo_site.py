"""Invented organisations and people for the demonstration, over the invented province. Never on a real site.

Places are real (municipalities and police zones of West Flanders); all people and companies are invented.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from knipperlicht.bridge import register
from knipperlicht.bridge.builds import DEMO_MARK
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.purposes import Purpose
from knipperlicht.cases.audit.service import start_work
from knipperlicht.cases.dossiers.service import add_note, pin
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Role
from knipperlicht.cases.organisations.service import Actor, actor
from knipperlicht.cases.worklists.service import add, create_list
from knipperlicht.errors import KnipperlichtError
from knipperlicht.reference.geography import municipalities, police_zones
from knipperlicht.reference.places import municipality_names
from knipperlicht.web.demo_cases.play import make_cases

ARIEC, OVERSIGHT, OPERATOR = "ARIEC West-Vlaanderen", "Toezicht (DPO)", "Beheer van de site"
INSPECTIONS = ("Inspectie Voedselveiligheid", "Inspectie Sociale Zaken", "Inspectie Leefmilieu")
TOWN, ZONE = "Stad Kortrijk", "Politiezone VLAS"
CITIES = ("Brugge", "Kortrijk", "Oostende", "Roeselare", "Ieper", "Veurne", "Diksmuide", "Tielt", "Waregem", "Menen")  # fmt: skip
PEOPLE = (
    ("manager", "An Voorbeeld", TOWN, Role.MANAGER),
    ("medewerker", "Bram Voorbeeld", TOWN, Role.WORKER),
    ("lezer", "Chaima Voorbeeld", TOWN, Role.READER),
    ("burgemeester", "Lieve Voorbeeld", TOWN, Role.MAYOR),
    ("schepen", "Karim Voorbeeld", TOWN, Role.COLLEGE),
    ("auditor", "Dirk Voorbeeld", TOWN, Role.AUDITOR),
    ("politie", "Els Voorbeeld", ZONE, Role.WORKER),
    ("analist", "Farid Voorbeeld", ARIEC, Role.ANALYST),
    ("inspecteur", "Greet Voorbeeld", INSPECTIONS[0], Role.WORKER),
    ("toezicht", "Hugo Voorbeeld", OVERSIGHT, Role.AUDITOR),
    ("beheer", "Ines Voorbeeld", OPERATOR, Role.OPERATOR),
)
WATCHED = 6


class NoDemonstration(KnipperlichtError):
    """This data directory is not one of the demonstration."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """One ready account."""

    email: str
    password: str
    organisation: str
    role: str


def make_site(root: Path) -> list[Account]:
    """Organisations, one account per role with a password of this installation, and a little work of theirs."""
    if not (root / DEMO_MARK).exists():
        raise NoDemonstration(f"{root}: was not made by the demonstration; no demo accounts are made here.")
    if User.objects.exists():
        raise NoDemonstration("The database holds users already; no demo accounts are made in it.")
    with transaction.atomic():
        organisations = {made.name: made for made in _organisations()}
        Organisation.objects.bulk_create(organisations.values())
        accounts = [_account(organisations[where], short, name, role) for short, name, where, role in PEOPLE]
    with serving(root):
        _work()
        make_cases(manager=_acting("manager"), worker=_acting("medewerker"))
    _keep(root, accounts)
    return accounts


def _organisations() -> Iterator[Organisation]:
    names = municipality_names("nl")
    for nis in sorted(municipalities(), key=lambda code: names[code]):
        kind = "Stad" if names[nis] in CITIES else "Gemeente"
        yield Organisation(name=f"{kind} {names[nis]}", kind=Kind.MUNICIPALITY, territory=[nis])
    for zone in police_zones():
        name = f"Politiezone {zone.name}"
        yield Organisation(name=name, kind=Kind.POLICE_ZONE, territory=list(zone.municipalities))
    everywhere = sorted(municipalities())
    yield Organisation(name=ARIEC, kind=Kind.ARIEC, territory=everywhere)
    for name in INSPECTIONS:
        yield Organisation(name=name, kind=Kind.INSPECTION, territory=everywhere)
    yield Organisation(name=OVERSIGHT, kind=Kind.OVERSIGHT)
    yield Organisation(name=OPERATOR, kind=Kind.OPERATOR)


def _account(organisation: Organisation, short: str, name: str, role: str) -> Account:
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    user = User.objects.create_user(email=f"{short}@demo.example", name=name, password=password)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return Account(
        email=user.email, password=password, organisation=organisation.name, role=str(Role(role).label)
    )


def _work() -> None:
    """A watch-list, a note and a pin of one municipality, so that no page of the demonstration is empty."""
    who = _acting("medewerker")
    work = start_work(who, purpose=Purpose.TRAINING, reference="demonstratie")
    rows = register.reader().rows(
        "SELECT enterprise, name FROM score WHERE nis = ? ORDER BY score DESC, enterprise LIMIT ?",
        who.organisation.territory[0],
        WATCHED,
    )
    if not rows:
        return
    first = rows[0]
    watched = create_list(who, name="Opvolging centrum", shared=True, day=None, work=work)
    found = {row["enterprise"]: row["name"] for row in rows}
    add(who, watched, enterprises=found, reason="demonstratie", work=work)
    add_note(who, enterprise=first["enterprise"], text="Verzonnen nota: langsgegaan, zaak was gesloten.", work=work)  # fmt: skip
    pin(who, enterprise=first["enterprise"], name=first["name"], work=work)


def _acting(short: str) -> Actor:
    who = actor(User.objects.get(email=f"{short}@demo.example"), None)
    if who is None:
        raise NoDemonstration(f"{short}: has no organisation.")
    return who


def _keep(root: Path, accounts: list[Account]) -> None:
    """The accounts once more, in a file that only its owner reads."""
    path = root / "demo-accounts.txt"
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{a.email}  {a.password}  {a.organisation}, {a.role}\n" for a in accounts)
