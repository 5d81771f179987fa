"""Long stable and timely, which lowers the score.

Question: is the company at least ten years old, with an establishment of its own, the same board for five years and its
last five accounts deposited within seven months of closing, the newest of them recent? All four, else there is no
protection. A renewed mandate is no change of the board.
Source: KBO Open Data (start, establishments), NBB reference lists, functions of the KBO reuse file or KBO Select.
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
    first_rows,
    hit_rows,
)

REGISTERS = ("kbo_xml", "kbo_select")


class StableAndTimely(Settings):
    """Age, accounts in time, how recent the last one is, and months without a change of the board (60: all known)."""

    age_years: int = Field(10, ge=1)
    filings: int = Field(5, ge=2)
    term_months: int = Field(7, ge=1, le=8)
    recent_months: int = Field(19, ge=12)
    board_months: int = Field(60, ge=12, le=60)


def settled(inputs: Inputs, settings: StableAndTimely) -> ir.Table:
    """Old enough subjects with an establishment."""
    subject = inputs.subject
    return subject.filter(
        subject.start_date <= inputs.ago(settings.age_years * 12), subject.n_establishments > 0
    )


def timely(inputs: Inputs, settings: StableAndTimely) -> ir.Table:
    """enterprise, last (closing day) of those with all of the last accounts in time."""
    years = inputs.table("accounting_year").filter(lambda t: t["rank"] <= settings.filings)
    due = years.end_date + ibis.interval(days=1) + ibis.interval(months=settings.term_months)
    each = years.group_by("enterprise").agg(
        n=years.count(), in_time=(years.first_deposit_date < due).all(), last=years.end_date.max()
    )
    return each.filter(
        each.n == settings.filings, each.in_time, each["last"] > inputs.ago(settings.recent_months)
    )


def registered(inputs: Inputs) -> ir.Table:
    """Rows of `board` with standing directors, of a register that also shows those who left."""
    board = inputs.table("board")
    return board.filter(board.directors > 0, board.source.isin(REGISTERS))


def stable(inputs: Inputs, settings: StableAndTimely) -> ir.Table:
    """enterprise, last, directors: all four conditions hold."""
    change = inputs.table("board_change")
    changed = change.filter(change.day > inputs.ago(settings.board_months))
    board = registered(inputs).anti_join(changed, "enterprise").select("enterprise", "directors")
    rows = timely(inputs, settings).semi_join(settled(inputs, settings), "enterprise")
    return rows.inner_join(board, "enterprise").select("enterprise", "last", "directors")


def hits(inputs: Inputs, settings: StableAndTimely) -> ir.Table:
    """1 (here: full protection)."""
    rows = stable(inputs, settings)
    started = inputs.subject.select("enterprise", "start_date")
    rows = rows.inner_join(started, "enterprise")
    told = facts(started=rows.start_date, last=rows["last"], directors=rows.directors)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told)


def evidence(inputs: Inputs, settings: StableAndTimely, hits: ir.Table) -> ir.Table:
    """Start of the company, and the closing days with their deposits."""
    subject = inputs.subject.semi_join(hits, "enterprise")
    years = inputs.table("accounting_year").filter(lambda t: t["rank"] <= settings.filings)
    years = years.semi_join(hits, "enterprise")
    value = years.end_date.cast("string") + " → " + years.first_deposit_date.cast("string")
    return first_rows(
        ibis.union(
            evidence_rows(
                subject, table="enterprise", field="StartDate", key=subject.enterprise, value=subject.start_date,
                valid_from=subject.valid_from,
            ),
            evidence_rows(
                years, table="nbb_reference", field="ExerciseDates.endDate → DepositDate", key=years.enterprise,
                value=value, valid_from=years.first_deposit_date, order=1,
            ),
        )
    )  # fmt: skip


def unknown(inputs: Inputs, settings: StableAndTimely) -> ir.Table:
    """Of those old enough and with an establishment: deposits that nobody asked for, or a board not known."""
    rows = settled(inputs, settings).select("enterprise")
    duty = inputs.table("filing_duty")
    silent = duty.filter(duty.seen_until.isnull(), duty.n_filings.fill_null(0) < settings.filings)
    unseen = rows.semi_join(silent, "enterprise")
    faceless = rows.semi_join(timely(inputs, settings), "enterprise").anti_join(
        registered(inputs), "enterprise"
    )
    return ibis.union(
        unseen.select("enterprise", reason=ibis.literal("accounts_not_covered")),
        faceless.select("enterprise", reason=ibis.literal("board_unknown")),
    )


INDICATOR = Indicator(
    slug="stabiel_en_transparant",
    family="bescherming",
    kind="protective",
    settings=StableAndTimely,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb", "kbo_xml/kbo_select"),
    texts={
        "nl": Texts(
            name="Lang stabiel en tijdig",
            fact="Bestaat sinds {started}, met hetzelfde bestuur ({directors} bestuurders) en tijdige jaarrekeningen, de laatste van {last}.",
            threshold="Minstens {age_years} jaar oud, een eigen vestiging, {board_months} maanden geen wissel in het bestuur en de laatste {filings} jaarrekeningen binnen {term_months} maanden neergelegd.",
            innocent="Niet van toepassing: dit verlaagt de score.",
            clears="Vervalt bij een wissel in het bestuur of een laattijdige jaarrekening.",
        ),
        "fr": Texts(
            name="Stable et ponctuelle de longue date",
            fact="Existe depuis le {started}, avec la même administration ({directors} administrateurs) et des comptes déposés à temps, les derniers du {last}.",
            threshold="Au moins {age_years} ans, un établissement propre, {board_months} mois sans changement d'administration et les {filings} derniers comptes déposés dans les {term_months} mois.",
            innocent="Sans objet : ceci abaisse le score.",
            clears="Disparaît en cas de changement d'administration ou de dépôt tardif.",
        ),
        "en": Texts(
            name="Long stable and timely",
            fact="Exists since {started}, with the same board ({directors} directors) and accounts deposited in time, the last of {last}.",
            threshold="At least {age_years} years old, an establishment of its own, {board_months} months without a change of the board and the last {filings} accounts deposited within {term_months} months.",
            innocent="Does not apply: this lowers the score.",
            clears="Lapses with a change of the board or late accounts.",
        ),
    },
)
