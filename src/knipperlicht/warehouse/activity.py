"""What an entity does, from its activity rows: one main activity, the spread over sections.

36 million rows meet a dictionary of a few thousand codes, so all that depends on the code alone is worked
out there, as integers that can be compared and combined: `code_rank` orders codes (newest version first)
and follows from the code alone, so that ranks of different builds agree; `section_bit` has one bit for each
NACE section.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from knipperlicht.reference.consumer_sectors import consumer_rules

SECTIONS = "ABCDEFGHIJKLMNOPQRSTUV"
APART = 1 << len(SECTIONS)
"""Bit of a main activity that an older NACE version told apart as done without premises (stall, webshop)."""
CODES = 100_000_000
"""Above any code_rank: `rank` is (main, group) x CODES + code_rank."""
VERSION = 10_000_000
UNMAPPED = 100_000
"""Added to the five digits of a code that has no 2025 code; NOT_A_CODE stands for what is no number at all."""
NOT_A_CODE = 999_999


@ibis.udf.agg.builtin(name="bit_or")  # type: ignore[untyped-decorator]
def _bit_or(bits: int) -> int:  # type: ignore[empty-body]
    """The engines' own aggregate: both have it, Ibis knows it for DuckDB only."""


def ranked_codes(mapping: ir.Table) -> ir.Table:
    """`nace_map` with code_rank (0 is best), section_bit and apart_bit."""
    version = mapping.nace_version.cases(("2025", 0), ("2008", 1), else_=2)
    bits = mapping.section.cases(
        *((letter, ibis.literal(1 << index, "int64")) for index, letter in enumerate(SECTIONS)), else_=0
    )
    five = ibis.coalesce(mapping.nace_code.substr(0, 5).try_cast("int64"), NOT_A_CODE - UNMAPPED)
    code = ibis.coalesce(mapping.nace2025.try_cast("int64"), five + UNMAPPED)
    rank = version.cast("int64") * VERSION + code * 10 + ibis.ifelse(mapping.consumer, 0, 1)
    apart = [rule for rule in consumer_rules() if not rule.include and rule.version != "2025"]
    without = ibis.or_(
        *(
            (mapping.nace_version == rule.version) & mapping.nace_code.startswith(rule.prefix)
            for rule in apart
        )
    )
    return mapping.mutate(
        code_rank=rank,
        section_bit=bits.fill_null(0).cast("int64"),
        apart_bit=ibis.ifelse(without, ibis.literal(APART, "int64"), ibis.literal(0, "int64")),
    )


def activity_rank(rows: ir.Table, mapping: ir.Table) -> ir.Table:
    """Per entity: rank (best main activity), mask (sections of main and secondary activities), n_codes.

    The VAT list (group 001) comes before the employer list (006) before others; the enterprise counter's
    list (003) marks many activities as main, so it comes last.
    """
    codes = mapping.select("nace_version", "nace_code", "code_rank", "section_bit", "apart_bit")
    coded = rows.inner_join(codes, ["nace_version", "nace_code"])
    group = coded.activity_group.cases(("001", 0), ("006", 1), ("003", 3), else_=2)
    place = ibis.ifelse(coded.classification == "MAIN", 0, 4) + group
    bits = coded.classification.cases(
        ("MAIN", coded.section_bit + coded.apart_bit),
        ("SECO", coded.section_bit),
        else_=ibis.literal(0, "int64"),
    )
    return coded.group_by("entity").agg(
        rank=(place.cast("int64") * CODES + coded.code_rank).min(),
        mask=_bit_or(bits),
        n_codes=coded.count(),
    )


def activity_profile(ranks: ir.Table, mapping: ir.Table) -> ir.Table:
    """Per entity: main_nace (2025, five digits), main_group, is_main, n_sections, n_codes, consumer.

    `consumer` is true when the main activity (judged in its own version) is one that receives the public and
    no main activity in an older version says that it does so without premises (2025 has no such codes);
    `is_main` is false when the register marks no activity as main and the best secondary one stands in.
    """
    place = (ranks["rank"] / CODES).floor().cast("int64")
    count = sum(
        ((ranks.mask / (1 << index)).floor().cast("int64") % 2 for index in range(len(SECTIONS))),
        ibis.literal(0, "int64"),
    )
    split = ranks.select(
        "entity", "n_codes", code_rank=ranks["rank"] % CODES, is_main=place < 4, n_sections=count,
        apart=(ranks.mask / APART).floor().cast("int64") % 2 == 1,
        main_group=(place % 4).cases((0, "001"), (1, "006"), (3, "003"), else_="other"),
    )  # fmt: skip
    names = mapping.group_by("code_rank").agg(
        receives=mapping.consumer.any(), main_nace=mapping.nace2025.min()
    )
    named = split.inner_join(names, "code_rank")
    return named.mutate(consumer=named.receives & ~named.apart).drop("code_rank", "receives", "apart")
