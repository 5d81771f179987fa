"""What an indicator is: a question to the register with three outcomes, hit, clear, not computable.

A module `indicators/<family>/<slug>.py` defines `INDICATOR`. Its functions take `Inputs` (the canonical
tables as of a day) and its own validated settings and give Ibis tables:

- `hits`: enterprise BIGINT, severity DOUBLE in (0, 1], since DATE (day of the fact, for decay; may be NULL),
  facts VARCHAR (JSON object, see `facts`), one row per enterprise. Only legal persons (table `subject`).
- `evidence`: for the enterprises in `hits`, the register rows that fired; see `evidence_rows`.
- `unknown` (optional): enterprise, reason: subjects for which the question cannot be answered.

Who is in neither is clear. Indicators hold no weights: points, decay and caps are the score card's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import ibis
import ibis.expr.types as ir
from pydantic import BaseModel, ConfigDict

from knipperlicht.core.clock import Language, add_months, months_between
from knipperlicht.warehouse.workbench import Workbench

Kind = Literal["scored", "protective", "status"]
FAMILIES = (
    "levensloop", "adres", "bestuur", "activiteit", "financieel",
    "neerlegging", "insolventie", "netwerk", "lokaal", "bescherming",
)  # fmt: skip
SHOWN_EVIDENCE = 12
_ONE = ibis.literal("1").cast("float64")
"""A factor that makes a severity a DOUBLE. To Spark the literal `0.5` is a DECIMAL, and Ibis, to whom it is a
float64 already, leaves a plain cast out."""


class Settings(BaseModel):
    """Base of every indicator's settings: frozen, an unknown key is an error, all errors together."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Inputs:
    """The canonical tables as of `at`, and how far back the register's history goes (`first_day`)."""

    bench: Workbench
    at: date
    first_day: date
    sources: frozenset[str] = frozenset()
    """Names of the sources beyond KBO Open Data that were taken in."""

    def table(self, name: str) -> ir.Table:
        """A canonical table (see `warehouse/tables.py`)."""
        return self.bench.table(name)

    @property
    def subject(self) -> ir.Table:
        """Legal persons in the register on `at`, one wide row each."""
        return self.bench.table("subject")

    @property
    def months_held(self) -> int:
        """Whole months of register history up to `at`."""
        return months_between(start=self.first_day, end=self.at)

    def ago(self, months: int) -> ir.DateScalar:
        """The day `months` before `at`, as a literal."""
        return ibis.literal(add_months(day=self.at, months=-months), "date")

    @property
    def today(self) -> ir.DateScalar:
        """`at` as a literal."""
        return ibis.literal(self.at, "date")

    def days_since(self, day: ir.DateValue) -> ir.IntegerValue:
        """Days from `day` to `at` (negative in the future)."""
        return self.today.delta(day, unit="day")


@dataclass(frozen=True, kw_only=True)
class Texts:
    """One language of an indicator. `fact` is filled with the hit's facts, `threshold` with the settings."""

    name: str
    fact: str
    threshold: str
    innocent: str
    clears: str


Hits = Callable[[Inputs, Any], ir.Table]
Evidence = Callable[[Inputs, Any, ir.Table], ir.Table]


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """See the module docstring.

    `history_months`: months of history below which "clear" cannot be said. `sources`: the sources beyond KBO Open Data
    that the question needs, each `name`, or `name/name` where any one of them will do.
    """

    slug: str
    family: str
    settings: type[Settings]
    hits: Hits
    evidence: Evidence
    texts: dict[Language, Texts]
    kind: Kind = "scored"
    unknown: Hits | None = None
    history_months: Callable[[Any], int] | None = None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            raise ValueError(f"{self.slug}: {self.family} is not a family")
        if set(self.texts) != {"nl", "fr", "en"}:
            raise ValueError(f"{self.slug}: texts in nl, fr and en are needed")

    def general_reason(self, inputs: Inputs, settings: Any) -> str | None:
        """Reason that holds for every subject that is not hit, or None: `reason` or `reason:number:number`."""
        if self.history_months is not None:
            needed = self.history_months(settings)
            if inputs.months_held < needed:
                return f"history_too_short:{inputs.months_held}:{needed}"
        return None

    def lacking(self, inputs: Inputs) -> str | None:
        """`source_missing:a/b` when this installation has none of the sources the question needs: it is not asked."""
        lacking = [need for need in self.sources if not set(need.split("/")) & inputs.sources]
        return f"source_missing:{'+'.join(lacking)}" if lacking else None


def facts(**values: ir.Value) -> ir.StringValue:
    """A JSON object as text, the same on every engine: numbers must be integers, days and texts become strings."""
    text: ir.StringValue = ibis.literal("{")
    for index, (name, value) in enumerate(values.items()):
        written = value.cast("string")
        if value.type().is_string():
            written = written.replace("\\", "\\\\").replace('"', '\\"').re_replace("[\t\r\n]", " ")
        if not value.type().is_integer():
            written = ibis.literal('"') + written + '"'
        text = text + ("," if index else "") + f'"{name}":' + written.fill_null("null")
    return text + "}"


def steps(value: ir.NumericValue, *rungs: tuple[float, float]) -> ir.FloatingValue:
    """Severity by rungs (at least, severity), lowest first; below the first rung 0."""
    branches = [
        (value >= at_least, ibis.literal(severity, "float64")) for at_least, severity in reversed(rungs)
    ]
    return ibis.cases(*branches, else_=ibis.literal(0.0, "float64"))


def hit_rows(
    rows: ir.Table, *, severity: ir.NumericValue, facts: ir.StringValue, since: ir.DateValue | None = None
) -> ir.Table:
    """Rows with a severity above 0, in the shape of `hits`. `rows` holds one row per `enterprise`."""
    day = ibis.null("date") if since is None else since
    shaped = rows.select("enterprise", severity=severity * _ONE, since=day, facts=facts)
    return shaped.filter(shaped.severity > 0)


def evidence_rows(
    rows: ir.Table,
    *,
    table: str,
    field: str,
    key: ir.IntegerValue,
    value: ir.Value,
    valid_from: ir.DateValue | None = None,
    valid_to: ir.DateValue | None = None,
    order: int = 0,
) -> ir.Table:
    """Evidence in its one shape: register `table` and `field`, `key` (entity number), value and validity.

    `rows` holds the `enterprise` it speaks of; `order` sorts blocks of evidence within a hit.
    """
    return rows.select(
        "enterprise",
        order=ibis.literal(order, "int32"),
        table=ibis.literal(table),
        key=key.cast("int64"),
        field=ibis.literal(field),
        value=value.cast("string"),
        valid_from=ibis.null("date") if valid_from is None else valid_from,
        valid_to=ibis.null("date") if valid_to is None else valid_to,
    )


def first_rows(evidence: ir.Table, *, most: int = SHOWN_EVIDENCE) -> ir.Table:
    """At most `most` rows per enterprise, in a stable order."""
    order = ibis.window(group_by="enterprise", order_by=["order", "valid_from", "valid_to", "key", "value"])
    return evidence.mutate(rank=ibis.row_number().over(order)).filter(lambda t: t.rank < most).drop("rank")


def without_building(inputs: Inputs, settings: Settings) -> ir.Table:
    """The `unknown` of questions about the seat's building: subjects whose seat cannot be placed in one."""
    subject = inputs.subject
    return subject.filter(subject.building_key.isnull()).select(
        "enterprise", reason=ibis.literal("no_building")
    )
