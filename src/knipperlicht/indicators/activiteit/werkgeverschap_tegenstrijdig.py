"""Staff in the accounts against employer in the register.

Question: do the last accounts show staff (9087) while the register has no employer's activity of the company, now or
since the closing day? Or is it an employer there, while the accounts show no staff cost for two years?
Employer: an activity row on the list of the social security office (006), of local authorities (005), federal service
(004) or education (007), of the company or one of its units. Where our history of the register begins too long after
the closing day, the first question is not answered: an employer may have left the list in between.
The second is weak, as registrations linger: it counts for less than in the catalogue. Staff cost alone (62) is no sign
of employees, since it holds directors' pay; the social balance sheet is.
Source: NBB annual accounts, rubrics 9087, 62; KBO Open Data, activity.ActivityGroup. Idea: own, S26.
"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.core.clock import add_months
from knipperlicht.indicators.accounts import figures, known, last_accounts, without_accounts
from knipperlicht.indicators.failures import ALIVE
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)  # fmt: skip

FOREVER = date(9999, 12, 31)
LISTS = ("004", "005", "006", "007")
SAID = {
    "nl": ("de KBO vermeldt een werkgever", "de KBO vermeldt geen werkgever"),
    "fr": ("la BCE mentionne un employeur", "la BCE ne mentionne pas d'employeur"),
    "en": ("the register shows an employer", "the register shows no employer"),
}


class StaffMismatch(Settings):
    """FTE from which there is staff; months after the closing day by which the register must be known; second severity."""

    min_fte: float = Field(1.0, gt=0)
    lag_months: int = Field(12, ge=0)
    idle_severity: float = Field(0.4, gt=0, le=1)


def employers(inputs: Inputs, some: ir.Table) -> ir.Table:
    """employer, gone (last day on an employers' list; FOREVER while it stands there) for enterprises of `some`."""
    units = inputs.table("owner").semi_join(some, "enterprise").select("entity", "enterprise")
    own = some.select(entity="enterprise", enterprise="enterprise")
    entities = ibis.union(units, own, distinct=True)
    parts = []
    for table in ("register_activity", "register_activity_past"):
        rows = inputs.table(table).filter(lambda t: t.activity_group.isin(LISTS))
        gone = rows.valid_to if "valid_to" in rows.columns else ibis.literal(FOREVER)
        parts.append(rows.select("entity", gone=gone))
    both = ibis.union(*parts).inner_join(entities, "entity")
    return both.group_by(employer="enterprise").agg(gone=both.gone.max())


def asked(inputs: Inputs, settings: StaffMismatch) -> ir.Table:
    """Last accounts of living subjects with staff or surely none, with `staff` and `idle`, the two answers."""
    alive = inputs.subject.filter(lambda t: t.juridical_situation.isin(ALIVE))
    rows = last_accounts(inputs).semi_join(alive, "enterprise")
    some = rows.fte.fill_null(0) >= settings.min_fte
    nobody = (rows.fte.fill_null(0) == 0) & (rows.staff_cost == 0) & (rows.prior_staff_cost == 0)
    rows = rows.mutate(some=some, nobody=known(nobody)).filter(lambda t: t.some | t.nobody)
    listed = employers(inputs, rows)
    rows = rows.left_join(listed, rows.enterprise == listed.employer)
    standing = (rows.gone == FOREVER).fill_null(False)
    then = (rows.gone > rows.end_date).fill_null(False)
    seen = rows.end_date > add_months(day=inputs.first_day, months=-settings.lag_months)
    never = ibis.cases((then, False), (seen, True), else_=ibis.null("boolean"))
    return rows.mutate(staff=rows.some & never, idle=standing & rows.nobody)


def hits(inputs: Inputs, settings: StaffMismatch) -> ir.Table:
    """1 for staff without employer, less for an employer without staff."""
    rows = asked(inputs, settings)
    rows = rows.filter(known(rows.staff) | rows.idle)
    severity = ibis.ifelse(known(rows.staff), 1.0, settings.idle_severity)
    words = {f"said_{language}": ibis.ifelse(rows.idle, *pair) for language, pair in SAID.items()}
    told = facts(fte=rows.fte.fill_null(0).floor().cast("int64"), closed=rows.end_date, **words)
    return hit_rows(rows, severity=severity, facts=told, since=rows.end_date)


def evidence(inputs: Inputs, settings: StaffMismatch, hits: ir.Table) -> ir.Table:
    """FTE and staff cost, and the rows on the employers' lists (none for the first question)."""
    rows = last_accounts(inputs).semi_join(hits, "enterprise")
    fte = evidence_rows(
        rows, table="nbb_filing", field="9087", key=rows.enterprise, value=rows.fte.fill_null(0.0),
        valid_from=rows.deposit_date,
    )  # fmt: skip
    listed = employers(inputs, rows)
    there = rows.enterprise.isin(listed.employer)
    group = evidence_rows(
        rows, table="activity", field="ActivityGroup 004-007", key=rows.enterprise,
        value=ibis.ifelse(there, "1", "0"), order=9,
    )  # fmt: skip
    return ibis.union(fte, figures(rows, staff_cost="62", prior_staff_cost="62"), group)


def unknown(inputs: Inputs, settings: StaffMismatch) -> ir.Table:
    """No accounts, or staff while the register's history begins too long after the closing day."""
    rows = asked(inputs, settings)
    late = rows.filter(rows.staff.isnull()).select(
        "enterprise", reason=ibis.literal("register_after_closing")
    )
    return ibis.union(without_accounts(inputs, settings), late)


INDICATOR = Indicator(
    slug="werkgeverschap_tegenstrijdig",
    family="activiteit",
    settings=StaffMismatch,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("nbb",),
    texts={
        "nl": Texts(
            name="Personeel in jaarrekening en werkgever in KBO komen niet overeen",
            fact="De jaarrekening (afgesloten op {closed}) vermeldt {fte} VTE; {said_nl}.",
            threshold="Vanaf {min_fte} VTE zonder inschrijving als werkgever; een werkgever zonder personeelskost in twee jaren telt voor {idle_severity}.",
            innocent="Personeel dat een andere vennootschap van de groep aangeeft, een inschrijving die na het laatste contract blijft staan, of een fout in de sociale balans.",
            clears="Het RSZ-nummer of de Dimona-aangiften, of een verbeterde sociale balans.",
        ),
        "fr": Texts(
            name="Personnel aux comptes et employeur à la BCE ne concordent pas",
            fact="Les comptes (clôture le {closed}) mentionnent {fte} ETP ; {said_fr}.",
            threshold="Dès {min_fte} ETP sans inscription comme employeur ; un employeur sans frais de personnel pendant deux ans compte pour {idle_severity}.",
            innocent="Du personnel déclaré par une autre société du groupe, une inscription restée après le dernier contrat, ou une erreur du bilan social.",
            clears="Le numéro ONSS ou les déclarations Dimona, ou un bilan social rectifié.",
        ),
        "en": Texts(
            name="Staff in the accounts and employer in the register disagree",
            fact="The accounts (closed on {closed}) show {fte} FTE; {said_en}.",
            threshold="From {min_fte} FTE without registration as an employer; an employer without staff cost in two years counts for {idle_severity}.",
            innocent="Staff declared by another company of the group, a registration that stayed after the last contract, or an error in the social balance sheet.",
            clears="The social security number or the declarations of employment, or a corrected social balance sheet.",
        ),
    },
)
