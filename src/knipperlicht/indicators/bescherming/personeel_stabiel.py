"""Stable staff for three years, which lowers the score.

Question: did the last three accounts, of years that touch, each show at least three full-time equivalents (rubric
9087)? Not where an entitled user's answer of the last year says that a withholding duty applies. Without such answers
the question is asked of the accounts alone: a withholding duty then cannot take the protection away.
Source: NBB annual accounts, rubric 9087; answers on the withholding duty (art. 30bis, 30ter) where taken in.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.accounts import without_accounts
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)

YEARS = (0, 1, 2)


class StableStaff(Settings):
    """Full-time equivalents each year, and how long an answer on the withholding duty counts."""

    at_least: int = Field(3, ge=1)
    answer_months: int = Field(12, ge=1)


def candidates(inputs: Inputs, settings: StableStaff) -> ir.Table:
    """Rows of `size_test` of subjects of whom no answer says that a withholding duty applies."""
    rows = inputs.table("size_test").semi_join(inputs.subject, "enterprise")
    if "withholding" not in inputs.sources:
        return rows
    answer = inputs.table("withholding_answer")
    recent = (answer.asked_on > inputs.ago(settings.answer_months)) & (answer.asked_on <= inputs.today)
    owed = answer.filter(recent & (answer.social.fill_null(False) | answer.tax.fill_null(False)))
    return rows.anti_join(owed, "enterprise")


def hits(inputs: Inputs, settings: StableStaff) -> ir.Table:
    """1 (here: full protection)."""
    rows = candidates(inputs, settings)
    rows = rows.filter(*(rows[f"fte_{year}"] >= settings.at_least for year in YEARS))
    least = ibis.least(*(rows[f"fte_{year}"] for year in YEARS)).floor().cast("int64")
    return hit_rows(rows, severity=ibis.literal(1.0), facts=facts(least=least, closed=rows.end_date))


def evidence(inputs: Inputs, settings: StableStaff, hits: ir.Table) -> ir.Table:
    """Rubric 9087 of the three years."""
    rows = inputs.table("size_test").semi_join(hits, "enterprise")
    blocks = [
        evidence_rows(
            rows, table="nbb_filing", field="9087" if year == 0 else f"9087 (N-{year})", key=rows.enterprise,
            value=rows[f"fte_{year}"].round(1), valid_from=rows.deposit_date, order=year,
        )
        for year in YEARS
    ]  # fmt: skip
    return ibis.union(*blocks)


def unknown(inputs: Inputs, settings: StableStaff) -> ir.Table:
    """No accounts, or staff not disclosed in some year and enough in all others, with staff costs in the last one."""
    rows = candidates(inputs, settings)
    paid = inputs.table("last_accounts").filter(lambda t: t.staff_cost > 0)
    enough = [rows[f"fte_{year}"] >= settings.at_least for year in YEARS]
    open_question = rows.filter(
        *(is_so.fill_null(True) for is_so in enough), ibis.or_(*(is_so.isnull() for is_so in enough))
    )
    lacking = open_question.semi_join(paid, "enterprise").select(
        "enterprise", reason=ibis.literal("staff_unknown")
    )
    return ibis.union(without_accounts(inputs, Settings()), lacking)


INDICATOR = Indicator(
    slug="personeel_stabiel",
    family="bescherming",
    kind="protective",
    settings=StableStaff,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Stabiel personeelsbestand",
            fact="Drie boekjaren op rij minstens {least} voltijdse equivalenten, het laatste tot {closed}.",
            threshold="Minstens {at_least} voltijdse equivalenten in elk van de laatste drie jaarrekeningen.",
            innocent="Niet van toepassing: dit verlaagt de score.",
            clears="Vervalt als het personeelsbestand daalt, of bij een inhoudingsplicht.",
        ),
        "fr": Texts(
            name="Effectif stable",
            fact="Trois exercices de suite avec au moins {least} équivalents temps plein, le dernier jusqu'au {closed}.",
            threshold="Au moins {at_least} équivalents temps plein dans chacun des trois derniers comptes.",
            innocent="Sans objet : ceci abaisse le score.",
            clears="Disparaît si l'effectif baisse, ou en cas d'obligation de retenue.",
        ),
        "en": Texts(
            name="Stable staff",
            fact="Three financial years in a row with at least {least} full-time equivalents, the last up to {closed}.",
            threshold="At least {at_least} full-time equivalents in each of the last three accounts.",
            innocent="Does not apply: this lowers the score.",
            clears="Lapses when staff falls, or with a withholding duty.",
        ),
    },
)
