"""Asking every question of a day: hits, evidence and what cannot be answered, for all subjects at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ibis
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
    """Keep `hit`, `evidence`, `unknown` (per enterprise) and `unanswered` (for all) on the workbench.

    `unknown` never names an enterprise that is hit. The status indicators are run like the others; the
    score card leaves them out of the sum.
    """
    bench = inputs.bench
    hits, evidence, unknown, general = [], [], [], []
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
            rows = (
                indicator.unknown(inputs, own).select("enterprise", "reason").anti_join(found, "enterprise")
            )
            unknown.append(rows.mutate(indicator=ibis.literal(indicator.slug)))
    bench.keep("hit", ibis.union(ibis.memtable([], schema=HIT), *hits))
    bench.keep("evidence", ibis.union(ibis.memtable([], schema=EVIDENCE), *evidence))
    nobody = ibis.memtable([], schema={"enterprise": "int64", "reason": "string", "indicator": "string"})
    bench.keep("unknown", ibis.union(nobody, *unknown))
    bench.keep("unanswered", ibis.memtable(general, schema={"indicator": "string", "reason": "string"}))
