"""Blocking checks: what must hold in every build before it may be served."""

from __future__ import annotations

import duckdb

CHECKS = {
    "every legal person has exactly one score": (
        "SELECT count(*) FROM subject ANTI JOIN score USING (enterprise) "
        "UNION ALL SELECT count(*) - count(DISTINCT enterprise) FROM score"
    ),
    "no natural person has a score": (
        "SELECT count(*) FROM score SEMI JOIN (SELECT enterprise FROM enterprise WHERE type_of_enterprise <> '2') USING (enterprise)"
    ),
    "scores lie between 0 and 10": "SELECT count(*) FROM score WHERE score IS NULL OR score < 0 OR score > 10",
    "severities lie between 0 and 1": "SELECT count(*) FROM hit WHERE severity IS NULL OR severity <= 0 OR severity > 1",
    "only legal persons are hit": "SELECT count(*) FROM hit ANTI JOIN subject USING (enterprise)",
    "no question is hit twice": "SELECT count(*) FROM (SELECT enterprise, indicator FROM hit GROUP BY ALL HAVING count(*) > 1)",
    "no gap is named twice": "SELECT count(*) - count(DISTINCT enterprise) FROM gap GROUP BY gap",
    "every hit shows its register rows": "SELECT count(*) FROM hit ANTI JOIN evidence USING (enterprise, indicator)",
    "no evidence without a hit": "SELECT count(*) FROM evidence ANTI JOIN hit USING (enterprise, indicator)",
    "points of the hits add up to the total": (
        "SELECT count(*) FROM score s LEFT JOIN (SELECT enterprise, sum(points) AS shown FROM hit_points GROUP BY 1) p "
        "USING (enterprise) WHERE s.total <> coalesce(p.shown, 0)"
    ),
}


def failed_checks(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Sentences for every check that does not hold, with the number of offending rows."""
    failed = []
    for sentence, sql in CHECKS.items():
        wrong = sum(row[0] for row in connection.execute(sql).fetchall())
        if wrong:
            failed.append(f"{sentence} ({wrong} exceptions)")
    return failed
