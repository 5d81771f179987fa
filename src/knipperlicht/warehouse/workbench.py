"""Named tables on one Ibis backend. The only thing transformations know of an engine.

DuckDB is the embedded default; the same expressions run on Spark. Every kept table stays in the snapshot
under its name, so that `knipperlicht explain NUMBER --steps` can show the road to a score.
"""

from __future__ import annotations

from collections.abc import Callable

import ibis
import ibis.expr.types as ir
from ibis.backends import BaseBackend


class Workbench:
    """Keeps expressions as tables. `watch` is told the name of each table before it is made."""

    def __init__(self, backend: BaseBackend, watch: Callable[[str], None] | None = None) -> None:
        self.backend = backend
        self._watch = watch or (lambda name: None)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Materialise `expression` under `name`; an existing table of that name is replaced."""
        self._watch(name)
        self.drop(name)
        return self.backend.create_table(name, expression)

    def drop(self, name: str) -> None:
        """Remove a kept table. (Plain SQL: `overwrite=True` of Ibis 12 breaks on sqlglot 30.)"""
        self.backend.raw_sql(f"DROP TABLE IF EXISTS {name}")  # type: ignore[attr-defined]

    def keep_all(self, name: str, expressions: list[ir.Table]) -> ir.Table:
        """Materialise the rows of several expressions of one shape as one table."""
        return self.keep(name, ibis.union(*expressions) if len(expressions) > 1 else expressions[0])

    def table(self, name: str) -> ir.Table:
        """A table kept before, or put there by the register."""
        return self.backend.table(name)

    def has(self, name: str) -> bool:
        """Whether a table of this name is there."""
        return name in self.backend.list_tables()
