"""Director who left other companies shortly before they failed.

Question: did a standing director of this company leave several others within the year before their bankruptcy or their
dissolution by a court? One is not enough: a director may have left in protest, and a first failure never counts.
Source: KBO Select, or the reuse file for directors that are companies; legal situations and court notices.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.bestuur._series import LIMIT_MONTHS, around, failed, failed_rows, seats_before
from knipperlicht.indicators.boards import REGISTERS, without_identifiers
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, hit_rows

KEPT = "director_left"


class LeftBefore(Settings):
    """`companies` left at most `days` before their failure give a hit."""

    window_months: int = Field(60, ge=1, le=LIMIT_MONTHS)
    days: int = Field(365, ge=1)
    companies: int = Field(2, ge=2)


def departures(inputs: Inputs, settings: LeftBefore) -> ir.Table:
    """enterprise, holder, of, day: failures elsewhere that a standing director left in time, once each."""
    kinds = [failed(inputs, kind, months=settings.window_months) for kind in ("bankruptcy", "dissolution")]
    every = ibis.union(*kinds)
    seats = seats_before(inputs, every.group_by("of").agg(day=every.day.min()))
    before = seats.day.delta(seats.end_date, unit="day")
    left = seats.filter((before > 0) & (before <= settings.days)).select("of", "day", "holder").distinct()
    stayed = seats.filter(seats.end_date.isnull() | (seats.end_date >= seats.day)).select("of", "holder")
    return around(inputs, left.anti_join(stayed, ["of", "holder"]))


def hits(inputs: Inputs, settings: LeftBefore) -> ir.Table:
    """1 from the second company on, for the director with most of them; dated by the last failure."""
    pairs = inputs.bench.keep(KEPT, departures(inputs, settings))
    each = pairs.group_by("enterprise", "holder").agg(left=pairs["of"].nunique(), last=pairs.day.max())
    rows = each.group_by("enterprise").agg(left=each.left.max(), last=each["last"].argmax(each.left))
    rows = rows.filter(rows.left >= settings.companies)
    told = facts(left=rows.left, last=rows["last"])
    return hit_rows(rows, severity=ibis.literal(1.0), since=rows["last"], facts=told)


def evidence(inputs: Inputs, settings: LeftBefore, hits: ir.Table) -> ir.Table:
    """The companies that failed; nobody's name."""
    return failed_rows(inputs.table(KEPT).semi_join(hits, "enterprise"), "failure")


INDICATOR = Indicator(
    slug="bestuurder_weg_voor_insolventie",
    family="bestuur",
    settings=LeftBefore,
    hits=hits,
    evidence=evidence,
    unknown=without_identifiers,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Bestuurder vertrok kort vóór insolventie elders",
            fact="Een bestuurder verliet {left} andere ondernemingen in het jaar voor hun faillissement of gerechtelijke "
            "ontbinding; laatst op {last}.",
            threshold="Vanaf {companies} ondernemingen in {window_months} maanden, verlaten hoogstens {days} dagen vooraf.",
            innocent="Een bestuurder die zich tegen wanbeheer verzette en daarom vertrok.",
            clears="Verdwijnt vijf jaar na de feiten, of als de bestuurder vertrekt.",
        ),
        "fr": Texts(
            name="Administrateur parti peu avant une insolvabilité ailleurs",
            fact="Un administrateur a quitté {left} autres entreprises dans l'année précédant leur faillite ou leur dissolution "
            "judiciaire ; la dernière le {last}.",
            threshold="Dès {companies} entreprises en {window_months} mois, quittées au plus {days} jours avant.",
            innocent="Un administrateur qui s'opposait à la mauvaise gestion et est parti pour cela.",
            clears="Disparaît cinq ans après les faits, ou au départ de l'administrateur.",
        ),
        "en": Texts(
            name="Director left shortly before an insolvency elsewhere",
            fact="A director left {left} other companies in the year before their bankruptcy or dissolution by a court; the "
            "last on {last}.",
            threshold="From {companies} companies in {window_months} months, left at most {days} days before.",
            innocent="A director who opposed mismanagement and left for it.",
            clears="Gone five years after the facts, or when the director leaves.",
        ),
    },
)
