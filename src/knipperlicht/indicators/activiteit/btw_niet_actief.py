"""VAT number not valid for a company that the register lists as liable for VAT.

Question: do answers of VIES, on several days and over some time, all say that the number is not valid? A service that
was down is no answer, one bad answer proves nothing, and a later good one wipes out all before it. Asked only of living
companies whose own main activity stands on the VAT list and is not exempt (`reference/vat_exempt.yml`).
Source: VIES, KBO Open Data activity (group 001).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.activiteit._listed import listed_codes, main_activities
from knipperlicht.indicators.activiteit._vies import answered, invalid_since, runs
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
)  # fmt: skip


class VatNotActive(Settings):
    """Days between first and last bad answer, on how many days, and how old the last answer may be."""

    more_than_days: int = Field(60, ge=0)
    answers: int = Field(3, ge=1)
    stale_days: int = Field(120, ge=1)


def bad(inputs: Inputs, settings: VatNotActive) -> ir.Table:
    """Who the last sure answer calls not valid; see `runs`."""
    return runs(inputs, **settings.model_dump())


def judged(inputs: Inputs) -> ir.Table:
    """Living subjects with an activity of their own: enterprise, own_nace, liable, exempt."""
    rows = main_activities(inputs)
    sure = (rows.main_group == "001") & rows.is_main & ~rows.own_nace.startswith("?")
    rows = rows.mutate(sure=sure.fill_null(False))
    codes = listed_codes(inputs, "vat_exempt")
    rows = rows.left_join(codes, rows.own_nace == codes.code)
    exempt = rows.code.notnull()
    return rows.select("enterprise", "own_nace", exempt=exempt, liable=rows.sure & ~exempt)


def liable(inputs: Inputs) -> ir.Table:
    """enterprise, own_nace: an own main activity on the VAT list that is neither exempt nor unmappable."""
    return judged(inputs).filter(lambda t: t.liable).select("enterprise", "own_nace")


def hits(inputs: Inputs, settings: VatNotActive) -> ir.Table:
    """1; a state of now."""
    rows = (
        bad(inputs, settings).filter(lambda t: t.fresh & t.confirmed).inner_join(liable(inputs), "enterprise")
    )
    told = facts(first=rows["first"], last=rows["last"], answers=rows.days, activity=rows.own_nace)
    return hit_rows(rows, severity=ibis.literal(1.0), facts=told)


def evidence(inputs: Inputs, settings: VatNotActive, hits: ir.Table) -> ir.Table:
    """The answers, and the main activity on the VAT list."""
    rows = invalid_since(inputs).semi_join(hits, "enterprise")
    listed_as = liable(inputs).semi_join(hits, "enterprise")
    return first_rows(ibis.union(
        evidence_rows(
            rows, table="VIES", field="userError", key=rows.enterprise, value=rows.code.fill_null("INVALID"),
            valid_from=rows.asked_on,
        ),
        evidence_rows(
            listed_as, table="activity", field="NaceCode (2025)", key=listed_as.enterprise,
            value=listed_as.own_nace, order=1,
        ),
    ))  # fmt: skip


def unknown(inputs: Inputs, settings: VatNotActive) -> ir.Table:
    """Companies with a VAT duty and no fresh sure answer, or a bad one not yet confirmed; a bad one without known duty."""
    known = answered(inputs).rename(answerer="enterprise")
    run = bad(inputs, settings).select("fresh", "confirmed", bad="enterprise")
    rows = judged(inputs)
    rows = rows.left_join(known, rows.enterprise == known.answerer)
    rows = rows.left_join(run, rows.enterprise == run.bad)
    fresh = rows.fresh.fill_null(False)
    reason = ibis.cases(
        (rows.liable & rows.newest.isnull(), "vies_not_asked"),
        (rows.liable & (inputs.days_since(rows.newest) > settings.stale_days), "vies_answer_old"),
        (rows.liable & fresh & ~rows.confirmed, "vies_not_confirmed"),
        (~rows.liable & ~rows.exempt & fresh, "vat_duty_unsure"),
    )
    return rows.select("enterprise", reason=reason).filter(lambda t: t.reason.notnull())


INDICATOR = Indicator(
    slug="btw_niet_actief",
    family="activiteit",
    settings=VatNotActive,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=("vies",),
    texts={
        "nl": Texts(
            name="Btw-nummer niet actief",
            fact="VIES noemt het btw-nummer niet geldig op {answers} dagen, van {first} tot {last}; hoofdactiviteit {activity} staat op de btw-lijst.",
            threshold="Vanaf {answers} antwoorden op verschillende dagen, over meer dan {more_than_days} dagen; het laatste hoogstens {stale_days} dagen oud.",
            innocent="Een vrijgestelde of net gestarte of gestopte activiteit, of een btw-eenheid die de btw aangeeft.",
            clears="Een antwoord van VIES dat het nummer geldig noemt, of bewijs van vrijstelling.",
        ),
        "fr": Texts(
            name="Numéro de TVA non actif",
            fact="VIES dit le numéro de TVA non valable sur {answers} jours, du {first} au {last} ; l'activité principale {activity} figure sur la liste TVA.",
            threshold="Dès {answers} réponses de jours différents, sur plus de {more_than_days} jours ; la dernière a {stale_days} jours au plus.",
            innocent="Une activité exemptée, qui débute ou qui cesse, ou une unité TVA qui déclare la taxe.",
            clears="Une réponse de VIES qui dit le numéro valable, ou la preuve d'une exemption.",
        ),
        "en": Texts(
            name="VAT number not active",
            fact="VIES calls the VAT number not valid on {answers} days, from {first} to {last}; main activity {activity} stands on the VAT list.",
            threshold="From {answers} answers on different days, over more than {more_than_days} days; the last at most {stale_days} days old.",
            innocent="An exempt activity, one just started or stopped, or a VAT group that files the tax.",
            clears="An answer of VIES that calls the number valid, or proof of an exemption.",
        ),
    },
)
