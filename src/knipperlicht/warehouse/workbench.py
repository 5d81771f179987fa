"""Named tables on one Ibis backend. The only thing transformations know of an engine.

DuckDB is the embedded default; the same expressions run on Spark. Every kept table stays in the snapshot
under its name, so that `knipperlicht explain NUMBER --steps` can show the road to a score.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
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

    def brought(self, table: str) -> ir.Table | None:
        """`entity` of everything of which a delivery since brought rows of a record table; None: it cannot be told."""

    def has(self, name: str) -> bool:
        """Whether that build kept a table of this name."""

    @property
    def at(self) -> date:
        """The day that build is of."""


class Workbench:
    """Keeps expressions as tables. `watch` is told the name of each table before it is made.

    With `previous`, `amend` and `carry` make only the rows of keys that changed since.
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

    def amend(
        self, name: str, make: Callable[[ir.Table | None], ir.Table], *, changed: ir.Table | None
    ) -> ir.Table:
        """Keep `make(None)`, all rows anew; or `make(changed)` beside the earlier rows of all other keys.

        `changed` has one column, the key, and names every key whose rows can differ from the previous
        build's. The result is the same both ways; only the time differs.
        """
        rows = make(changed)
        if changed is None:
            return self.keep(name, rows)
        kept = self.earlier(name).anti_join(changed, changed.columns[0])
        return self.keep(name, ibis.union(kept.select(*rows.columns), rows))

    def carry(
        self, name: str, rows: ir.Table, make: Callable[[ir.Table], ir.Table], *, sources: Sequence[str],
        key: str = "entity",
        also: ir.Table | None = None,
    ) -> ir.Table:  # fmt: skip
        """Keep `make(rows)`, where the result's rows of each entity (column `key`) follow from its own rows alone.

        `sources` names the register tables that can change an entity's result; `also` has the `entity` of
        others whose result can differ from the previous build's.
        """
        changed = None
        if self.previous is not None:
            changed = self.touched(sources)
            if also is not None:
                changed = ibis.union(changed, also, distinct=True)
            changed = self.keep(f"{name}_changed", changed.select(**{key: "entity"}))
        return self.amend(name, lambda only: make(among(rows, only)), changed=changed)

    def touched(self, sources: Sequence[str]) -> ir.Table:
        """`entity` of everything whose block in one of these register tables was replaced since."""
        assert self.previous is not None
        return ibis.union(*(self.previous.changed(source) for source in sources), distinct=True)

    def earlier(self, name: str) -> ir.Table:
        """A table of the previous build; only where there is one."""
        assert self.previous is not None
        return self.previous.table(name)

    def view(self, name: str, expression: ir.Table) -> None:
        """Name an expression over kept tables without making its rows."""
        self.backend.create_view(name, expression, overwrite=True)

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


def among(rows: ir.Table, keys: ir.Table | None) -> ir.Table:
    """Only the rows whose key stands in the one column of `keys`; all of them without."""
    return rows if keys is None else rows.semi_join(keys, keys.columns[0])
