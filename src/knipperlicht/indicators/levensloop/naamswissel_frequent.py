"""Frequent name change: how many new registered names a company took within a window.

Question: did this legal person take several other names? A new name is a registered name (type 001) that
differs from the one before by more than two letters, apart from accents, legal form and words such as
"in vereffening". Counted per language, and the language with most counts, so that a bilingual company that
changes its name once counts once. The name the window began with never counts: going back is no new name.
Source: KBO Open Data, denomination rows in our own history, dated by the first extract that shows the new
name. The decisions in the Staatsblad are not read.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field, model_validator

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
from knipperlicht.warehouse.address_text import fold_expression, keep_apart
from knipperlicht.warehouse.changes import LEGAL_FORM_WORDS

STATE_WORDS = r"\b((in|en) (vereffening|liquidat(ie|ion)|liq|faillissement|faillite)|failliet|faillie?)\b"


class NameChanges(Settings):
    """New names within `window_months` from which 0.6 and 1 hold; `slip_letters` is a slip of the pen."""

    names: int = Field(default=2, ge=1)
    many_names: int = 3
    window_months: int = Field(default=36, ge=1)
    slip_letters: int = Field(default=2, ge=0)
    history_months: int = Field(default=12, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> NameChanges:
        if self.names >= self.many_names:
            raise ValueError("names must be below many_names")
        return self


def name_key(name: ir.StringValue) -> ir.StringValue:
    """The name as it is compared: folded, without legal form and words on the state of the company."""
    bare = fold_expression(name).re_replace(f"{LEGAL_FORM_WORDS}|{STATE_WORDS}", " ")
    return bare.re_replace(" +", " ").strip()


def new_names(inputs: Inputs, settings: NameChanges, among: ir.Table) -> ir.Table:
    """Changes in the window, of companies in `among`, to a name other than the one the window began with."""
    group = ["enterprise", "language"]
    change = inputs.table("name_change")
    change = change.filter((change.day > inputs.ago(settings.window_months)) & (change.day <= inputs.today))
    often = change.group_by(group).agg(n=change.count())
    rows = change.semi_join(often.filter(often.n >= settings.names), group).semi_join(among, "enterprise")
    keyed = keep_apart(rows.mutate(old=name_key(rows.before), new=name_key(rows.after)))
    keyed = keyed.filter(keyed.old.levenshtein(keyed.new) > settings.slip_letters)
    order = ibis.window(group_by=group, order_by=["day", "old", "new"], preceding=None, following=0)
    keyed = keyed.mutate(first_name=keyed.old.first().over(order))
    return keyed.filter(keyed.new.levenshtein(keyed.first_name) > settings.slip_letters)


def hits(inputs: Inputs, settings: NameChanges) -> ir.Table:
    """Severity 0.6 or 1 by the number of different new names, dated by the last change."""
    rows = new_names(inputs, settings, inputs.subject)
    counted = rows.group_by("enterprise", "language").agg(
        names=rows.new.nunique(), first_day=rows.day.min(), last_day=rows.day.max()
    )
    most = [ibis.desc("names"), ibis.desc("last_day"), "language"]
    order = ibis.window(group_by="enterprise", order_by=most)
    best = counted.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t["rank"] == 0)
    severity = steps(best.names, (settings.names, 0.6), (settings.many_names, 1.0))
    return hit_rows(
        best, severity=severity, since=best.last_day,
        facts=facts(names=best.names, first=best.first_day, last=best.last_day),
    )  # fmt: skip


def evidence(inputs: Inputs, settings: NameChanges, hits: ir.Table) -> ir.Table:
    """Each change to a new name: the registered name before and after, and the day it was first seen."""
    rows = new_names(inputs, settings, hits)
    return first_rows(
        evidence_rows(
            rows, table="denomination", field="Denomination", key=rows.enterprise,
            value=rows.before + " → " + rows.after, valid_from=rows.day,
        )
    )  # fmt: skip


INDICATOR = Indicator(
    slug="naamswissel_frequent",
    family="levensloop",
    settings=NameChanges,
    hits=hits,
    evidence=evidence,
    history_months=lambda settings: settings.history_months,
    texts={
        "nl": Texts(
            name="Frequente naamswijziging",
            fact="Nam {names} keer een nieuwe maatschappelijke naam aan, tussen {first} en {last}.",
            threshold="Vanaf {names} nieuwe namen in {window_months} maanden, zwaar vanaf {many_names}.",
            innocent="Een nieuw merk, een overname of een fusie brengt vaak een nieuwe naam mee.",
            clears="Verdwijnt wanneer de oudste wijziging langer dan {window_months} maanden geleden is.",
        ),
        "fr": Texts(
            name="Changements de nom fréquents",
            fact="A pris {names} fois une nouvelle dénomination sociale, entre le {first} et le {last}.",
            threshold="Dès {names} nouveaux noms en {window_months} mois, fort dès {many_names}.",
            innocent="Une nouvelle marque, une reprise ou une fusion amène souvent un nouveau nom.",
            clears="Disparaît quand le changement le plus ancien date de plus de {window_months} mois.",
        ),
        "en": Texts(
            name="Frequent name change",
            fact="Took a new registered name {names} times, between {first} and {last}.",
            threshold="From {names} new names in {window_months} months, high from {many_names}.",
            innocent="A new brand, a takeover or a merger often brings a new name.",
            clears="Goes when the oldest change is more than {window_months} months ago.",
        ),
    },
)
