"""Two registers that contradict each other: the KBO shows a normal company, the courts announced its end.

Question: does the KBO still show the normal situation, more than `wait_days` after the gazette published that a court
opened or closed a bankruptcy, or dissolved the company, and nothing since undid it? Mostly one register lags behind the
other, hence the wait and the low weight. Bankruptcies older than five years never count (topic `gazette`).
Source: KBO Open Data, enterprise.JuridicalSituation; notices of the enterprise courts.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)
from knipperlicht.indicators.gazette import notice_rows, without_notices
from knipperlicht.reference.situations import situation_codes

ALIVE = situation_codes("normal")
KINDS = ("bankruptcy_open", "bankruptcy_close", "dissolution", "dissolution_closed")


class ConflictingStatus(Settings):
    """Days from publication that the KBO is given to follow."""

    wait_days: int = Field(60, ge=0)


def hits(inputs: Inputs, settings: ConflictingStatus) -> ir.Table:
    """Severity 1 while the contradiction stands; a state, so without a day."""
    subject = inputs.subject
    normal = subject.filter(subject.juridical_situation.isin(ALIVE)).select(
        "enterprise", code="juridical_situation"
    )
    rows = normal.inner_join(inputs.table("court_state"), "enterprise")
    # Closings carry no day of publication of their own; a judgment of two months ago has long been published.
    ended = ibis.least(
        *(
            day.fill_null(ibis.date(9999, 12, 31))
            for day in (
                rows.bankruptcy_published, rows.bankruptcy_closed, rows.dissolution_published, rows.dissolution_closed,
            )
        )
    )  # fmt: skip
    rows = rows.mutate(ended=ended).filter(inputs.days_since(ended) > settings.wait_days)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=facts(code=rows.code, published=rows.ended))


def evidence(inputs: Inputs, settings: ConflictingStatus, hits: ir.Table) -> ir.Table:
    """The situation in the KBO and the notices that contradict it."""
    rows = inputs.subject.semi_join(hits, "enterprise")
    situation = evidence_rows(
        rows, table="enterprise", field="JuridicalSituation", key=rows.enterprise, value=rows.juridical_situation,
        valid_from=rows.valid_from,
    )  # fmt: skip
    return ibis.union(situation, notice_rows(inputs, hits, *KINDS))


INDICATOR = Indicator(
    slug="status_tegenstrijdig",
    family="levensloop",
    settings=ConflictingStatus,
    hits=hits,
    evidence=evidence,
    unknown=without_notices,
    sources=("court_notices",),
    texts={
        "nl": Texts(
            name="Tegenstrijdige status tussen bronnen",
            fact="De KBO toont de normale toestand ({code}), terwijl sinds {published} een faillissement of gerechtelijke "
            "ontbinding is bekendgemaakt.",
            threshold="Telt vanaf meer dan {wait_days} dagen na de bekendmaking.",
            innocent="Meestal loopt een van beide registers achter, of werd het vonnis in beroep ongedaan gemaakt.",
            clears="De KBO toont de toestand na het vonnis, of de intrekking ervan is bekendgemaakt.",
        ),
        "fr": Texts(
            name="Statut contradictoire entre sources",
            fact="La BCE indique la situation normale ({code}) alors qu'une faillite ou une dissolution judiciaire est "
            "publiée depuis le {published}.",
            threshold="Compte au-delà de {wait_days} jours après la publication.",
            innocent="Le plus souvent, l'un des registres est en retard, ou le jugement a été réformé en appel.",
            clears="La BCE indique la situation issue du jugement, ou sa rétractation est publiée.",
        ),
        "en": Texts(
            name="Conflicting status between sources",
            fact="The KBO shows the normal situation ({code}), while a bankruptcy or dissolution by a court has been "
            "published since {published}.",
            threshold="Counts when more than {wait_days} days have passed since publication.",
            innocent="Mostly one of the registers lags behind, or the judgment was undone on appeal.",
            clears="The KBO shows the situation after the judgment, or its withdrawal was published.",
        ),
    },
)
