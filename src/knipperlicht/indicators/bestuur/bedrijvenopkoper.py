"""Serial buyer of companies: a holder who became the only director of several existing companies within a year.

Question: did a standing director of this company take over alone, within twelve months, at least three companies older than
three years, half of which moved their seat? Left out: all in one line of business, and buyers that deposit consolidated
accounts: those build a group.
Source: KBO Select, or the reuse file for directors that are companies; seats in our own history.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.bestuur._buying import SerialBuyer, bought, group_builders
from knipperlicht.indicators.boards import REGISTERS, mandate_rows, without_identifiers
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
)

KEPT = "company_bought"


def hits(inputs: Inputs, settings: SerialBuyer) -> ir.Table:
    """The holder's densest year; dated by the day on which this company was taken over."""
    rows = inputs.bench.keep(KEPT, bought(inputs, settings))
    ends = rows.select("holder", last="day").distinct()
    pairs = ends.inner_join(rows, "holder")
    back = pairs["last"].delta(pairs.day, unit="day")
    year = pairs.filter((back >= 0) & (back <= settings.within_days))
    counted = year.group_by("holder", "last").agg(
        companies=year.enterprise.nunique(), moved=year.moved.sum(),
        lines=year.nace.nunique(), lineless=year.nace.isnull().cast("int64").sum(),
    )  # fmt: skip
    mixed = (counted.lines > 1) | (counted.lineless > 0)
    counted = counted.filter(
        (counted.companies >= settings.some)
        & mixed
        & (counted.moved >= settings.moved_share * counted.companies)
    )
    best = counted.group_by("holder").agg(
        companies=counted.companies.max(), moved=counted.moved.argmax(counted.companies)
    )
    best = best.anti_join(group_builders(inputs), "holder")
    found = rows.inner_join(best.rename(buyer="holder", seats="moved"), [("holder", "buyer")])
    each = found.group_by("enterprise").agg(
        companies=found.companies.max(), moved=found.seats.argmax(found.companies), day=found.day.max()
    )
    severity = ibis.ifelse(each.companies >= settings.many, 1.0, settings.some_severity)
    told = facts(companies=each.companies, moved=each.moved, day=each.day)
    return hit_rows(each, severity=severity, since=each.day, facts=told)


def evidence(inputs: Inputs, settings: SerialBuyer, hits: ir.Table) -> ir.Table:
    """The mandate here, then the other companies, without anybody's name."""
    rows = inputs.table(KEPT)
    mine = rows.semi_join(hits, "enterprise").select("holder", "enterprise")
    others = mine.inner_join(rows.select("holder", "day", other="enterprise"), "holder")
    others = others.filter(others.other != others.enterprise)
    elsewhere = evidence_rows(
        others, table="xml_function", field="director", key=others.other, value=ibis.literal("taken over"),
        valid_from=others.day, order=1,
    )  # fmt: skip
    return first_rows(ibis.union(mandate_rows(inputs, hits, months=settings.window_months), elsewhere))


INDICATOR = Indicator(
    slug="bedrijvenopkoper",
    family="bestuur",
    settings=SerialBuyer,
    hits=hits,
    evidence=evidence,
    unknown=without_identifiers,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Seriële overnemer van vennootschappen",
            fact="De bestuurder, sinds {day}, werd binnen een jaar enige bestuurder van {companies} bestaande ondernemingen; "
            "{moved} daarvan verhuisden.",
            threshold="{some_severity} vanaf {some} ondernemingen ouder dan {age_years} jaar, 1 vanaf {many}, als een aandeel van "
            "{moved_share} verhuisde.",
            innocent="Een investeerder of sectorgroep; die valt weg als alles in één branche ligt of geconsolideerd wordt.",
            clears="Stukken die de overnames verklaren; verdwijnt na {window_months} maanden.",
        ),
        "fr": Texts(
            name="Repreneur de sociétés en série",
            fact="L'administrateur, depuis le {day}, est devenu en un an seul administrateur de {companies} entreprises "
            "existantes ; {moved} ont déménagé.",
            threshold="{some_severity} dès {some} entreprises de plus de {age_years} ans, 1 dès {many}, si une part de "
            "{moved_share} a déménagé.",
            innocent="Un investisseur ou un groupe sectoriel ; exclu si tout relève d'une branche ou est consolidé.",
            clears="Des pièces qui expliquent les reprises ; disparaît après {window_months} mois.",
        ),
        "en": Texts(
            name="Serial buyer of companies",
            fact="The director, since {day}, became the only director of {companies} existing companies within a year; "
            "{moved} of them moved.",
            threshold="{some_severity} from {some} companies older than {age_years} years, 1 from {many}, when a share of "
            "{moved_share} moved.",
            innocent="An investor or a group in one trade; left out when all is one line of business or consolidated.",
            clears="Papers that explain the takeovers; gone after {window_months} months.",
        ),
    },
)
