"""What `make bench-all` says of its findings: ratios of one run, each against its target."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.everything.measurements import summed
from benchmarks.everything.results import indicator_costs, lines, report


def part(seconds: float, peak: float = 1.0) -> dict[str, Any]:
    return {"seconds": seconds, "cpu": 2 * seconds, "peak_gib": peak, "before": 0.0, "after": 0.0}


def run(*, full: float = 70.0, dear: float = 1.0, daily: float = 10.0, peak: float = 2.0) -> dict[str, Any]:
    tables = {
        "hit_recent_opgericht": {"statement": 9.0, "cpu": dear, "planning": 0.25},
        "evidence_recent_opgericht": {"statement": 9.0, "cpu": 0.5, "planning": 0.25},
        "subject": {"statement": 9.0, "cpu": 9.0, "planning": 0.0},
    }
    whole = summed({"nbb": part(full - 30), "build": part(30, peak)}) | {"tables": tables, "disk_gib": 1.0}
    next_day = summed({"others": part(1), "build": part(daily - 1)}) | {"tables": tables, "changed": 5}
    gib = {"nbb": 1.0, "kbo_xml": 0.5}
    made = {"enterprises": 1, "deposits": 2, "publications": 3, "functions": 4, "gib": gib}
    plain = {"seconds": 10.0, "cpu": 20.0, "peak_gib": 1.0, "parts": {"nbb": 10.0}}
    both = {"ours": {"seconds": 1.0, "cpu": 1.0, "planning": 0.5}, "polars": {"seconds": 2.0, "cpu": 1.0}}
    found = {
        "made": made, "baseline": plain, "full": whole, "daily": next_day,
        "polars": both | {"indicators": 20, "hits": 5, "markdown": "| x |"},
        "growth": {"exponent": 1.0, "cpu": 1.0, "build": 1.0, "points": [1, 2]},
    }  # fmt: skip
    machine = {"date": "2026-11-24T01:00:00+00:00", "commit": "abc", "cpu": "one", "cores": 2, "ram_gib": 8}
    return {
        "machine": machine,
        "size": 1.0,
        "failed": {},
        "found": {n: f | {"load": 1.0} for n, f in found.items()},
    }


def met(found: dict[str, Any], begin: str) -> bool | None:
    return next(line[3] for line in lines(found) if line[0].startswith(begin))


@pytest.mark.parametrize(
    ("changed", "begin"),
    [
        ({"full": 90.0}, "… beside the plain load"),
        ({"dear": 3.0}, "… the dearest indicator, recent_opgericht"),
        ({"daily": 20.0}, "next day"),
        ({"peak": 11.0}, "… peak memory"),
    ],
)
def test_a_target_is_met_on_one_side_and_missed_on_the_other(changed: dict[str, float], begin: str) -> None:
    assert met(run()["found"], begin) is True
    assert met(run(**changed)["found"], begin) is False


def test_an_indicator_costs_planning_and_statement_of_hits_and_evidence() -> None:
    assert indicator_costs(run()["found"]["full"]["tables"]) == {"recent_opgericht": pytest.approx(2.0)}


def test_the_report_shows_every_part_and_the_dearest_table_first() -> None:
    text = report(run())
    assert text.index("| subject |") < text.index("| hit_recent_opgericht |")
    assert text.count("### Tables of the build") == 2 and "### Twenty indicators" in text


def test_what_could_not_be_measured_is_said() -> None:
    broken = run()
    del broken["found"]["polars"]
    assert "polars: it stopped" in report(broken | {"failed": {"polars": "it stopped"}})
