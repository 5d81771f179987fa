"""No auditor though the company was large two years in a row.

Question: did the company exceed more than one of the criteria of a small company in both years before its last accounts,
so that it needs an auditor for certain, and does no source name one? A name in the accounts, in the company register
or an opinion is enough to clear. Who names nobody at all says nothing about an auditor either.
Source: NBB annual accounts and their list of directors and auditors, KBO functions where taken in; art. 3:72 WVV with
1:24; amounts of `reference/company_size.yml`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.sizes import criteria, unsettled
from knipperlicht.reference.filing_rules import filing_forms
from knipperlicht.reference.functions import roles_by_nbb_code

AUDITOR_CODES = tuple(sorted(code for code, role in roles_by_nbb_code().items() if role == "auditor"))


class AuditorMissing(Settings):
    """No settings: the criteria are the law's."""


def bound(inputs: Inputs) -> ir.Table:
    """Last accounts of companies whose form needs an auditor when large; `large`, `named`, `silent` (names nobody).

    `large` is NULL where it is not settled.
    """
    rows = inputs.table("size_test")
    subject = inputs.subject
    rows = rows.semi_join(subject.filter(subject.form.isin(filing_forms())), "enterprise")
    rows = rows.mutate(large=rows.small_1 & rows.small_2)
    board = inputs.table("board").select(boarded="enterprise", auditors="auditors")
    officers = inputs.table("nbb_officer").filter(lambda t: t.function.isin(AUDITOR_CODES))
    opinion = inputs.table("last_accounts").filter(lambda t: t.auditor_opinion.notnull())
    audited = ibis.union(
        officers.select("enterprise", "reference"), opinion.select("enterprise", "reference")
    )
    audited = audited.distinct().select(audited="enterprise", audited_in="reference")
    rows = rows.left_join(board, rows.enterprise == board.boarded)
    rows = rows.select(*inputs.table("size_test").columns, "large", "boarded", "auditors")
    rows = rows.left_join(
        audited, (rows.enterprise == audited.audited) & (rows.reference == audited.audited_in)
    )
    return rows.mutate(
        named=(rows.auditors > 0).fill_null(False) | rows.audited.notnull(),
        silent=rows.boarded.isnull() & rows.audited.isnull(),
    ).drop("boarded", "auditors", "audited", "audited_in")


def hits(inputs: Inputs, settings: AuditorMissing) -> ir.Table:
    """1 where large is settled and others are named, but no auditor."""
    rows = bound(inputs)
    rows = rows.filter(rows.large.fill_null(False), ~rows.named, ~rows.silent)
    told = facts(closed=rows.end_date, day=rows.deposit_date)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told, since=rows.deposit_date)


def evidence(inputs: Inputs, settings: AuditorMissing, hits: ir.Table) -> ir.Table:
    """What the criteria were in both years."""
    return criteria(inputs, hits)


def unknown(inputs: Inputs, settings: AuditorMissing) -> ir.Table:
    """No accounts; a size that is not settled; large, and no source names anybody."""
    rows = bound(inputs)
    silent = rows.filter(rows.large.fill_null(False), rows.silent)
    lacking = silent.select("enterprise", reason=ibis.literal("officers_missing"))
    return ibis.union(unsettled(inputs, rows.filter(rows.large.isnull(), ~rows.named)), lacking)


INDICATOR = Indicator(
    slug="commissaris_ontbreekt",
    family="bestuur",
    settings=AuditorMissing,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Commissaris ontbreekt terwijl verplicht",
            fact="Voor het boekjaar tot {closed} is geen commissaris bekend, terwijl de twee voorgaande jaren boven de criteria van een kleine vennootschap lagen.",
            threshold="Meer dan één van de drie criteria (personeel, omzet, balanstotaal) overschreden in elk van de twee voorgaande jaren.",
            innocent="Een commissaris die wel benoemd is maar in onze bronnen ontbreekt, of een vergissing bij de drempels, die geregeld worden aangepast.",
            clears="De bekendmaking van een commissaris, of jaren waarin de vennootschap opnieuw klein is.",
        ),
        "fr": Texts(
            name="Commissaire manquant alors qu'obligatoire",
            fact="Pour l'exercice jusqu'au {closed}, aucun commissaire n'est connu, alors que les deux années précédentes dépassaient les critères d'une petite société.",
            threshold="Plus d'un des trois critères (personnel, chiffre d'affaires, total du bilan) dépassé dans chacune des deux années précédentes.",
            innocent="Un commissaire nommé mais absent de nos sources, ou une erreur sur les seuils, régulièrement adaptés.",
            clears="La publication d'un commissaire, ou des années où la société redevient petite.",
        ),
        "en": Texts(
            name="Auditor missing though required",
            fact="For the financial year up to {closed} no auditor is known, though both years before exceeded the criteria of a small company.",
            threshold="More than one of the three criteria (staff, turnover, total assets) exceeded in each of the two years before.",
            innocent="An auditor who was appointed but is absent from our sources, or a slip about the amounts, which change from time to time.",
            clears="Publication of an auditor, or years in which the company is small again.",
        ),
    },
)
