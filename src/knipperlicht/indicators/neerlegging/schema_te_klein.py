"""Smaller filing scheme than allowed: micro or abridged accounts though the company was larger two years in a row.

Question: did the company exceed more than one of the three criteria (staff, turnover, total assets) of a micro company
(or a small one) in both years before its last accounts, and are these drawn up in the micro (or abridged) model? Such
accounts show less than they should. Three outcomes; see `warehouse/topics/filing_size.py` for what settles a year.
Source: NBB annual accounts; art. 1:24, 1:25, 3:2 and 3:3 WVV; amounts of `reference/company_size.yml`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows
from knipperlicht.indicators.sizes import criteria, unsettled
from knipperlicht.reference.filing_rules import filing_forms


class SchemeTooSmall(Settings):
    """No settings: the criteria are the law's."""


def drawn_up(inputs: Inputs) -> ir.Table:
    """Micro and abridged last accounts of companies that must deposit; `too_large`: NULL where not settled."""
    rows = inputs.table("size_test")
    subject = inputs.subject
    rows = rows.semi_join(subject.filter(subject.form.isin(filing_forms())), "enterprise")
    rows = rows.filter(rows.scheme.isin(("micro", "abridged")))
    micro = rows.scheme == "micro"
    return rows.mutate(too_large=ibis.ifelse(micro, rows.micro_1 & rows.micro_2, rows.small_1 & rows.small_2))


def hits(inputs: Inputs, settings: SchemeTooSmall) -> ir.Table:
    """1 where both years are settled."""
    rows = drawn_up(inputs)
    rows = rows.filter(rows.too_large.fill_null(False))
    told = facts(model=rows.model, closed=rows.end_date, day=rows.deposit_date)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told, since=rows.deposit_date)


def evidence(inputs: Inputs, settings: SchemeTooSmall, hits: ir.Table) -> ir.Table:
    """What the criteria were in both years."""
    return criteria(inputs, hits)


def unknown(inputs: Inputs, settings: SchemeTooSmall) -> ir.Table:
    """No accounts, or a size that is not settled."""
    return unsettled(inputs, drawn_up(inputs).filter(lambda t: t.too_large.isnull()))


INDICATOR = Indicator(
    slug="schema_te_klein",
    family="neerlegging",
    settings=SchemeTooSmall,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Te klein schema gebruikt",
            fact="De jaarrekening van {closed} volgt het model {model}, terwijl de twee voorgaande jaren boven de criteria ervoor lagen.",
            threshold="Meer dan één van de drie criteria (personeel, omzet, balanstotaal) overschreden in elk van de twee voorgaande jaren.",
            innocent="Een vergissing bij de drempels, die geregeld worden aangepast, of een uitzondering die wij niet kennen.",
            clears="Een jaarrekening in het juiste schema, of een jaar waarin de onderneming opnieuw kleiner is.",
        ),
        "fr": Texts(
            name="Schéma trop réduit",
            fact="Les comptes du {closed} suivent le modèle {model}, alors que les deux années précédentes en dépassaient les critères.",
            threshold="Plus d'un des trois critères (personnel, chiffre d'affaires, total du bilan) dépassé dans chacune des deux années précédentes.",
            innocent="Une erreur sur les seuils, régulièrement adaptés, ou une exception que nous ne connaissons pas.",
            clears="Des comptes dans le bon schéma, ou une année où l'entreprise redevient plus petite.",
        ),
        "en": Texts(
            name="Smaller scheme than allowed",
            fact="The accounts of {closed} follow the model {model}, though both years before exceeded its criteria.",
            threshold="More than one of the three criteria (staff, turnover, total assets) exceeded in each of the two years before.",
            innocent="A slip about the amounts, which change from time to time, or an exception that we do not know.",
            clears="Accounts in the right scheme, or years in which the company is smaller again.",
        ),
    },
)
