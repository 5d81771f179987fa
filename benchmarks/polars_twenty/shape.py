"""What the twenty share: the tables as lazy frames, the day, and the shape of a hit (enterprise, severity, since)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from knipperlicht.core.clock import add_months

SUBJECTS = "subject"
ALIVE = ("000", "001", "002", "003", "020", "030", "031", "040", "041", "042", "043", "090", "091", "100")
Settings = Any


@dataclass(frozen=True)
class Day:
    """Parquet files of a day's canonical tables."""

    folder: Path
    at: date

    def table(self, name: str) -> pl.LazyFrame:
        """A table."""
        return pl.scan_parquet(self.folder / f"{name}.parquet")

    @property
    def subject(self) -> pl.LazyFrame:
        """Legal persons, one wide row each."""
        return self.table(SUBJECTS)

    @property
    def living(self) -> pl.LazyFrame:
        """Subjects that run their own affairs."""
        return self.subject.filter(pl.col("juridical_situation").is_in(ALIVE))

    def ago(self, months: int) -> date:
        """The day so many months before."""
        return add_months(day=self.at, months=-months)


Question = Callable[[Day, Settings], pl.LazyFrame]


def hits(rows: pl.LazyFrame, severity: pl.Expr | float, since: pl.Expr | None = None) -> pl.LazyFrame:
    """The rows with a severity above nought."""
    of = severity if isinstance(severity, pl.Expr) else pl.lit(severity)
    day = pl.lit(None, dtype=pl.Date) if since is None else since
    shaped = rows.select(enterprise="enterprise", severity=of.cast(pl.Float64), since=day)
    return shaped.filter(pl.col("severity") > 0)


def rungs(value: pl.Expr, *steps: tuple[float, float]) -> pl.Expr:
    """Severity by rungs (at least, severity), lowest first."""
    found = pl.lit(0.0)
    for at_least, severity in steps:
        found = pl.when(value >= at_least).then(severity).otherwise(found)
    return found


def nought(*names: str) -> pl.Expr:
    """Sum of columns in which nothing counts as nought."""
    return pl.sum_horizontal(pl.col(name).fill_null(0) for name in names)
