"""The demonstration's site with a little more in it, so that every page has something to show.

Runs inside the site's own process (`site_process.in_site`) and prints, as JSON, what the journeys need to know.
"""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from knipperlicht.bridge import dossier, lists
from knipperlicht.bridge.builds import DEMO_MARK
from knipperlicht.bridge.served import serving
from knipperlicht.cases.audit.purposes import Purpose
from knipperlicht.cases.audit.service import start_work
from knipperlicht.cases.casefiles.service import CaseFile
from knipperlicht.cases.college.service import AgendaItem
from knipperlicht.cases.documents.service import Document
from knipperlicht.cases.dossiers.service import open_contest
from knipperlicht.cases.jobs.service import run_job
from knipperlicht.cases.organisations.invitations import invite
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Role
from knipperlicht.cases.organisations.service import Actor, actor
from knipperlicht.cases.policies.service import ScopeRow
from knipperlicht.cases.retention.service import destructions_of, dues_of
from knipperlicht.cases.retention.service import receive as receive_request
from knipperlicht.cases.worklists.service import draw, save_view
from knipperlicht.core.numbers import format_number
from knipperlicht.web.demo_site import PEOPLE, TOWN, ZONE, make_site
from knipperlicht.web.middleware import WORK

TOWN_NIS = "34022"
NEWCOMER, LEAVER, NOWHERE = "nieuw", "vertrekker", "nergens"
"""People of ours beside those of the demonstration."""


