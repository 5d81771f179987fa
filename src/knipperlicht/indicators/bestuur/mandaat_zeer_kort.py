"""Very short mandates: directors who left within months of coming.

Question: did most directors who left lately stay only briefly? Someone who stood in until an earlier director came back
is left out. Length runs from the first day in this company's board to the last.
Source: functions in the KBO reuse file, or lists of KBO Select.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

from knipperlicht.indicators.boards import REGISTERS, living, mandate_rows, without_changes
from knipperlicht.indicators.framework import Indicator, Inputs, Settings, Texts, facts, first_rows, hit_rows


class ShortMandates(Settings):
    """Half when at least `share` of at least two ended mandates were short; full from two very short ones."""

    window_months: int = Field(36, ge=1, le=60)
    short_days: int = Field(180, ge=1)
    very_short_days: int = Field(90, ge=1)
    share: float = Field(0.5, gt=0, le=1)
    least: int = Field(2, ge=1)
    return_days: int = Field(31, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> ShortMandates:
        if self.very_short_days >= self.short_days:
            raise ValueError("very_short_days must be below short_days")
        return self


def ended(inputs: Inputs, settings: ShortMandates) -> ir.Table:
    """enterprise, who, day, length (days): directors who left in the window, stand-ins left out."""
    change = inputs.table("board_change")
    left = change.filter((change.kind == "resignation") & (change.day > inputs.ago(settings.window_months)))
    seats = inputs.table("mandate").filter(lambda t: (t.role == "director") & t.start_date.notnull())
    seats = seats.select("enterprise", "who", "start_date", "end_date")
    own = left.select("enterprise", "who", "day").inner_join(seats, ["enterprise", "who"])
    rows = own.group_by("enterprise", "who", "day").agg(begun=own.start_date.min())
    came = change.filter(change.kind == "appointment").select("enterprise", "who", back="day")
    near = came.inner_join(left.select("enterprise", "day").distinct(), "enterprise")
    apart = near.back.delta(near.day, unit="day")
    near = near.filter((apart >= -settings.return_days) & (apart <= settings.return_days))
    stood_in = near.inner_join(seats, ["enterprise", "who"]).filter(lambda t: t.end_date < t.back)
    rows = rows.anti_join(stood_in, ["enterprise", "day"])
    return rows.mutate(length=rows.day.delta(rows.begun, unit="day"))


def hits(inputs: Inputs, settings: ShortMandates) -> ir.Table:
    """0.5 or 1; dated by the last departure."""
    rows = ended(inputs, settings)
    each = rows.group_by("enterprise").agg(
        ended=rows.count(),
        short=(rows.length < settings.short_days).cast("int64").sum(),
        very_short=(rows.length < settings.very_short_days).cast("int64").sum(),
        last=rows.day.max(),
    )
    enough = (each.ended >= settings.least) & (each.short >= settings.share * each.ended)
    severity = ibis.cases((each.very_short >= settings.least, 1.0), (enough, 0.5), else_=0.0)
    # Of few, so last: whether a company runs its own affairs does not depend on the departure.
    each = (
        each.mutate(severity=severity)
        .filter(lambda t: t.severity > 0)
        .semi_join(living(inputs), "enterprise")
    )
    told = facts(ended=each.ended, short=each.short, very_short=each.very_short, last=each["last"])
    return hit_rows(each, severity=each.severity, since=each["last"], facts=told)


def evidence(inputs: Inputs, settings: ShortMandates, hits: ir.Table) -> ir.Table:
    """The mandates as the register writes them."""
    return first_rows(mandate_rows(inputs, hits, months=settings.window_months))


INDICATOR = Indicator(
    slug="mandaat_zeer_kort",
    family="bestuur",
    settings=ShortMandates,
    hits=hits,
    evidence=evidence,
    unknown=without_changes,
    sources=REGISTERS,
    texts={
        "nl": Texts(
            name="Zeer korte mandaten",
            fact="Van {ended} beëindigde mandaten duurden er {short} kort en {very_short} zeer kort; laatst op {last}.",
            threshold="Half als in {window_months} maanden minstens {least} mandaten eindigden en een aandeel van {share} korter "
            "duurde dan {short_days} dagen; volledig vanaf {least} korter dan {very_short_days} dagen.",
            innocent="Een tijdelijke bestuurder na ziekte of overlijden, een mislukte samenwerking.",
            clears="Verdwijnt {window_months} maanden na het laatste korte mandaat.",
        ),
        "fr": Texts(
            name="Mandats très courts",
            fact="Sur {ended} mandats terminés, {short} étaient courts et {very_short} très courts ; le dernier le {last}.",
            threshold="À moitié si, en {window_months} mois, au moins {least} mandats ont pris fin et qu'une part de {share} a duré "
            "moins de {short_days} jours ; entièrement dès {least} de moins de {very_short_days} jours.",
            innocent="Un administrateur temporaire après une maladie ou un décès, une collaboration manquée.",
            clears="Disparaît {window_months} mois après le dernier mandat court.",
        ),
        "en": Texts(
            name="Very short mandates",
            fact="Of {ended} ended mandates {short} were short and {very_short} very short; the last on {last}.",
            threshold="Half when in {window_months} months at least {least} mandates ended and a share of {share} lasted less than "
            "{short_days} days; full from {least} of less than {very_short_days} days.",
            innocent="A temporary director after illness or death, a partnership that failed.",
            clears="Gone {window_months} months after the last short mandate.",
        ),
    },
)
