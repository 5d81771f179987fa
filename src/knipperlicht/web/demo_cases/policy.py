"""The invented policy of the demonstration: a regulation in force, and the first establishments on its list looked at."""

from __future__ import annotations

from datetime import date, timedelta

from knipperlicht.cases.audit.models import PieceOfWork
from knipperlicht.cases.organisations.service import Actor
from knipperlicht.cases.policies.service import (
    Regulation,
    ScopeRow,
    Term,
    act,
    begin,
    bring_up_to_date,
    enter_text,
    judge_access,
    set_activities,
    set_analysis,
    set_zone,
    write_analysis,
)
from knipperlicht.reference.listed_activities import listed_activities

ACTIVITIES = (1, 2, 3, 6, 7, 12, 13, 14, 15, 16, 17, 20, 21)
"""All of which a register knows many: places to eat, drink and sleep, cars, night shops, newsagents, clothes."""
ACTS = (
    ("protocol", 330, {"reference": "protocol 1/verzonnen"}),
    ("adopt", 320, {"reference": "raadsbesluit 1/verzonnen", "protocol_confirmed": True, "protocol_annexed": True}),
)  # fmt: skip
PUBLISHED, IN_FORCE = 315, 300
"""Days ago."""


def make_policy(manager: Actor, work: PieceOfWork, *, today: date, look_at: int) -> list[ScopeRow]:
    """Adopt the regulation and make its list; gives the rows that were looked at, with an enterprise of their own."""
    for number in ACTIVITIES:
        _text(manager, number, work)
    regulation = _regulation(manager, work, today)
    bring_up_to_date(manager.organisation, today)
    rows = list(
        ScopeRow.objects.of(manager).filter(regulation=regulation, zone_known=True).order_by("pk")[:look_at]
    )
    for row in rows:
        judge_access(manager, row, accessible="yes", reason="Ter plaatse gezien.", work=work)
    return rows


def _text(manager: Actor, number: int, work: PieceOfWork) -> None:
    known = next(one for one in listed_activities().activities if one.number == number)
    enter_text(
        manager, number=number, sector=known.sector or "", nl=known.nl or "", fr=known.fr or "",
        definition="Verzonnen omschrijving voor de demonstratie: neem die van het koninklijk besluit over.",
        source="demonstratie", nace=known.nace2025, work=work,
    )  # fmt: skip


def _regulation(manager: Actor, work: PieceOfWork, today: date) -> Regulation:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    analysis = write_analysis(
        manager, title="Risicoanalyse horeca, carwashes en nachtwinkels",
        facts="Verzonnen: meldingen van leegstaande zaken die toch open zijn, en van wisselende uitbaters.",
        motivation="Verzonnen: deze activiteiten kwamen in de meldingen het vaakst terug.", numbers=ACTIVITIES, work=work,
    )  # fmt: skip
    regulation = begin(
        manager, title="Politieverordening integriteit (verzonnen)", why="Meldingen van de voorbije jaren.", on=ago(400), work=work,
    )  # fmt: skip
    set_analysis(manager, regulation, analysis, title=regulation.title, work=work)
    terms = [
        Term(
            number=number,
            until=today + timedelta(days=500),
            within=60,
            about="start",
            permit_duty=True,
        )
        for number in ACTIVITIES
    ]
    set_activities(manager, regulation, terms, work=work)
    set_zone(manager, regulation, whole=True, streets=(), area=(), work=work)
    regulation = act(
        manager, regulation, step="submit", version=_version(regulation), on=ago(350), data={}, work=work
    )
    for step, days, data in ACTS:
        regulation = act(
            manager, regulation, step=step, version=regulation.version, on=ago(days), data=data, work=work
        )
    published = {"address": "https://stad.example/verordening", "in_force": ago(IN_FORCE).isoformat()}
    return act(
        manager,
        regulation,
        step="publish",
        version=regulation.version,
        on=ago(PUBLISHED),
        data=published,
        work=work,
    )


def _version(regulation: Regulation) -> int:
    regulation.refresh_from_db()
    return int(regulation.version)
