"""Seat moved to another judicial district while the company was in trouble.

Question: did the seat move to another judicial district within `near_days` of documented trouble? Trouble is: accounts
deposited with negative equity; accounts that are due and absent; the withholding duty. A publication about the board
counts as a further sign, never as the only one: a new owner who brings the seat along is nothing unusual.
Source: KBO Open Data (seat, dated by the first extract that shows it), National Bank, withholding duty, gazette.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.adres._districts import district_moves
from knipperlicht.indicators.adres._trouble import BOARD, NEGATIVE, UNFILED, WITHHELD, asked, troubles
from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    first_rows,
    hit_rows,
    steps,
)

MOVES, SIGNS = "district_move", "district_move_sign"
"""Kept by `hits` for evidence and what is not known."""


class SeatFlight(Settings):
    """Moves of the last `window_months`; trouble counts up to `near_days` (nine months) before or after."""

    window_months: int = Field(24, ge=1)
    near_days: int = Field(274, ge=1)
    one_sign: float = Field(0.6, gt=0, le=1)
    history_months: int = 12


def counted(inputs: Inputs, settings: SeatFlight) -> ir.Table:
    """Per enterprise the move with most signs, the newest of these: day, old_district, new_district, and one column a sign."""
    found = inputs.bench.keep(MOVES, district_moves(inputs, settings.window_months))
    near = inputs.bench.keep(SIGNS, troubles(inputs, found, settings.near_days))
    each = near.group_by("enterprise", "day", "old_district", "new_district").agg(
        negative=(near.sign == NEGATIVE).any().cast("int64"),
        unfiled=(near.sign == UNFILED).any().cast("int64"),
        withheld=(near.sign == WITHHELD).any().cast("int64"),
        board=(near.sign == BOARD).any().cast("int64"),
    )
    hard = each.negative + each.unfiled + each.withheld
    each = each.mutate(signs=ibis.ifelse(hard > 0, hard + each.board, 0))
    best = ibis.window(group_by="enterprise", order_by=[ibis.desc("signs"), ibis.desc("day"), "new_district"])
    return each.mutate(place=ibis.row_number().over(best)).filter(lambda t: t.place == 0)


def hits(inputs: Inputs, settings: SeatFlight) -> ir.Table:
    """Severity by the number of signs, dated by the move."""
    rows = counted(inputs, settings)
    return hit_rows(
        rows, severity=steps(rows.signs, (1, settings.one_sign), (2, 1.0)), since=rows.day,
        facts=facts(
            moved=rows.day, old_district=rows.old_district, new_district=rows.new_district, negative=rows.negative,
            unfiled=rows.unfiled, withheld=rows.withheld, board=rows.board,
        ),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: SeatFlight, hits: ir.Table) -> ir.Table:
    """The moves, and each sign of trouble near one."""
    rows = inputs.table(MOVES).semi_join(hits, "enterprise")
    moved = evidence_rows(
        rows, table="address", field="REGO", key=rows.enterprise, value=rows.old_district + " → " + rows.new_district,
        valid_from=rows.day,
    )  # fmt: skip
    near = inputs.table(SIGNS).semi_join(hits, "enterprise")
    signs = [
        evidence_rows(
            part, table=table, field=field, key=part.enterprise, value=part.value, valid_from=part.sign_day, order=order
        )
        for order, (sign, table, field) in enumerate(
            (
                (NEGATIVE, "nbb_filing", "10/15"), (UNFILED, "filing_duty", "closing"),
                (WITHHELD, "withholding_answer", "social, tax"), (BOARD, "gazette_publication", "label"),
            ),
            1,
        )
        for part in [near.filter(near.sign == sign)]
    ]  # fmt: skip
    return first_rows(ibis.union(moved, *signs).distinct())


def unknown(inputs: Inputs, settings: SeatFlight) -> ir.Table:
    """Moves to another district near which neither equity nor an answer about withholding is known."""
    found = inputs.table(MOVES)
    lacking = found.anti_join(asked(inputs, found, settings.near_days), "enterprise")
    return lacking.select("enterprise", reason=ibis.literal("no_sources_around_move")).distinct()


INDICATOR = Indicator(
    slug="zetel_vlucht",
    family="adres",
    settings=SeatFlight,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    history_months=lambda settings: settings.history_months,
    sources=("nbb/withholding",),
    texts={
        "nl": Texts(
            name="Zetelverplaatsing naar ander arrondissement bij moeilijkheden",
            fact="De zetel verhuisde op {moved} van gerechtelijk arrondissement {old_district} naar {new_district}. Daarrond: negatief "
            "eigen vermogen {negative}, jaarrekening niet neergelegd {unfiled}, inhoudingsplicht {withheld}, bekendmaking over het bestuur {board} (1 = ja).",
            threshold="Eén teken van moeilijkheden binnen {near_days} dagen telt voor {one_sign}, twee of meer volledig; verhuizingen "
            "van de laatste {window_months} maanden. Een bestuurswissel alleen telt niet.",
            innocent="Een echte herstart elders, of een nieuwe eigenaar die de zetel bij zich brengt.",
            clears="Nieuwe jaarrekeningen met positief eigen vermogen en afgeloste schulden, en een werkelijke uitbating op de nieuwe zetel.",
        ),
        "fr": Texts(
            name="Transfert du siège vers un autre arrondissement en période de difficultés",
            fact="Le siège a été transféré le {moved} de l'arrondissement judiciaire {old_district} vers {new_district}. Autour : capitaux "
            "propres négatifs {negative}, comptes non déposés {unfiled}, obligation de retenue {withheld}, publication sur l'administration {board} (1 = oui).",
            threshold="Un signe de difficultés dans les {near_days} jours compte pour {one_sign}, deux ou plus entièrement ; transferts "
            "des {window_months} derniers mois. Un changement d'administration seul ne compte pas.",
            innocent="Un vrai redémarrage ailleurs, ou un nouveau propriétaire qui amène le siège chez lui.",
            clears="De nouveaux comptes aux capitaux propres positifs, des dettes apurées, et une exploitation réelle au nouveau siège.",
        ),
        "en": Texts(
            name="Seat moved to another judicial district while in trouble",
            fact="The seat moved on {moved} from judicial district {old_district} to {new_district}. Around it: negative equity {negative}, "
            "accounts not deposited {unfiled}, withholding duty {withheld}, publication about the board {board} (1 = yes).",
            threshold="One sign of trouble within {near_days} days counts for {one_sign}, two or more in full; moves of the last "
            "{window_months} months. A change of the board alone does not count.",
            innocent="A genuine new start elsewhere, or a new owner who brings the seat along.",
            clears="New accounts with positive equity and debts paid, and a real business at the new seat.",
        ),
    },
)
