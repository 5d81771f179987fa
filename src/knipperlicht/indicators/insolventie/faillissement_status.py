"""Bankruptcy of the company itself, as the register shows it: a banner, never scored.

Question: does the register show a bankruptcy of this legal person, open or closed? Only the present
situation speaks: a bankruptcy that was withdrawn, and one that was closed before the company left the
register of active entities, are not shown. Not scored, because it is a state and not a signal, and
because bankruptcy is what the back-test tries to foresee.
Where court notices were taken in, an opening that the register does not show yet is shown too.
Source: KBO Open Data, enterprise.JuridicalSituation 048-053 (`reference/situations.yml`); court notices.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.insolventie._situation import (
    rows_and_notices,
    standing_or_announced,
    without_situation,
)
from knipperlicht.reference.situations import situation_codes

CLOSED = situation_codes("bankruptcy_closed")
EITHER = situation_codes("bankruptcy_open", "bankruptcy_closed")


class BankruptcyStatus(Settings):
    """There is nothing to set: the register shows a bankruptcy or it does not."""


def hits(inputs: Inputs, settings: BankruptcyStatus) -> ir.Table:
    """Always 1: a banner knows no degrees. `closed` is 1 when the bankruptcy was closed."""
    rows = standing_or_announced(inputs, EITHER, day="bankruptcy_day")
    closed = rows.code.isin(CLOSED).cast("int64")
    return hit_rows(
        rows, severity=ibis.literal(1.0), facts=facts(code=rows.code, closed=closed, seen=rows.seen)
    )


def evidence(inputs: Inputs, settings: BankruptcyStatus, hits: ir.Table) -> ir.Table:
    """The situation in the register, and the notices of the court."""
    return rows_and_notices(inputs, hits, "bankruptcy_open")


def unknown(inputs: Inputs, settings: BankruptcyStatus) -> ir.Table:
    """Subjects whose situation is missing or has an unknown code."""
    return without_situation(inputs)


INDICATOR = Indicator(
    slug="faillissement_status",
    family="insolventie",
    kind="status",
    settings=BankruptcyStatus,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Faillissement (status)",
            fact="De KBO of de ondernemingsrechtbank toont een faillissement. Rechtstoestand in de KBO: {code} (048 tot 050: geopend; 051 tot 053: "
            "gesloten). In onze bronnen staat dit sinds {seen}.",
            threshold="Een mededeling, zonder punten: aanwezig of niet.",
            innocent="Een faillissement is meestal een tegenslag en geen misbruik. Een curator behandelt het.",
            clears="De rechtstoestand in de KBO verandert, bijvoorbeeld na intrekking van het faillissement.",
        ),
        "fr": Texts(
            name="Faillite (statut)",
            fact="La BCE ou le tribunal de l'entreprise indique une faillite. Situation juridique à la BCE : {code} (048 à 050 : ouverte ; 051 à 053 : "
            "clôturée). Nos sources la montrent depuis le {seen}.",
            threshold="Une mention sans points : présente ou non.",
            innocent="Une faillite est le plus souvent un revers, pas un abus. Un curateur en a la charge.",
            clears="La situation juridique change à la BCE, par exemple après rétractation de la faillite.",
        ),
        "en": Texts(
            name="Bankruptcy (status)",
            fact="The KBO or the enterprise court shows a bankruptcy. Legal situation in the KBO: {code} (048 to 050: opened; 051 to 053: "
            "closed). Our sources show it since {seen}.",
            threshold="A notice without points: present or not.",
            innocent="A bankruptcy is mostly a setback and no abuse. A trustee is in charge of it.",
            clears="The legal situation in the KBO changes, for instance when the bankruptcy is withdrawn.",
        ),
    },
)
