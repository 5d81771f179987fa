"""Names as keys, pairs of names that are nearly the same, and who shows a tie to whom.

Names serve for identity only: nothing is read from them but whether they are the same or nearly (domain catalogue §5).
"""

from __future__ import annotations

from math import ceil

import ibis
import ibis.expr.types as ir

from knipperlicht.indicators.framework import Inputs
from knipperlicht.reference.listed_companies import listed_companies
from knipperlicht.warehouse.address_text import fold_expression
from knipperlicht.warehouse.changes import LEGAL_FORM_WORDS

MOST_LETTERS = 10_000
"""No name is longer."""


def name_key(name: ir.StringValue) -> ir.StringValue:
    """Letters and digits of a name without its legal form."""
    return fold_expression(name).re_replace(LEGAL_FORM_WORDS, " ").replace(" ", "")


def known_companies(inputs: Inputs, *, staff: int, letters: int, most: int) -> ir.Table:
    """known, known_name, known_key, known_start, known_building: well-known companies with a name that few bear."""
    rows = [{"known": entry.enterprise, "listed_name": entry.name} for entry in listed_companies()]
    listed = ibis.memtable(rows, schema={"known": "int64", "listed_name": "string"})
    subject = inputs.subject.select("name", "building_key", "start_date", number="enterprise")
    present = listed.left_join(subject, listed.known == subject.number)
    parts = [
        present.select("known", "start_date", "building_key", known_name=present.listed_name),
        present.filter(present.name.notnull()).select(
            "known", "start_date", "building_key", known_name="name"
        ),
    ]
    if "nbb" in inputs.sources:
        accounts = inputs.table("last_accounts")
        large = accounts.filter(accounts.fte >= staff).select(number="enterprise")
        employers = subject.semi_join(large, "number")
        parts.append(employers.select("start_date", "building_key", known="number", known_name="name"))
    named = ibis.union(*(part.select("known", "known_name", "start_date", "building_key") for part in parts))
    named = named.distinct().filter(lambda t: t.known_name.notnull())
    keyed = named.mutate(known_key=name_key(named.known_name), spelled=named.known_name.lower())
    keyed = keyed.filter(keyed.known_key.length() >= letters)
    bearers = subject.select(spelled=subject.name.lower()).semi_join(keyed, "spelled")
    common = bearers.group_by("spelled").agg(n=bearers.count()).filter(lambda t: t.n > most)
    return keyed.anti_join(common, "spelled").select(
        "known", "known_name", "known_key", known_start="start_date", known_building="building_key"
    )


def new_companies(inputs: Inputs, *, months: int) -> ir.Table:
    """enterprise, name, key, start_date, building_key of subjects that started in the last `months`."""
    subject = inputs.subject
    new = subject.filter((subject.start_date > inputs.ago(months)) & (subject.start_date <= inputs.today))
    return new.select("enterprise", "name", "start_date", "building_key", key=name_key(new.name))


def blocks(rows: ir.Table, key: str, *, alike: float) -> ir.Table:
    """`rows` with `block`: what two names must share to be compared at all, one row for each (an odd length gives it twice).

    One edit leaves the first or the last half as it is. Lengths may differ by one, so both ways to halve an odd
    length count. A name too short for any edit must be the same altogether.
    """
    text = rows[key]
    length = text.length()
    shortest = ceil(1 / (1 - alike) - 1e-9) - 1 if alike < 1 else MOST_LETTERS
    halved = rows.filter(length >= shortest)
    parts = [rows.filter(length < shortest).mutate(block=ibis.literal("=") + text)]
    for half in ((length / 2).floor().cast("int64"), ((length - 1) / 2).floor().cast("int64")):
        parts.append(halved.mutate(block=ibis.literal("<") + text.substr(0, half)))
        parts.append(halved.mutate(block=ibis.literal(">") + text.substr(length - half, half)))
    return ibis.union(*parts)


def near_pairs(inputs: Inputs, new: ir.Table, known: ir.Table, *, alike: float) -> ir.Table:
    """`new` with each known company whose name is at least so alike, and older where that is known: `likeness`."""
    mine = blocks(new, "key", alike=alike)
    theirs = inputs.bench.keep("known_name_block", blocks(known, "known_key", alike=alike))
    pairs = mine.inner_join(theirs, "block").drop("block")
    longer = ibis.greatest(pairs.key.length(), pairs.known_key.length())
    shorter = ibis.least(pairs.key.length(), pairs.known_key.length())
    pairs = pairs.filter(
        pairs.enterprise != pairs.known,
        shorter >= alike * longer,
        pairs.known_start.isnull() | (pairs.known_start < pairs.start_date),
    ).distinct()
    longest = ibis.greatest(pairs.key.length(), pairs.known_key.length()).cast("float64")
    pairs = pairs.mutate(likeness=1 - pairs.key.levenshtein(pairs.known_key) / longest)
    return pairs.filter(pairs.likeness >= alike - 1e-9)


def without_ties(inputs: Inputs, pairs: ir.Table) -> ir.Table:
    """Pairs that share neither the building of the seat nor a telephone, mail or website."""
    apart = pairs.filter(
        pairs.known_building.isnull() | (pairs.building_key != pairs.known_building).fill_null(True)
    )
    contact = inputs.table("contact").filter(lambda t: t.value_key.notnull())
    contact = contact.select("enterprise", "contact_type", "value_key")
    mine = contact.semi_join(apart, "enterprise")
    theirs = contact.semi_join(apart, contact.enterprise == apart.known).rename(known="enterprise")
    tied = mine.inner_join(theirs, ["contact_type", "value_key"]).select("enterprise", "known").distinct()
    return apart.anti_join(tied, ["enterprise", "known"])