def main() -> None:
    """Make it, and print accounts, sessions and addresses."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    (settings.DATA / DEMO_MARK).touch()
    passwords = {a.email.split("@")[0]: a.password for a in make_site(settings.DATA)}
    _join(NEWCOMER, "Jules Nieuweling-Vandenbroucke van den Eeckhoutte", ZONE, Role.WORKER)
    _join(LEAVER, "Katrien Voorbeeld", TOWN, Role.WORKER)
    User.objects.create_user(email=f"{NOWHERE}@demo.example", name="Lars Voorbeeld")
    with serving(settings.DATA) as reader:
        known = _addresses(reader.rows)
        token = _work(known)
    people = [short for short, *_ in PEOPLE] + [NEWCOMER, LEAVER, NOWHERE]
    sessions = {short: _session(short, work=short not in (NEWCOMER, NOWHERE)) for short in people}
    known["town"] = Organisation.objects.get(name=TOWN).pk
    known |= _files()
    print(json.dumps({"passwords": passwords, "sessions": sessions, "token": token} | known))  # noqa: T201


def _join(short: str, name: str, organisation: str, role: Role) -> None:
    user = User.objects.create_user(email=f"{short}@demo.example", name=name)
    Membership.objects.create(user=user, organisation=Organisation.objects.get(name=organisation), role=role)


def _acting(short: str) -> Actor:
    who = actor(User.objects.get(email=f"{short}@demo.example"), None)
    assert who is not None
    return who


def _addresses(rows: Any) -> dict[str, Any]:
    """Dossiers that look different, and where the first one stands."""
    here = "enterprise IN (SELECT enterprise FROM address WHERE nis = '34022')"
    zone = "(SELECT enterprise FROM address WHERE nis IN ('34022', '34027', '34023'))"
    asked = {
        "high": "FROM score WHERE nis = '34022' ORDER BY score DESC, enterprise",
        "clean": "FROM score WHERE nis = '34022' ORDER BY score, enterprise",
        "outside": f"FROM score WHERE enterprise NOT IN {zone} ORDER BY enterprise",
        "crowded": f"FROM seat JOIN building USING (building_key) JOIN subject USING (building_key) WHERE {here} ORDER BY n_seats DESC, enterprise",
        "many": f"FROM subject WHERE {here} ORDER BY n_establishments DESC, enterprise",
        "trader": f"FROM enterprise WHERE NOT is_legal AND {here} ORDER BY enterprise",
        "gone": "FROM enterprise_past JOIN address_past USING (enterprise) WHERE gone AND nis = '34022' AND is_legal ORDER BY enterprise",
        "long": "FROM score WHERE nis = '34022' ORDER BY length(name) DESC, enterprise",
    }  # fmt: skip
    found = {key: rows(f"SELECT enterprise {sql} LIMIT 1") for key, sql in asked.items()}
    missing = [key for key, row in found.items() if not row]
    assert not missing, missing
    numbers = {key: row[0]["enterprise"] for key, row in found.items()}
    seat = dossier.addresses(numbers["high"], "nl")[0]
    (named,) = rows("SELECT name FROM score WHERE enterprise = ?", numbers["high"])
    return {key: format_number(number) for key, number in numbers.items()} | {
        "name": named["name"], "postcode": seat["zipcode"], "street": seat["street"], "house": seat["house_number"],
        "building": quote(dossier.addresses(numbers["crowded"], "nl")[0]["building"]),
    }  # fmt: skip


def _work(known: dict[str, Any]) -> str:
    """One of everything that has a page; gives the token of an invitation."""
    worker = _acting("medewerker")
    work = start_work(worker, purpose=Purpose.PERMIT, reference="aanvraag 2026/114 terras")
    asked = lists.ListFilter().within(worker.organisation.scope)
    save_view(worker, name="Hele stad", query="", columns=(), sort="name", shared=True, work=work)
    draw(worker, asked=asked, share=10.0, flags_only=False, work=work, seed="vast")
    open_contest(
        worker, enterprise=int(known["high"].replace(".", "")), name=known["name"], about="", fact="adres",
        statement="Wij zijn op 3 mei verhuisd en hebben dat gemeld.", received=date(2026, 10, 5),
        speaker="agent", work=work,
    )  # fmt: skip
    leaver = _acting(LEAVER)
    save_view(leaver, name="Nachtwinkels", query="", columns=(), sort="name", shared=False, work=None)
    _invitation, token = invite(
        _acting("manager"), organisation=worker.organisation, email="maud@demo.example", name="Maud Voorbeeld",
        role=Role.READER, language="nl",
    )  # fmt: skip
    run_job("tidy", started_by="proef")  # before half past two at night the clock made none yet
    return token


def _files() -> dict[str, Any]:
    """Case files of the demonstration by state, and what belongs to one of them."""
    found = {f"{file.kind}_{file.state}": file.pk for file in CaseFile.objects.order_by("pk")}
    dpo = _acting("auditor")
    asked = receive_request(
        dpo, kind="access", name="Verzonnen, Noor", contact="noor@demo.example", received=timezone.localdate(), statement="Welke gegevens hebt u?", work=None,
    )  # fmt: skip
    run_job("retention", started_by="proef")
    destroyed, due = destructions_of(dpo).order_by("pk").first(), dues_of(dpo).order_by("pk").first()
    assert destroyed is not None and due is not None
    item = AgendaItem.objects.order_by("pk").first()
    document = Document.objects.order_by("pk").first()
    row = ScopeRow.objects.filter(file=None, accessible="yes").order_by("pk").first()
    assert item is not None and document is not None and row is not None, (found, ScopeRow.objects.count())
    return found | {
        "meeting": item.meeting_id, "item": item.pk, "document": document.pk, "papers": document.file_id,
        "row": row.pk, "regulation": row.regulation_id, "request": asked.pk, "destroyed": destroyed.pk, "due": due.pk,
    }  # fmt: skip


def _session(short: str, *, work: bool) -> str:
    """A session as after signing in; with a piece of work where the role looks at dossiers."""
    client = Client()
    user = User.objects.get(email=f"{short}@demo.example")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    who = actor(user, None)
    session = client.session
    if short in ("beheer", "toezicht"):  # are not asked for the password again
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 3600}]
        session.save()
    if short == "beheer":  # filled in the form to invite a manager
        town = Organisation.objects.get(name=TOWN).pk
        session["invitation_asked"] = {
            "email": "greet@demo.example", "name": "Greet Voorbeeld", "role": "manager", "language": "nl", "organisation": town,
        }  # fmt: skip
        session.save()
    if work and who is not None and who.may("look"):
        session[WORK] = start_work(
            who, purpose=Purpose.SIGNAL, reference="melding 2026-0412 Doorniksewijk"
        ).pk
        session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value
