"""Net assets of a public limited company below half or a quarter of its capital.

Question: has the company reached the threshold at which its board must call the general meeting (the alarm bell of
art. 7:228 WVV)? Only forms with capital: NV and SE. For a BV or CV the threshold is nought: negatief_eigen_vermogen.
Source: NBB annual accounts, rubrics 10/15 and 10; KBO Open Data, enterprise.JuridicalForm.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import (
    euros,
    figures,
    known,
    percent,
    undecided,
)  # fmt: skip
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows

FORMS = ("014", "027", "214", "514", "614")
"""NV and SE with the older variants of the NV; not the NV of public law (114), which has its own statute."""


class AlarmBell(Settings):
    """Percents of capital below which net assets count half and in full."""

    half_percent: int = Field(50, gt=0, le=100)
    quarter_percent: int = Field(25, gt=0, le=100)


def capital_companies(inputs: Inputs) -> ir.Table:
    """Last accounts of subjects with one of the forms."""
    forms = inputs.subject.filter(lambda t: t.form.isin(FORMS))
    return inputs.table("last_accounts").semi_join(forms, "enterprise")


def below(rows: ir.Table, share: int) -> ir.BooleanValue:
    """Net assets below this percent of a positive capital; NULL where one of them is not disclosed."""
    return (rows.capital > 0) & (rows.equity * 100 < rows.capital * share)


def hits(inputs: Inputs, settings: AlarmBell) -> ir.Table:
    """0.5 below half of the capital, 1 below a quarter."""
    rows = capital_companies(inputs)
    rows = rows.filter(known(below(rows, settings.half_percent)))
    severity = ibis.ifelse(known(below(rows, settings.quarter_percent)), 1.0, 0.5)
    told = facts(
        equity=euros(rows.equity), capital=euros(rows.capital), closed=rows.end_date,
        share=percent(rows.equity, rows.capital),
    )  # fmt: skip
    return hit_rows(rows, severity=severity, facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: AlarmBell, hits: ir.Table) -> ir.Table:
    """Equity and capital."""
    rows = inputs.table("last_accounts").semi_join(hits, "enterprise")
    return figures(rows, equity="10/15", capital="10")


def unknown(inputs: Inputs, settings: AlarmBell) -> ir.Table:
    """Of these forms: no accounts, or accounts without rubric 10/15 or 10."""
    rows = capital_companies(inputs)
    lacking = undecided(inputs, rows, below(rows, settings.half_percent), rubrics="10/15, 10")
    return lacking.semi_join(inputs.subject.filter(lambda t: t.form.isin(FORMS)), "enterprise")


INDICATOR = Indicator(
    slug="alarmbel_nv",
    family="financieel",
    settings=AlarmBell,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Alarmbeldrempel van een kapitaalvennootschap",
            fact="Eigen vermogen van {equity} euro op {closed}, {share} % van het kapitaal van {capital} euro.",
            threshold="Onder {half_percent} % van het kapitaal (half) of onder {quarter_percent} % (volledig); alleen NV en SE.",
            innocent="Aanloopverliezen, of een eenmalig verlies waarover de algemene vergadering al besliste om verder te gaan.",
            clears="Een kapitaalverhoging of -vermindering, of een nieuwe jaarrekening boven de drempel.",
        ),
        "fr": Texts(
            name="Seuil de la sonnette d'alarme d'une société à capital",
            fact="Fonds propres de {equity} euros au {closed}, soit {share} % du capital de {capital} euros.",
            threshold="Sous {half_percent} % du capital (moitié) ou sous {quarter_percent} % (plein) ; SA et SE seulement.",
            innocent="Des pertes de démarrage, ou une perte unique après laquelle l'assemblée a décidé de poursuivre.",
            clears="Une augmentation ou réduction de capital, ou de nouveaux comptes au-dessus du seuil.",
        ),
        "en": Texts(
            name="Alarm-bell threshold of a company with capital",
            fact="Equity of {equity} euros on {closed}, {share} % of the capital of {capital} euros.",
            threshold="Below {half_percent} % of capital (half) or below {quarter_percent} % (in full); NV and SE only.",
            innocent="Losses of the first years, or a single loss after which the general meeting decided to carry on.",
            clears="An increase or reduction of capital, or new accounts above the threshold.",
        ),
    },
)
