"""Strike-offs of companies that stand, from the gazette and from VKBO (Flanders), each company's last one.

The gazette announces acts; VKBO shows the state. A state read after the publication speaks last: a withdrawal that was
not brought as a publication shows there. Where both show one, that of the later first day counts.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs, Settings
from knipperlicht.indicators.gazette import PUBLICATION, without_publications

STRUCK, WITHDRAWN = "strike_off", "strike_off_withdrawn"
STATE = "vkbo_entity"
_REASONS = (
    ("ubo", "ubo"), ("accounts", "jaarrekening"), ("restructuring", "fusie|splitsing"),
    ("bankruptcy", "faillissement"), ("liquidation", "vereffening"), ("address", "adres|zetel"),
)  # fmt: skip


def strike_offs(inputs: Inputs, months: int) -> ir.Table:
    """enterprise, first, published, reason (code, or `none`), printed, source: at most one row per subject."""
    rows = _published(inputs, months)
    if "vkbo" in inputs.sources:
        held = inputs.table(STATE).filter(lambda t: t.parent.isnull())
        shown = _shown(inputs, held, months)
        read = held.select(held_of="number", read="seen")
        rows = rows.left_join(read, rows.enterprise == read.held_of)
        rows = rows.filter(rows.read.isnull() | (rows.read <= rows.published)).drop("held_of", "read")
        rows = ibis.union(rows, shown)
    last = ibis.window(group_by="enterprise", order_by=[ibis.desc("first"), ibis.desc("published"), "source"])
    return rows.mutate(place=ibis.row_number().over(last)).filter(lambda t: t.place == 0).drop("place")


def _published(inputs: Inputs, months: int) -> ir.Table:
    act = inputs.table("gazette_act")
    own = act.filter(act.act.isin((STRUCK, WITHDRAWN)) & (act.day <= inputs.today))
    own = own.semi_join(inputs.subject, "enterprise")
    undone = own.filter(own.act == WITHDRAWN).group_by(of="enterprise").agg(undone=own.day.max())
    rows = own.filter((own.act == STRUCK) & (own.day > inputs.ago(months)))
    rows = rows.left_join(undone, rows.enterprise == undone["of"])
    rows = rows.filter(rows.undone.isnull() | (rows.undone < rows.day))
    newest = ibis.window(group_by="enterprise", order_by=[ibis.desc("day"), ibis.desc("number")])
    rows = rows.mutate(place=ibis.row_number().over(newest)).filter(lambda t: t.place == 0)
    noted = inputs.table(PUBLICATION).semi_join(own, "enterprise")
    noted = noted.select("enterprise", "day", "number", "note")
    rows = rows.left_join(noted, ["enterprise", "day", "number"])
    return rows.select(
        "enterprise",
        first=ibis.coalesce(rows.effective, rows.day),
        published=rows.day,
        reason=rows.reason.fill_null("none"),
        printed=ibis.coalesce(rows.note, rows.label, ibis.literal("")) + " (" + rows.number + ")",
        source=ibis.literal(PUBLICATION),
    )


def _shown(inputs: Inputs, held: ir.Table, months: int) -> ir.Table:
    rows = held.filter((held.struck_from <= inputs.today) & (held.struck_from > inputs.ago(months)))
    rows = rows.filter(rows.struck_to.isnull() | (rows.struck_to > inputs.today)).rename(enterprise="number")
    rows = rows.semi_join(inputs.subject, "enterprise")
    said = rows.struck_reason.fill_null("").lower()
    code = ibis.cases(
        *((said.re_search(words), reason) for reason, words in _REASONS), (said == "", "none"), else_="other"
    )
    return rows.select(
        "enterprise", first="struck_from", published=ibis.coalesce(rows.struck_changed, rows.struck_from),
        reason=code, printed=rows.struck_reason.fill_null(""), source=ibis.literal(STATE),
    )  # fmt: skip


def unknown(inputs: Inputs, settings: Settings) -> ir.Table:
    """Subjects of whom neither a publication nor a row of VKBO is held."""
    known = inputs.table("vkbo_entity").filter(lambda t: t.parent.isnull()).select(enterprise="number")
    if "staatsblad" in inputs.sources:
        return without_publications(inputs, settings).anti_join(known, "enterprise")
    lacking = inputs.subject.anti_join(known, "enterprise")
    return lacking.select("enterprise", reason=ibis.literal("no_publications"))
