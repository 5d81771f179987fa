"""Named tables on one Ibis backend. The only thing transformations know of an engine.

DuckDB is the embedded default; the same expressions run on Spark. Every kept table stays in the snapshot
under its name, so that `knipperlicht explain NUMBER --steps` can show the road to a score.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import ibis
import ibis.expr.types as ir
from ibis.backends import BaseBackend


class Previous(Protocol):
    """The last build over an earlier part of the same history, made by the same code."""

    def table(self, name: str) -> ir.Table:
        """A table that build kept."""

    def changed(self, source: str) -> ir.Table:
        """`entity` of everything whose block in a register table was replaced since."""


class Workbench:
    """Keeps expressions as tables. `watch` is told the name of each table before it is made.

    With `previous`, `carry` makes only the rows of entities that changed since.
    """

    def __init__(
        self,
        backend: BaseBackend,
        watch: Callable[[str], None] | None = None,
        previous: Previous | None = None,
    ) -> None:
        self.backend = backend
        self.previous = previous
        self._watch = watch or (lambda name: None)
        self._tables: dict[str, ir.Table] = {}

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Materialise `expression` under `name`; an existing table of that name is replaced."""
        self._watch(name)
        self.drop(name)
        self._tables[name] = self.backend.create_table(name, expression)
        return self._tables[name]

    def carry(
        self, name: str, rows: ir.Table, make: Callable[[ir.Table], ir.Table], *, sources: tuple[str, ...]
    ) -> ir.Table:
        """Keep `make(rows)`, where each entity's rows of the result follow from its own rows alone.

        `sources` names the register tables that can change an entity's result. The result is the same
        with and without a previous build; only the time differs.
        """
        if self.previous is None:
            return self.keep(name, make(rows))
        changed = ibis.union(*(self.previous.changed(source) for source in sources), distinct=True)
        changed = self.keep(f"{name}_changed", changed)
        fresh = make(rows.semi_join(changed, "entity"))
        kept = self.earlier(name).anti_join(changed, "entity")
        return self.keep(name, ibis.union(kept.select(*fresh.columns), fresh))

    def earlier(self, name: str) -> ir.Table:
        """A table of the previous build; only where there is one."""
        assert self.previous is not None
        return self.previous.table(name)

    def count(self, rows: ir.Table) -> int:
        """Number of rows of an expression."""
        return int(rows.count().to_pyarrow().as_py())

    def drop(self, name: str) -> None:
        """Remove a kept table, in plain SQL: `overwrite=True` of Ibis 12 breaks on sqlglot 30."""
        self._tables.pop(name, None)
        self.backend.raw_sql(f"DROP TABLE IF EXISTS {name}")

    def keep_all(self, name: str, expressions: list[ir.Table]) -> ir.Table:
        """Materialise the rows of several expressions of one shape as one table."""
        return self.keep(name, ibis.union(*expressions) if len(expressions) > 1 else expressions[0])

    def table(self, name: str) -> ir.Table:
        """A table kept before, or put there by the register."""
        if name not in self._tables:
            self._tables[name] = self.backend.table(name)
        return self._tables[name]
