"""A municipality with many case files, by bulk insert: acts, terms and teams as the procedure itself makes them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from knipperlicht.cases.casefiles.models import ActRow, CaseFile, Designation, TeamMember, TermRow
from knipperlicht.cases.organisations.models import Membership, Organisation, User
from knipperlicht.cases.organisations.roles import Kind, Role
from knipperlicht.cases.procedures.case import Act, Case
from knipperlicht.cases.procedures.engine import Term, terms
from knipperlicht.cases.procedures.registry import procedure_of

KIND, STAFF, YEARS, BATCH = "integrity", 100, 6, 2_000
PERSON = {"kind": "natural", "name": "Voorbeeld", "first_names": "Vera"}
STARTED, CLOSED = "started", "closed_no_measure"
OPEN_DAYS = 75
"""Files younger than this are open; older ones were closed, but for one in twenty that is late."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """Who can look: the mayor sees every file, a worker those of their teams."""

    mayor: User
    worker: User
    files: int


def make(*, count: int, today: date) -> Made:
    """`count` files of one municipality, opened evenly over `YEARS` years; every one of `STAFF` people has some in their team."""
    chance = random.Random(20_261_124)
    town = Organisation.objects.create(name="Stad Voorbeeld", kind=Kind.MUNICIPALITY, territory=["34022"])
    mayor = _user("mayor", town, Role.MAYOR)
    staff = [_user(f"worker{at}", town, Role.WORKER) for at in range(STAFF)]
    Designation.objects.bulk_create(
        Designation(organisation=town, user=user, function="x", category="x", reference="1", since=date(2020, 1, 1), recorded_by_name="x")
        for user in staff
    )  # fmt: skip
    for begin in range(0, count, BATCH):
        numbers = range(begin, min(begin + BATCH, count))
        cases = [_case(today - timedelta(days=chance.randrange(YEARS * 365)), chance, today) for _ in numbers]
        files = CaseFile.objects.bulk_create(
            _file(town, at, case, chance) for at, case in zip(numbers, cases, strict=True)
        )
        pairs = list(zip(files, cases, strict=True))
        ActRow.objects.bulk_create(
            row for file, case in pairs for row in _acts(file, case, chance.choice(staff))
        )
        TermRow.objects.bulk_create(row for file, case in pairs for row in _terms(file, case))
        TeamMember.objects.bulk_create(
            TeamMember(file=file, user=user, lead=lead, since=_at(file.opened))
            for file in files
            for user, lead in zip(chance.sample(staff, 2), (True, False), strict=True)
        )
    return Made(mayor=mayor, worker=staff[0], files=count)


def _user(short: str, town: Organisation, role: Role) -> User:
    user = User.objects.create_user(email=f"{short}@bench.example", name=short.capitalize())
    Membership.objects.create(user=user, organisation=town, role=role)
    return user


def _case(opened: date, chance: random.Random, today: date) -> Case:
    """An investigation with its start, a source, a query and most often its closing."""
    acts = [_act(1, "start", opened, "", STARTED)]
    for step, after in (("own_services", 3), ("register_query", 10)):
        if opened + timedelta(days=after) <= today:
            acts.append(_act(len(acts) + 1, step, opened + timedelta(days=after), STARTED, STARTED))
    if (today - opened).days > OPEN_DAYS and chance.random() > 0.05:
        closed = opened + timedelta(days=chance.randrange(20, OPEN_DAYS))
        acts.append(_act(len(acts) + 1, "close", closed, STARTED, CLOSED))
    return Case(kind=KIND, state=acts[-1].after, acts=tuple(acts), about={"permit_duty": True})


def _act(number: int, step: str, on: date, before: str, after: str) -> Act:
    return Act(
        number=number, step=step, on=on, recorded=on, before=before, after=after, data={"persons": [PERSON]}
    )


@cache
def _terms_of(shape: tuple[tuple[str, date], ...]) -> tuple[Term, ...]:
    acts = tuple(
        _act(at, step, on, STARTED, CLOSED if step == "close" else STARTED)
        for at, (step, on) in enumerate(shape, start=1)
    )
    case = Case(kind=KIND, state=acts[-1].after, acts=acts, about={"permit_duty": True})
    return tuple(terms(procedure_of(KIND), case))


def _running(case: Case) -> tuple[Term, ...]:
    return _terms_of(tuple((act.step, act.on) for act in case.acts))


def _file(town: Organisation, at: int, case: Case, chance: random.Random) -> CaseFile:
    opened, ended = case.acts[0].on, case.state == CLOSED
    running = [term for term in _running(case) if term.met is None]
    first = min(running, key=lambda term: term.days.last, default=None) if not ended else None
    street = chance.choice(("Grote Markt", "Stationsstraat", "Kerkplein", "Doorniksewijk"))
    return CaseFile(
        organisation=town, kind=KIND, number=f"{opened.year}-INT-{at:06d}", state=case.state, version=len(case.acts),
        title=f"{chance.choice(('Nachtwinkel', 'Kapsalon', 'Café', 'Garage'))} {at}", address=f"{street} {at % 300}, 8500 Kortrijk",
        about=dict(case.about), opened=opened, closed=case.acts[-1].on if ended else None,
        next_day=first.days.last if first else None, next_term=first.rule.key if first else "",
    )  # fmt: skip


def _acts(file: CaseFile, case: Case, user: User) -> Iterator[ActRow]:
    for act in case.acts:
        yield ActRow(
            file=file, number=act.number, step=act.step, on=act.on, recorded=_at(act.on), before=act.before, after=act.after,
            data=dict(act.data), by=user, by_name=user.name, by_role="worker",
        )  # fmt: skip


def _terms(file: CaseFile, case: Case) -> Iterator[TermRow]:
    for term in _running(case):
        said: dict[str, Any] = {
            "event": term.event,
            "first": term.days.first,
            "last": term.days.last,
            "met": term.met,
        }
        yield TermRow(file=file, rule=term.rule.key, ceiling=term.rule.longest, **said)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
