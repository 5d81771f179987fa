"""A pattern of changes around the replacement of a whole board.

Question: did the whole board change hands, with at least two more signs about it: one director in the place of several, a
new seat, a new name or object, appointments of the same holder elsewhere, a failure within a year? Conduct of a company:
age, sex, nationality, name and birthplace of anybody are not looked at.
Source: KBO reuse file or KBO Select; register history; where taken in, gazette, court notices and accounts.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.bestuur._pattern import SIGNS, Pattern, signed
from knipperlicht.indicators.boards import REGISTERS, mandate_rows, without_changes
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
    steps,
)

KEPT = "board_pattern"


def hits(inputs: Inputs, settings: Pattern) -> ir.Table:
    """By the number of signs; dated by the replacement."""
    rows = inputs.bench.keep(KEPT, signed(inputs, settings)).filter(lambda t: t.signs >= settings.some)
    severity = steps(rows.signs, (settings.some, 0.5), (settings.many, 0.8), (settings.most, 1.0))
    words = {f"which_{language}": _named(rows, language) for language in ("nl", "fr", "en")}
    return hit_rows(
        rows, severity=severity, since=rows.day, facts=facts(signs=rows.signs, day=rows.day, **words)
    )


def _named(rows: ir.Table, language: str) -> ir.StringValue:
    """The signs that hold, in words, with commas."""
    text: ir.StringValue = ibis.literal("")
    for name, words in SIGNS.items():
        text = text + ibis.ifelse(rows[name], f", {words[language]}", "")
    return text.substr(2)


def evidence(inputs: Inputs, settings: Pattern, hits: ir.Table) -> ir.Table:
    """The mandates as the register writes them, and the changes about that day."""
    rows = inputs.table(KEPT).semi_join(hits, "enterprise").select("enterprise", pattern="day")
    events = rows.inner_join(
        inputs.table("event").filter(lambda t: t.kind.isin(("seat_move", "name_change"))), "enterprise"
    )
    apart = events.day.delta(events.pattern, unit="day")
    events = events.filter((apart <= settings.near_days) & (apart >= -settings.near_days))
    changes = evidence_rows(
        events,
        table="event",
        field="kind",
        key=events.enterprise,
        value=events.kind,
        valid_from=events.day,
        order=1,
    )
    return first_rows(ibis.union(mandate_rows(inputs, hits, months=settings.window_months + 3), changes))


def unknown(inputs: Inputs, settings: Pattern) -> ir.Table:
    """No board with a history; one sign short, and who came has no number by which to look elsewhere."""
    rows = inputs.table(KEPT).filter(lambda t: (t.signs == settings.some - 1) & ~t.named)
    short = rows.select("enterprise", reason=ibis.literal("identifier_missing"))
    return ibis.union(without_changes(inputs, settings), short)


INDICATOR = Indicator(
    slug="stroman_gedragspatroon",
    family="bestuur",
    settings=Pattern,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Patroon van wijzigingen bij een bestuurswissel",
            fact="Rond {day} vielen {signs} wijzigingen samen: {which_nl}.",
            threshold="0,5 vanaf {some} tekens binnen {near_days} dagen rond de wissel, 0,8 vanaf {many}, 1 vanaf {most}; laatste {window_months} maanden.",
            innocent="Een overname of opvolging met een nieuwe zetel en een nieuwe naam kan er net zo uitzien.",
            clears="Een overnameakte en een overnemer die bereikbaar is; of tijd.",
        ),
        "fr": Texts(
            name="Série de changements lors d'un changement d'administration",
            fact="Autour du {day}, {signs} changements ont coïncidé : {which_fr}.",
            threshold="0,5 dès {some} signes à {near_days} jours du changement, 0,8 dès {many}, 1 dès {most} ; {window_months} derniers mois.",
            innocent="Une reprise ou une succession avec un nouveau siège et un nouveau nom peut y ressembler.",
            clears="Un acte de cession et un repreneur joignable ; ou le temps.",
        ),
        "en": Texts(
            name="Pattern of changes around a new board",
            fact="About {day} {signs} changes coincided: {which_en}.",
            threshold="0.5 from {some} signs within {near_days} days of the change of hands, 0.8 from {many}, 1 from {most}; last {window_months} months.",
            innocent="A take-over or a succession with a new seat and a new name can look the same.",
            clears="A deed of transfer and a buyer who can be reached; or time.",
        ),
    },
)
