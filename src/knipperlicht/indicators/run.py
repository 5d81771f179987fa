"""Asking every question of a day: hits, evidence and what cannot be answered, for all subjects at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def run_indicators(inputs: Inputs, chosen: Iterable[Indicator], settings: Mapping[str, Any]) -> None:
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
    bench.keep("gap", ibis.union(ibis.memtable([], schema=GAP), *lacks))
    bench.keep("gap_of", ibis.memtable(gap_of, schema=GAP_OF))
    bench.keep("unanswered", ibis.memtable(general, schema={"indicator": "string", "reason": "string"}))
    bench.view("unknown", unknown(inputs))


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
