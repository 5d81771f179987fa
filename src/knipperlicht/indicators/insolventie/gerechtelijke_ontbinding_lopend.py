"""Judicial dissolution pronounced: the register shows that a court dissolved or annulled this company.

Question: did a court dissolve this legal person (WVV art. 2:74 and others, or nullity) and is that still
its situation? The catalogue's event window is replaced by the state itself: it counts as long as the
register shows it and no longer once it was undone. A request or a file at the chamber for companies in
difficulty is not public and never counts; the ground of the judgment stands in the Staatsblad, not here.
Where court notices were taken in, a judgment that the register does not show yet counts too.
Source: KBO Open Data, enterprise.JuridicalSituation 013; court notices.
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

DISSOLVED = situation_codes("judicial_dissolution")


class JudicialDissolution(Settings):
    """There is nothing to set: the register shows a dissolution by a court or it does not."""


def hits(inputs: Inputs, settings: JudicialDissolution) -> ir.Table:
    """Severity 1 while the situation stands; a state, so nothing decays."""
    rows = standing_or_announced(inputs, DISSOLVED, day="dissolution_day")
    return hit_rows(rows, severity=ibis.literal(1.0), facts=facts(code=rows.code, seen=rows.seen))


def evidence(inputs: Inputs, settings: JudicialDissolution, hits: ir.Table) -> ir.Table:
    """The situation in the register, and the notices of the court."""
    return rows_and_notices(inputs, hits, "dissolution")


def unknown(inputs: Inputs, settings: JudicialDissolution) -> ir.Table:
    """Subjects whose situation is missing or has an unknown code."""
    return without_situation(inputs)


INDICATOR = Indicator(
    slug="gerechtelijke_ontbinding_lopend",
    family="insolventie",
    kind="status",
    settings=JudicialDissolution,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Gerechtelijke ontbinding uitgesproken",
            fact="De KBO of de ondernemingsrechtbank toont een gerechtelijke ontbinding of nietigheid (rechtstoestand in de KBO: {code}). In onze "
            "bronnen staat dit sinds {seen}.",
            threshold="Telt volledig zolang de KBO deze rechtstoestand toont; een lopende vraag telt niet.",
            innocent="Vaak een vergeten jaarrekening, en soms vroegen de vennoten de ontbinding zelf.",
            clears="De ontbinding wordt na beroep of verzet ongedaan gemaakt, of de vereffening wordt gesloten.",
        ),
        "fr": Texts(
            name="Dissolution judiciaire prononcée",
            fact="La BCE ou le tribunal de l'entreprise indique une dissolution judiciaire ou une nullité (situation juridique à la BCE : {code}). Nos "
            "sources la montrent depuis le {seen}.",
            threshold="Compte entièrement tant que la BCE l'indique ; une demande en cours ne compte pas.",
            innocent="Souvent des comptes annuels oubliés ; parfois les associés ont eux-mêmes demandé la dissolution.",
            clears="La dissolution est annulée sur recours, ou la liquidation est clôturée.",
        ),
        "en": Texts(
            name="Judicial dissolution pronounced",
            fact="The KBO or the enterprise court shows a dissolution or nullity by a court (legal situation in the KBO: {code}). Our sources show "
            "it since {seen}.",
            threshold="Counts in full while the KBO shows this situation; a pending request does not count.",
            innocent="Often annual accounts that were forgotten; sometimes the partners asked for it themselves.",
            clears="The dissolution is undone on appeal or opposition, or the liquidation is closed.",
        ),
    },
)
