"""A standing director under a ban on directing, identity confirmed by a person.

Question: did the last look-up in the register of bans, by somebody entitled to it, find a standing director of this company under
a ban that holds today, identity confirmed? A name alone is never a hit. When a director leaves after the look-up it
must be made again: the source keeps no names, so nobody can tell who left.
Source: look-ups of entitled users (sources/management_bans); boards where known. Act of 4 May 2023 on the central register of
bans on directing; art. XX.229 WER.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from pydantic import Field

from knipperlicht.indicators.framework import (
    Indicator,
    Inputs,
    Settings,
    Texts,
    evidence_rows,
    facts,
    hit_rows,
)
from knipperlicht.sources.management_bans import CONFIRMED, NAME_ONLY

SOURCE = "management_bans"
BOARDS = frozenset(("kbo_xml", "kbo_select", "nbb"))


class ActiveBan(Settings):
    """How long a look-up holds."""

    months: int = Field(12, ge=1, le=36)


def checks(inputs: Inputs, settings: ActiveBan) -> ir.Table:
    """Rows of the last look-up of each subject that still holds, with `left`: a director left since."""
    rows = inputs.table("management_ban_check").filter(lambda t: t.checked_on <= inputs.today)
    last = rows.group_by("enterprise").agg(checked_on=rows.checked_on.max())
    rows = rows.semi_join(last, ["enterprise", "checked_on"]).semi_join(inputs.subject, "enterprise")
    rows = rows.filter(rows.checked_on > inputs.ago(settings.months))
    if not BOARDS & inputs.sources:
        return rows.mutate(left=ibis.literal(False))
    change = inputs.table("board_change").filter(lambda t: t.kind == "resignation")
    gone = change.group_by(of="enterprise").agg(gone=change.day.max())
    joined = rows.left_join(gone, rows.enterprise == gone["of"])
    return joined.mutate(left=(joined.gone > joined.checked_on).fill_null(False)).drop("of", "gone")


def active(inputs: Inputs, rows: ir.Table) -> ir.Table:
    """Those of `checks` whose ban holds today."""
    started = rows.starts <= inputs.today
    return rows.filter(started & (rows.ends.isnull() | (rows.ends > inputs.today)))


def confirmed(inputs: Inputs, settings: ActiveBan) -> ir.Table:
    """Active bans of a standing director, identity confirmed."""
    return active(inputs, checks(inputs, settings)).filter(lambda t: (t.outcome == CONFIRMED) & ~t.left)


def hits(inputs: Inputs, settings: ActiveBan) -> ir.Table:
    """1 while the ban holds; a state of now, so without a day."""
    rows = confirmed(inputs, settings)
    each = rows.group_by("enterprise").agg(
        bans=rows.count(), checked=rows.checked_on.max(), starts=rows.starts.min()
    )
    told = facts(bans=each.bans, checked=each.checked, starts=each.starts)
    return hit_rows(each, severity=ibis.literal(1.0), facts=told)


def evidence(inputs: Inputs, settings: ActiveBan, hits: ir.Table) -> ir.Table:
    """Number and days of the ban, and which role looked it up; nobody's name."""
    rows = confirmed(inputs, settings).semi_join(hits, "enterprise")
    return evidence_rows(
        rows, table="management_ban_check", field="ban", key=rows.enterprise, value=rows.ban + " (" + rows.checked_by + ")",
        valid_from=rows.starts, valid_to=rows.ends,
    )  # fmt: skip


def unknown(inputs: Inputs, settings: ActiveBan) -> ir.Table:
    """Who was not looked up lately; a name alone; a confirmed ban after which a director left."""
    rows = checks(inputs, settings)
    never = inputs.subject.anti_join(rows, "enterprise")
    found = active(inputs, rows)
    parts = (
        (never, "ban_not_checked"),
        (found.filter(found.outcome == NAME_ONLY), "ban_to_verify"),
        (found.filter((found.outcome == CONFIRMED) & found.left), "ban_check_again"),
    )
    return ibis.union(
        *(part.select("enterprise", reason=ibis.literal(reason)).distinct() for part, reason in parts)
    )


INDICATOR = Indicator(
    slug="bestuursverbod_actief",
    family="bestuur",
    settings=ActiveBan,
    hits=hits,
    evidence=evidence,
    unknown=unknown,
    sources=(SOURCE,),
    texts={
        "nl": Texts(
            name="Bestuurder met actief bestuursverbod",
            fact="Op {checked} is vastgesteld dat een bestuurder onder een bestuursverbod staat sinds {starts} ({bans} verbod(en)), identiteit bevestigd.",
            threshold="Een lopend verbod uit een opzoeking van de laatste {months} maanden, identiteit bevestigd; een naam alleen telt nooit.",
            innocent="Een vergissing bij het nakijken, een verbod dat intussen is opgeheven, of een bestuurder die al weg is.",
            clears="Het einde van het verbod, het vertrek van de bestuurder, of een nieuwe opzoeking zonder verbod.",
        ),
        "fr": Texts(
            name="Administrateur sous interdiction de gérer",
            fact="Le {checked}, il a été constaté qu'un administrateur est sous interdiction de gérer depuis le {starts} ({bans} interdiction(s)), identité confirmée.",
            threshold="Une interdiction en cours constatée dans les {months} derniers mois, identité confirmée ; un nom seul ne compte jamais.",
            innocent="Une erreur de vérification, une interdiction levée depuis, ou un administrateur déjà parti.",
            clears="La fin de l'interdiction, le départ de l'administrateur, ou une nouvelle vérification sans interdiction.",
        ),
        "en": Texts(
            name="Director under an active ban on directing",
            fact="On {checked} it was found that a director is under a ban on directing since {starts} ({bans} ban(s)), identity confirmed.",
            threshold="A running ban found in the last {months} months, identity confirmed; a name alone never counts.",
            innocent="A mistake in looking it up, a ban lifted since, or a director who has left already.",
            clears="The end of the ban, the director leaving, or a new look-up without a ban.",
        ),
    },
)
