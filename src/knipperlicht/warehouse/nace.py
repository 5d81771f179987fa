"""One activity code for all versions of NACE-BEL: the five digits of 2025.

`activity` is a table entity BIGINT, activity_group, nace_version, nace_code, classification (VARCHAR): the
activity file of KBO Open Data. It has 36 million rows but a few thousand codes, so only the codes are mapped
and callers join the small table `nace_map` on (nace_version, nace_code).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.reference.consumer_sectors import consumer_rules
from knipperlicht.reference.nace import nace_mapping_table, section_table

MIN_SHARE = 0.6
MIN_PAIRS = 20
LISTS = ("001", "006")
"""The VAT and employers' lists, which give an entity one main activity; the counter's list (003) gives many."""


def five_digits(code: ir.StringValue) -> ir.StringValue:
    """KBO gives 5- and 7-digit codes; the last two digits are its own subdivision."""
    return code.substr(0, 5)


def code_dictionary(activity: ir.Table) -> ir.Table:
    """Every code in use, once: nace_version, nace_code."""
    return activity.select("nace_version", "nace_code").distinct()


def learn_pairs(*, activity: ir.Table, min_share: float = MIN_SHARE, min_pairs: int = MIN_PAIRS) -> ir.Table:
    """What an extract itself shows for codes the fixed mapping leaves open (ambiguous 2008, all 2003).

    Counts entities with, in one activity group, one main 5-digit code in the older version and one in 2025.
    Gives version, code (5 digits), nace2025, n (pairs of this kind), share (of all pairs of this code); only
    the most frequent partner (ties: lowest code), with share >= `min_share` and n >= `min_pairs`.
    """
    main = activity.filter((activity.classification == "MAIN") & activity.activity_group.isin(LISTS))
    short = five_digits(main.nace_code)
    older = main.filter(
        (main.nace_version == "2003") | ((main.nace_version == "2008") & short.isin(_open_codes()))
    )
    partners = main.filter(main.nace_version == "2025").semi_join(older, ["entity", "activity_group"])
    wanted = ibis.union(older, partners)
    wanted = wanted.select(
        "entity", "activity_group", version="nace_version", code=five_digits(wanted.nace_code)
    )
    single = (
        wanted.group_by("entity", "activity_group", "version")
        .agg(code=wanted.code.min(), last_code=wanted.code.max())
        .filter(lambda t: t.code == t.last_code)
        .drop("last_code")
    )
    older = single.filter(single.version != "2025")
    newer = single.filter(single.version == "2025").select("entity", "activity_group", nace2025="code")
    pairs = older.inner_join(newer, ["entity", "activity_group"])
    counted = pairs.group_by("version", "code", "nace2025").agg(n=pairs.count())
    per_code = ibis.window(group_by=["version", "code"])
    ranked = counted.mutate(
        share=counted.n / counted.n.sum().over(per_code),
        rank=ibis.row_number().over(
            ibis.window(group_by=["version", "code"], order_by=[ibis.desc("n"), "nace2025"])
        ),
    )
    kept = ranked.filter((ranked.rank == 0) & (ranked.n >= min_pairs) & (ranked.share >= min_share))
    return kept.select("version", "code", "nace2025", "n", "share")


def nace_map(*, codes: ir.Table, learned: ir.Table | None = None) -> ir.Table:
    """One row per (nace_version, nace_code) of `codes`, ready to join.

    Adds nace2025, method, division, group_code, section (VARCHAR, the last three NULL when unmappable) and
    consumer (BOOLEAN: a code of a sector that receives the public, judged in its own version).
    `method`: same (already 2025), unique | label_exact | label_close | editorial (fixed mapping), learned
    (see `learn_pairs`), none. An unmappable code gets nace2025 = "?" + version + five digits: equal to no
    other, and visible as such.
    """
    cut = codes.select("nace_version", "nace_code").distinct().mutate(code=lambda t: five_digits(t.nace_code))
    fixed = _fixed_mapping().rename(fixed_code="code", fixed_2025="nace2025", fixed_method="method")
    found = cut.left_join(fixed, (cut.nace_version == "2008") & (cut.code == fixed.fixed_code))
    if learned is None:
        found = found.mutate(learned_2025=ibis.null("string"))
    else:
        pairs = learned.select(pair_version="version", pair_code="code", learned_2025="nace2025")
        found = found.left_join(
            pairs, (found.nace_version == pairs.pair_version) & (found.code == pairs.pair_code)
        )
    current = found.nace_version == "2025"
    mapped = found.select(
        "nace_version",
        "nace_code",
        "code",
        nace2025=ibis.cases(
            (current, found.code),
            (found.fixed_2025.notnull(), found.fixed_2025),
            (found.learned_2025.notnull(), found.learned_2025),
            else_=ibis.literal("?") + found.nace_version + found.code,
        ),
        method=ibis.cases(
            (current, "same"),
            (found.fixed_2025.notnull(), found.fixed_method),
            (found.learned_2025.notnull(), "learned"),
            else_="none",
        ),
    )
    return _with_levels(mapped)


def _open_codes() -> list[str]:
    """The 2008 codes that the fixed mapping leaves open."""
    return [row["nace2008"] for row in nace_mapping_table().to_pylist() if row["method"] == "open"]


def _fixed_mapping() -> ir.Table:
    """The decided 2008 codes: code, nace2025, method."""
    table = ibis.memtable(nace_mapping_table())
    return table.filter(table.method != "open").select("nace2025", "method", code="nace2008")


def _with_levels(mapped: ir.Table) -> ir.Table:
    known = mapped.method != "none"
    levels = mapped.mutate(
        division=ibis.ifelse(known, mapped.nace2025.substr(0, 2), ibis.null("string")),
        group_code=ibis.ifelse(known, mapped.nace2025.substr(0, 3), ibis.null("string")),
        consumer=consumer_expression(version=mapped.nace_version, code=mapped.code),
    )
    joined = levels.left_join(ibis.memtable(section_table()), "division")
    return joined.select(
        "nace_version",
        "nace_code",
        "nace2025",
        "method",
        "division",
        "group_code",
        "section",
        "consumer",
    )


def consumer_expression(*, version: ir.StringValue, code: ir.StringValue) -> ir.BooleanValue:
    """Whether a code stands in `reference/consumer_sectors.yml`; the longest prefix decides."""
    rules = sorted(consumer_rules(), key=lambda rule: (-len(rule.prefix), rule.version, rule.prefix))
    branches = [
        ((version == rule.version) & code.startswith(rule.prefix), ibis.literal(rule.include))
        for rule in rules
    ]
    return ibis.cases(*branches, else_=ibis.literal(False))
