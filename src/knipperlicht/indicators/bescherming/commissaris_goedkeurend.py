"""Unqualified audit opinion on the last accounts, which lowers the score.

Question: did a statutory auditor approve the last accounts, closed at most 24 months ago, without reserve?
Source: NBB annual accounts, the opinion where it comes as data; art. 3:74 and 3:75 WVV. The authentic data service
carries no opinion: an installation that has nothing else cannot answer this for companies with an auditor.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.accounts import last_accounts, without_accounts
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)


class Approved(Settings):
    """No settings."""


def hits(inputs: Inputs, settings: Approved) -> ir.Table:
    """1 (here: full protection) for an opinion without reserve."""
    rows = last_accounts(inputs)
    rows = rows.filter(rows.auditor_opinion == "unqualified")
    told = facts(closed=rows.end_date, day=rows.deposit_date)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told)


def evidence(inputs: Inputs, settings: Approved, hits: ir.Table) -> ir.Table:
    """The opinion and the day on which it was deposited."""
    rows = last_accounts(inputs).semi_join(hits, "enterprise")
    return evidence_rows(
        rows, table="nbb_filing", field="auditor_opinion", key=rows.enterprise, value=rows.auditor_opinion,
        valid_from=rows.deposit_date,
    )  # fmt: skip


def unknown(inputs: Inputs, settings: Approved) -> ir.Table:
    """No accounts; no opinion as data though an auditor is known, or nobody is named at all."""
    rows = last_accounts(inputs)
    board = inputs.table("board").select(boarded="enterprise", auditors="auditors")
    rows = rows.filter(rows.auditor_opinion.isnull()).select("enterprise")
    rows = rows.left_join(board, rows.enterprise == board.boarded)
    reason = ibis.cases(
        (rows.boarded.isnull(), "officers_missing"), (rows.auditors > 0, "opinion_unknown"), else_=""
    )
    lacking = rows.select("enterprise", reason=reason).filter(lambda t: t.reason != "")
    return ibis.union(without_accounts(inputs, settings), lacking)


INDICATOR = Indicator(
    slug="commissaris_goedkeurend",
    family="bescherming",
    kind="protective",
    settings=Approved,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Commissaris zonder voorbehoud",
            fact="De commissaris keurde de jaarrekening van {closed} goed zonder voorbehoud (neergelegd op {day}).",
            threshold="Het oordeel over de laatste jaarrekening, afgesloten in de laatste 24 maanden.",
            innocent="Niet van toepassing: dit verlaagt de score.",
            clears="Vervalt bij een voorbehoud, of wanneer er geen nieuwe jaarrekening volgt.",
        ),
        "fr": Texts(
            name="Commissaire sans réserve",
            fact="Le commissaire a approuvé les comptes du {closed} sans réserve (déposés le {day}).",
            threshold="L'opinion sur les derniers comptes, clos dans les 24 derniers mois.",
            innocent="Sans objet : ceci abaisse le score.",
            clears="Disparaît en cas de réserve, ou si aucun nouveau compte ne suit.",
        ),
        "en": Texts(
            name="Unqualified audit opinion",
            fact="The auditor approved the accounts of {closed} without reserve (deposited on {day}).",
            threshold="The opinion on the last accounts, closed in the last 24 months.",
            innocent="Does not apply: this lowers the score.",
            clears="Lapses with a reserve, or when no new accounts follow.",
        ),
    },
)
