"""Suddenly revived: a company at rest for two years that changes hands and shape within half a year.

Question: after at least `quiet_months` without any publication but annual accounts, without a change in the KBO and with
accounts that show no activity, did at least two of directors, seat, object and name change within `burst_months`? A
rare sequence, known from sleeping companies that are sold. Directors are the core: without a publication about the
board only `without_board` counts.
Source: Belgisch Staatsblad (publications), KBO Open Data (history), National Bank (rubrics 70, 9900, 9087).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

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
from knipperlicht.indicators.gazette import act_rows
from knipperlicht.indicators.levensloop._revival import (
    JUDGED,
    QUIET,
    Revival,
    burst,
    judged,
    quiet_in_register,
    revivals,
    unknown,
)


def hits(inputs: Inputs, settings: Revival) -> ir.Table:
    """Severity by the number of kinds of change, dated by the first of them."""
    inputs.bench.keep(QUIET, quiet_in_register(inputs, revivals(inputs, settings)))
    rows = inputs.bench.keep(JUDGED, judged(inputs)).filter(lambda t: t.idle)
    severity = steps(rows.kinds, (2, settings.two_changes), (3, 1.0))
    severity = ibis.ifelse(rows.board == 1, severity, settings.without_board)
    return hit_rows(
        rows, severity=severity, since=rows.woke,
        facts=facts(
            woke=rows.woke, quiet_since=rows.quiet_since, kinds=rows.kinds, board=rows.board, seat=rows.seat,
            object=rows["object"], name=rows["name"],
        ),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: Revival, hits: ir.Table) -> ir.Table:
    """The last publication before the quiet time, the accounts of that time, the publications that ended it."""
    rows = inputs.table(JUDGED).semi_join(hits, "enterprise")
    act = inputs.table("gazette_act")
    before = act.inner_join(rows.select("enterprise", "quiet_since"), "enterprise")
    before = before.filter((before.day == before.quiet_since) & (before.act != "accounts"))
    closed = evidence_rows(
        rows, table="nbb_filing", field="70, 9900, 9087", key=rows.enterprise,
        value=ibis.literal("0"), valid_from=rows.closed, order=1,
    )  # fmt: skip
    woken = burst(inputs, settings, rows)
    return first_rows(ibis.union(act_rows(inputs, before), closed, act_rows(inputs, woken, order=2)))


INDICATOR = Indicator(
    slug="plots_ontwaakt",
    family="levensloop",
    settings=Revival,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("staatsblad", "nbb"),
    texts={
        "nl": Texts(
            name="Plots ontwaakt (slapend → actief)",
            fact="Na een rustige tijd sinds {quiet_since} wijzigden vanaf {woke} binnen enkele maanden {kinds} van deze zaken: "
            "bestuur {board}, zetel {seat}, doel {object}, naam {name} (1 = ja).",
            threshold="Na minstens {quiet_months} maanden rust: twee wijzigingen binnen {burst_months} maanden tellen voor {two_changes}, "
            "drie of meer volledig; zonder bekendmaking over het bestuur {without_board}.",
            innocent="Een echte herstart, of een familievennootschap die na jaren een nieuwe taak krijgt.",
            clears="Stukken over de overname en een werkelijke activiteit; na {window_months} maanden telt het niet meer.",
        ),
        "fr": Texts(
            name="Réveil soudain (dormante → active)",
            fact="Après une période calme depuis le {quiet_since}, {kinds} de ces éléments ont changé en quelques mois à partir du {woke} : "
            "administration {board}, siège {seat}, objet {object}, dénomination {name} (1 = oui).",
            threshold="Après au moins {quiet_months} mois de calme : deux changements en {burst_months} mois comptent pour {two_changes}, "
            "trois ou plus entièrement ; sans publication sur l'administration {without_board}.",
            innocent="Un vrai redémarrage, ou une société familiale qui reçoit une nouvelle tâche après des années.",
            clears="Des pièces sur la reprise et une activité réelle ; après {window_months} mois, cela ne compte plus.",
        ),
        "en": Texts(
            name="Suddenly revived (dormant → active)",
            fact="After a quiet time since {quiet_since}, {kinds} of these changed within a few months from {woke}: board {board}, "
            "seat {seat}, object {object}, name {name} (1 = yes).",
            threshold="After at least {quiet_months} months of rest: two changes within {burst_months} months count for {two_changes}, "
            "three or more in full; without a publication about the board {without_board}.",
            innocent="A genuine new start, or a family company that gets a new task after years.",
            clears="Documents of the take-over and a real activity; after {window_months} months it no longer counts.",
        ),
    },
)
