"""Struck off ex officio: the register crossed out the company itself, as its registrar may do.

Question: was the last strike-off of this company within the window not withdrawn since? The reason matters: not having
filed accounts or beneficial owners is common and can be put right, and counts for `curable_severity`; so does a reason
that is not known. Not found at its address, dormant, or founders dead count in full. What follows a merger, a closed
bankruptcy or a closed liquidation is a formality and does not count.
Source: Belgisch Staatsblad, entries "KBO NR.". KBO Open Data have no code for it. Law: WER art. III.42.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, first_rows, hit_rows
from knipperlicht.indicators.gazette import PUBLICATION, act_rows, without_publications

STRUCK, WITHDRAWN = "strike_off", "strike_off_withdrawn"
FORMAL = ("restructuring", "bankruptcy", "liquidation")
CURABLE = ("ubo", "accounts")


class StruckOff(Settings):
    """How long a strike-off counts, and what one weighs whose reason is curable or not known."""

    window_months: int = Field(60, ge=1)
    curable_severity: float = Field(0.5, gt=0, le=1)


def struck(inputs: Inputs, settings: StruckOff) -> ir.Table:
    """The last strike-off of each subject in the window that still stands: enterprise, day, label, number, reason, first."""
    act = inputs.table("gazette_act")
    own = act.filter(act.act.isin((STRUCK, WITHDRAWN)) & (act.day <= inputs.today))
    own = own.semi_join(inputs.subject, "enterprise")
    undone = own.filter(own.act == WITHDRAWN).group_by(of="enterprise").agg(undone=own.day.max())
    rows = own.filter((own.act == STRUCK) & (own.day > inputs.ago(settings.window_months)))
    rows = rows.left_join(undone, rows.enterprise == undone["of"])
    rows = rows.filter(rows.undone.isnull() | (rows.undone < rows.day))
    newest = ibis.window(group_by="enterprise", order_by=[ibis.desc("day"), ibis.desc("number")])
    rows = rows.mutate(place=ibis.row_number().over(newest)).filter(lambda t: t.place == 0)
    return rows.select(
        "enterprise", "day", "label", "number", reason=rows.reason.fill_null("none"),
        first=ibis.coalesce(rows.effective, rows.day),
    )  # fmt: skip


def hits(inputs: Inputs, settings: StruckOff) -> ir.Table:
    """Severity by the reason, dated by the first day of the strike-off."""
    rows = struck(inputs, settings)
    severity = ibis.cases(
        (rows.reason.isin(FORMAL), 0.0),
        (rows.reason.isin((*CURABLE, "none")), settings.curable_severity),
        else_=1.0,
    )
    return hit_rows(
        rows, severity=severity, since=rows["first"],
        facts=facts(struck=rows["first"], published=rows.day, reason=rows.reason),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: StruckOff, hits: ir.Table) -> ir.Table:
    """The publication of the strike-off, with the reason as printed."""
    rows = struck(inputs, settings).semi_join(hits, "enterprise")
    printed = (
        inputs.table(PUBLICATION).semi_join(hits, "enterprise").select("enterprise", "day", "number", "note")
    )
    rows = rows.left_join(printed, ["enterprise", "day", "number"])
    rows = rows.select("enterprise", "day", "number", label=ibis.coalesce(rows.note, rows.label))
    return first_rows(act_rows(inputs, rows))


INDICATOR = Indicator(
    slug="kbo_ambtshalve_doorgehaald",
    family="insolventie",
    settings=StruckOff,
    hits=hits,
    evidence=evidence,
    unknown=without_publications,
    sources=("staatsblad",),
    texts={
        "nl": Texts(
            name="Ambtshalve doorgehaald in KBO",
            fact="Ambtshalve doorgehaald sinds {struck}, bekendgemaakt op {published}.",
            threshold="Telt {window_months} maanden; voor {curable_severity} bij een reden die te herstellen of onbekend is "
            "(UBO-register, jaarrekening). Na fusie, faillissement of vereffening telt ze niet.",
            innocent="Een vergeten bevestiging in het UBO-register of jaarrekeningen die te laat zijn.",
            clears="De bekendmaking dat de doorhaling is ingetrokken.",
        ),
        "fr": Texts(
            name="Radiée d'office de la BCE",
            fact="Radiée d'office depuis le {struck}, publié le {published}.",
            threshold="Compte {window_months} mois ; pour {curable_severity} si le motif est régularisable ou inconnu "
            "(registre UBO, comptes annuels). Après fusion, faillite ou liquidation, elle ne compte pas.",
            innocent="Une confirmation oubliée au registre UBO ou des comptes annuels en retard.",
            clears="La publication du retrait de la radiation.",
        ),
        "en": Texts(
            name="Struck off ex officio in KBO",
            fact="Struck off ex officio since {struck}, published on {published}.",
            threshold="Counts for {window_months} months; for {curable_severity} where the reason can be put right or is "
            "not known (UBO register, accounts). After a merger, bankruptcy or liquidation it does not count.",
            innocent="A forgotten confirmation in the UBO register, or accounts that are late.",
            clears="The publication that the strike-off was withdrawn.",
        ),
    },
)
