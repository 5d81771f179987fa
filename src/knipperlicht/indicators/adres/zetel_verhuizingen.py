"""Frequent seat moves: how often the registered seat changed building within a window.

Question: did the seat move unusually often? A renumbering, a box or another spelling of the same building
is no move. Source: KBO Open Data, address rows of type REGO in our own history; a move is dated by the
first extract that shows the new address.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)  # fmt: skip
from knipperlicht.warehouse.changes import seat_moves


class SeatMoves(Settings):
    """`moves` within `window_months` gives 0.5; `many_moves` within `long_window_months` gives 1."""

    moves: int = 2
    window_months: int = 24
    many_moves: int = 3
    long_window_months: int = 36
    history_months: int = 12


def hits(inputs: Inputs, settings: SeatMoves) -> ir.Table:
    """Severity 0.5 or 1 by the number of moves in the two windows; dated by the last move."""
    short, long = inputs.ago(settings.window_months), inputs.ago(settings.long_window_months)
    moves = seat_moves(inputs.bench).filter(lambda t: t.day > long)
    counted = moves.group_by("enterprise").agg(
        recent=(moves.day > short).sum(), total=moves.count(), last=moves.day.max(), first=moves.day.min()
    )
    rows = counted.semi_join(inputs.subject, "enterprise")
    severity = ibis.cases(
        (rows.total >= settings.many_moves, 1.0), (rows.recent >= settings.moves, 0.5), else_=0.0
    )
    return hit_rows(
        rows, severity=severity, since=rows["last"],
        facts=facts(moves=rows.total, first=rows["first"], last=rows["last"]),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: SeatMoves, hits: ir.Table) -> ir.Table:
    """Each move in the window: the new seat and the day it was first seen, the old one's end."""
    moves = seat_moves(inputs.bench)
    rows = moves.filter(moves.day > inputs.ago(settings.long_window_months)).semi_join(hits, "enterprise")
    return evidence_rows(
        rows, table="address", field="REGO", key=rows.enterprise, value=rows.before + " → " + rows.after,
        valid_from=rows.day,
    )  # fmt: skip


INDICATOR = Indicator(
    slug="zetel_verhuizingen",
    family="adres",
    settings=SeatMoves,
    hits=hits,
    evidence=evidence,
    history_months=lambda settings: settings.history_months,
    texts={
        "nl": Texts(
            name="Frequente zetelverplaatsing",
            fact="De zetel verhuisde {moves} keer tussen {first} en {last}.",
            threshold="Vanaf {moves} verhuizingen in {window_months} maanden, zwaar vanaf {many_moves} in {long_window_months} maanden.",
            innocent="Groeiende ondernemingen verhuizen vaker.",
            clears="Geen verhuizing meer tot de oudste buiten de termijn valt; een huurcontract dat de groei toont.",
        ),
        "fr": Texts(
            name="Transferts fréquents du siège",
            fact="Le siège a été transféré {moves} fois entre {first} et {last}.",
            threshold="Dès {moves} transferts en {window_months} mois, fort dès {many_moves} en {long_window_months} mois.",
            innocent="Une entreprise qui grandit déménage plus souvent.",
            clears="Plus aucun transfert jusqu'à ce que le plus ancien sorte du délai ; un bail qui montre la croissance.",
        ),
        "en": Texts(
            name="Frequent seat moves",
            fact="The seat moved {moves} times between {first} and {last}.",
            threshold="From {moves} moves in {window_months} months, high from {many_moves} in {long_window_months} months.",
            innocent="Growing firms move more often.",
            clears="No further move until the oldest leaves the window; a lease that shows the growth.",
        ),
    },
)
