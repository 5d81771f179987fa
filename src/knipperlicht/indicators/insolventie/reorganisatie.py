"""Judicial reorganisation: the register shows a suspension that gives the company room to recover.

Question: does the register show a judicial reorganisation (091), or a procedure of the older laws on
judicial arrangement (030, 031) and suspension of payments (040, 041)? Those older laws ended in 2009 and
their suspensions lasted some years at most, so such a code is most likely an entry that was never
closed: it counts for `old_law_severity` only. Deliberately weak: this is rescue, and asking for it in
time is what a careful director does.
Where court notices were taken in, an opening that the register does not show yet counts too, until its end.
Source: KBO Open Data, enterprise.JuridicalSituation; court notices. The court file (Regsol) is not read.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.insolventie._situation import (
    rows_and_notices,
    standing_or_announced,
    without_situation,
)
from knipperlicht.reference.situations import situation_codes

EVERY = situation_codes("reorganisation")
OLD_LAWS = tuple(code for code in EVERY if code != "091")


class Reorganisation(Settings):
    """Severity of a code from the laws that ended in 2009; 0 leaves them out."""

    old_law_severity: float = Field(default=0.3, ge=0, le=1)


def hits(inputs: Inputs, settings: Reorganisation) -> ir.Table:
    """Severity 1 for a reorganisation of the present law, less for the old ones; a state, so no decay."""
    rows = standing_or_announced(inputs, EVERY, day="reorganisation_day")
    severity = ibis.ifelse(rows.code.isin(OLD_LAWS), settings.old_law_severity, 1.0)
    return hit_rows(rows, severity=severity, facts=facts(code=rows.code, seen=rows.seen))


def evidence(inputs: Inputs, settings: Reorganisation, hits: ir.Table) -> ir.Table:
    """The situation in the register, and the notices of the court."""
    return rows_and_notices(
        inputs, hits, "reorganisation_open", "reorganisation_extended", "transfer_under_authority"
    )


def unknown(inputs: Inputs, settings: Reorganisation) -> ir.Table:
    """Subjects whose situation is missing or has an unknown code."""
    return without_situation(inputs)


INDICATOR = Indicator(
    slug="reorganisatie",
    family="insolventie",
    settings=Reorganisation,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    texts={
        "nl": Texts(
            name="Gerechtelijke reorganisatie",
            fact="De KBO of de ondernemingsrechtbank toont een opschorting of gerechtelijk akkoord (rechtstoestand in de KBO: {code}; 091 is de "
            "huidige wet). In onze bronnen staat dit sinds {seen}.",
            threshold="Telt volledig zolang de KBO een reorganisatie toont; een code van vóór 2009 telt voor "
            "{old_law_severity}.",
            innocent="Een reorganisatie is een reddingsmiddel: wie ze tijdig vraagt, beschermt schuldeisers en personeel.",
            clears="De KBO toont het einde van de opschorting of opnieuw de normale toestand.",
        ),
        "fr": Texts(
            name="Réorganisation judiciaire",
            fact="La BCE ou le tribunal de l'entreprise indique un sursis ou un concordat judiciaire (situation juridique à la BCE : {code} ; 091 est la "
            "loi actuelle). Nos sources la montrent depuis le {seen}.",
            threshold="Compte entièrement tant que la BCE indique une réorganisation ; un code d'avant 2009 "
            "compte pour {old_law_severity}.",
            innocent="La réorganisation est un moyen de sauvetage : la demander à temps protège créanciers et personnel.",
            clears="La BCE indique la fin du sursis ou de nouveau la situation normale.",
        ),
        "en": Texts(
            name="Judicial reorganisation",
            fact="The KBO or the enterprise court shows a suspension or judicial arrangement (legal situation in the KBO: {code}; 091 is the "
            "present law). Our sources show it since {seen}.",
            threshold="Counts in full while the KBO shows a reorganisation; a code from before 2009 counts for "
            "{old_law_severity}.",
            innocent="Reorganisation is a means of rescue: asking for it in time protects creditors and staff.",
            clears="The KBO shows the end of the suspension, or the normal situation again.",
        ),
    },
)
