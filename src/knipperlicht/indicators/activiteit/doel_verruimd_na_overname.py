"""Object widened or main activity changed shortly after the whole board was replaced.

Question: did the company take up another business within half a year of new directors? An object change in the gazette, or
a main activity that went to another NACE division in our own history. Stronger when the new activity is one of those the
catalogue's typologies name: building, cleaning, transport, wholesale.
Source: functions in the KBO reuse file or KBO Select; activities of KBO Open Data; acts in the gazette where taken in.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.boards import REGISTERS, living, mandate_rows, without_changes
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

KEPT = "object_after_takeover"


class ObjectAfterTakeover(Settings):
    """Days after the replacement, the severities, and divisions (or classes) in which the change weighs more."""

    window_months: int = Field(24, ge=1, le=60)
    within_days: int = Field(180, ge=0)
    severity: float = Field(0.7, gt=0, le=1)
    sector_severity: float = Field(1.0, gt=0, le=1)
    sectors: tuple[str, ...] = ("41", "42", "43", "46", "49", "812")
    history_months: int = Field(12, ge=0)


def new_business(inputs: Inputs, settings: ObjectAfterTakeover) -> ir.Table:
    """enterprise, day (of the board), changed (day of the business), nace (NULL for an act), number."""
    boards = inputs.table("board_replacement").filter(lambda t: t.day > inputs.ago(settings.window_months))
    boards = boards.select("enterprise", "day").semi_join(living(inputs), "enterprise")
    moves = inputs.table("main_activity_change")
    known = ~moves.before.startswith("?") & ~moves.after.startswith("?")
    moves = moves.filter(known & (moves.before.substr(0, 2) != moves.after.substr(0, 2)))
    parts = [moves.select("enterprise", changed="day", nace="after", number=ibis.null("string"))]
    if "staatsblad" in inputs.sources:
        acts = inputs.table("gazette_act").filter(lambda t: (t.act == "object") & (t.day <= inputs.today))
        parts.append(acts.select("enterprise", changed="day", nace=ibis.null("string"), number=acts.number))
    rows = boards.inner_join(ibis.union(*parts), "enterprise")
    apart = rows.changed.delta(rows.day, unit="day")
    return rows.filter((apart >= 0) & (apart <= settings.within_days))


def hits(inputs: Inputs, settings: ObjectAfterTakeover) -> ir.Table:
    """0.7, or 1 for a sector of the list; dated by the change of business."""
    rows = inputs.bench.keep(KEPT, new_business(inputs, settings))
    named = [rows.nace.startswith(sector) for sector in settings.sectors]
    listed = ibis.or_(*named).fill_null(False) if named else ibis.literal(False)
    rows = rows.mutate(listed=listed.cast("int64"))
    each = rows.group_by("enterprise").agg(
        day=rows.day.max(), changed=rows.changed.max(), listed=rows.listed.max(), acts=rows.number.count()
    )
    severity = ibis.ifelse(each.listed == 1, settings.sector_severity, settings.severity)
    told = facts(day=each.day, changed=each.changed, listed=each.listed, acts=each.acts)
    return hit_rows(each, severity=severity, since=each.changed, facts=told)


def evidence(inputs: Inputs, settings: ObjectAfterTakeover, hits: ir.Table) -> ir.Table:
    """The change of business, then the mandates as the register writes them."""
    rows = inputs.table(KEPT).semi_join(hits, "enterprise")
    moves, acts = rows.filter(rows.nace.notnull()), rows.filter(rows.nace.isnull())
    parts = [
        evidence_rows(moves, table="activity", field="NaceCode", key=moves.enterprise, value=moves.nace,
                      valid_from=moves.changed),
        evidence_rows(acts, table="gazette_act", field="object", key=acts.enterprise, value=acts.number,
                      valid_from=acts.changed),
        mandate_rows(inputs, hits, months=settings.window_months + 3, order=1),
    ]  # fmt: skip
    return first_rows(ibis.union(*parts))


INDICATOR = Indicator(
    slug="doel_verruimd_na_overname",
    family="activiteit",
    settings=ObjectAfterTakeover,
    hits=hits,
    evidence=evidence,
    unknown=without_changes,
    sources=REGISTERS,
    history_months=lambda settings: settings.history_months,
    texts={
        "nl": Texts(
            name="Doel of hoofdactiviteit gewijzigd kort na overname",
            fact="Het bestuur werd op {day} volledig vervangen; op {changed} volgde een ander doel of een andere "
            "hoofdactiviteit (sector van de lijst: {listed}, 1 = ja).",
            threshold="{severity} binnen {within_days} dagen na de vervanging, {sector_severity} in een sector van de lijst.",
            innocent="Een overnemer die de onderneming een nieuwe richting geeft.",
            clears="Een ondernemingsplan of contracten in de nieuwe activiteit; verdwijnt na {window_months} maanden.",
        ),
        "fr": Texts(
            name="Objet ou activité principale modifiés peu après une reprise",
            fact="L'administration a été entièrement remplacée le {day} ; le {changed} a suivi un autre objet ou une autre "
            "activité principale (secteur de la liste : {listed}, 1 = oui).",
            threshold="{severity} dans les {within_days} jours du remplacement, {sector_severity} dans un secteur de la liste.",
            innocent="Un repreneur qui donne une nouvelle orientation à l'entreprise.",
            clears="Un plan d'entreprise ou des contrats dans la nouvelle activité ; disparaît après {window_months} mois.",
        ),
        "en": Texts(
            name="Object or main activity changed shortly after a takeover",
            fact="The whole board was replaced on {day}; on {changed} another object or main activity followed (sector of the "
            "list: {listed}, 1 = yes).",
            threshold="{severity} within {within_days} days of the replacement, {sector_severity} in a sector of the list.",
            innocent="A buyer who gives the company a new direction.",
            clears="A business plan or contracts in the new activity; gone after {window_months} months.",
        ),
    },
)
