"""Asking every question of a day: hits, evidence and what cannot be answered, for all subjects at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
from pydantic import ValidationError

from knipperlicht.errors import KnipperlichtError
from knipperlicht.indicators.framework import Indicator, Inputs

HIT = {
    "enterprise": "int64",
    "severity": "float64",
    "since": "date",
    "facts": "string",
    "indicator": "string",
}
GAP = {"enterprise": "int64", "reason": "string", "gap": "int32"}
GAP_OF = {"gap": "int32", "indicator": "string"}
EVIDENCE = {
    "enterprise": "int64",
    "order": "int32",
    "table": "string",
    "key": "int64",
    "field": "string",
    "value": "string",
    "valid_from": "date",
    "valid_to": "date",
    "indicator": "string",
}


def validated_settings(
    chosen: Iterable[Indicator], overrides: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Settings per slug; every unknown indicator, unknown key and wrong value is reported together."""
    chosen = list(chosen)
    problems = [
        f"{slug}: there is no such indicator" for slug in sorted(overrides.keys() - {i.slug for i in chosen})
    ]
    settings: dict[str, Any] = {}
    for indicator in chosen:
        try:
            settings[indicator.slug] = indicator.settings.model_validate(
                dict(overrides.get(indicator.slug, {}))
            )
        except ValidationError as error:
            for item in error.errors():
                where = ".".join(str(part) for part in (indicator.slug, *item["loc"]))
                problems.append(f"{where}: {item['msg']}")
    if problems:
        raise KnipperlichtError("Settings of indicators are wrong: " + "; ".join(problems))
    return settings


@dataclass(frozen=True)
class Asked:
    """What a run could not ask: of everybody, and which gap stands in the way of which question (gap, indicator)."""

    unanswered: frozenset[str]
    gaps: tuple[tuple[int, str], ...]


def run_indicators(inputs: Inputs, chosen: Iterable[Indicator], settings: Mapping[str, Any]) -> Asked:
    """Keep `hit`, `evidence`, `gap` with `gap_of` (per enterprise) and `unanswered` (for all) on the workbench.

    A gap is what keeps questions from being answered: `gap` has enterprise, gap, reason, and `gap_of` the indicators
    each gap stands in the way of. Questions that lack the same thing share one. The view `unknown` (enterprise,
    indicator, reason) spells them out and never names an enterprise that is hit. The status indicators are run
    like the others; the score card leaves them out of the sum.
    """
    bench = inputs.bench
    hits, evidence, general = [], [], []
    gaps: dict[ops.Node, int] = {}
    lacks: list[ir.Table] = []
    gap_of: list[dict[str, Any]] = []
    for indicator in chosen:
        own = settings[indicator.slug]
        if (lacking := indicator.lacking(inputs)) is not None:
            general.append({"indicator": indicator.slug, "reason": lacking})
            continue
        found = bench.keep(f"hit_{indicator.slug}", indicator.hits(inputs, own))
        hits.append(found.mutate(indicator=ibis.literal(indicator.slug)).select(*HIT))
        rows = bench.keep(f"evidence_{indicator.slug}", indicator.evidence(inputs, own, found))
        evidence.append(rows.mutate(indicator=ibis.literal(indicator.slug)).select(*EVIDENCE))
        reason = indicator.general_reason(inputs, own)
        if reason is not None:
            general.append({"indicator": indicator.slug, "reason": reason})
        if indicator.unknown is not None:
            for lack in _parts(indicator.unknown(inputs, own)):
                gap = gaps.setdefault(lack.op(), len(gaps))
                if gap == len(lacks):
                    lacks.append(lack.mutate(gap=ibis.literal(gap, "int32")).select(*GAP))
                gap_of.append({"gap": gap, "indicator": indicator.slug})
    bench.keep("hit", ibis.union(ibis.memtable([], schema=HIT), *hits))
    bench.keep("evidence", ibis.union(ibis.memtable([], schema=EVIDENCE), *evidence))
    _keep_gaps(inputs, ibis.union(ibis.memtable([], schema=GAP), *lacks))
    bench.keep("gap_of", ibis.memtable(gap_of, schema=GAP_OF))
    bench.keep("unanswered", ibis.memtable(general, schema={"indicator": "string", "reason": "string"}))
    bench.view("unknown", unknown(inputs))
    return Asked(
        unanswered=frozenset(row["indicator"] for row in general),
        gaps=tuple((row["gap"], row["indicator"]) for row in gap_of),
    )


def _keep_gaps(inputs: Inputs, rows: ir.Table) -> None:
    """Keep `gap`, and after an earlier build `gap_changed`: enterprises with other gaps than then.

    Told by the hashes of their rows, taken together: rows that stayed the same cancel out.
    """
    bench = inputs.bench
    now = bench.keep("gap", rows)
    if bench.previous is None:
        return
    both = ibis.union(*(table.select(*GAP) for table in (now, bench.earlier("gap"))))
    marks = both.select("enterprise", mark=both.reason.hash() ^ both.gap.hash())
    sums = marks.group_by("enterprise").agg(mark=_bit_xor(marks.mark))
    bench.keep("gap_changed", sums.filter(sums.mark != 0).select("enterprise"))


@ibis.udf.agg.builtin(name="bit_xor")  # type: ignore[untyped-decorator]
def _bit_xor(marks: int) -> int:  # type: ignore[empty-body]
    """Exclusive or of all marks."""


def _parts(lack: ir.Table) -> list[ir.Table]:
    """The members of a union, each by itself: what many questions lack is often only a part of what one lacks."""
    union = lack.op()
    if isinstance(union, ops.Union) and not union.distinct:
        return [part for side in (union.left, union.right) for part in _parts(side.to_expr())]
    return [lack.select("enterprise", "reason")]


def unknown(inputs: Inputs) -> ir.Table:
    """enterprise, indicator, reason: every question that one enterprise in particular lacks something for."""
    rows = inputs.table("gap").inner_join(inputs.table("gap_of"), "gap")
    rows = rows.select("enterprise", "indicator", "reason")
    return rows.anti_join(inputs.table("hit"), ["enterprise", "indicator"])
