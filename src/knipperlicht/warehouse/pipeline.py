"""A workbench on DuckDB that writes the next statement while the last one runs.

Ibis takes some 50 ms of one core to turn an expression into SQL, and a build makes a hundred tables; DuckDB
runs outside Python's lock. So statements are made here and executed, in their order, on one worker thread.
A kept table is known by its name and schema before it exists; an error shows at the next `settle`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from knipperlicht.warehouse.workbench import Previous, Workbench


class PipelinedWorkbench(Workbench):
    """Use the connection directly only after `settle`; call `close` in the end, whatever happened."""

    def __init__(
        self,
        backend: Backend,
        watch: Callable[[str], None] | None = None,
        previous: Previous | None = None,
    ) -> None:
        super().__init__(backend, watch, previous)
        self._duckdb = backend
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._running: list[Future[None]] = []

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """As in Workbench, without waiting for the rows."""
        types = self._duckdb.compiler.type_mapper
        columns = ", ".join(
            f'"{column}" {types.to_string(kind)}' for column, kind in expression.schema().items()
        )
        return self._fill(
            name, expression, f'DROP TABLE IF EXISTS "{name}"', f'CREATE TABLE "{name}" ({columns})'
        )

    def view(self, name: str, expression: ir.Table) -> None:
        """As in Workbench."""
        script = [f'CREATE OR REPLACE VIEW "{name}" AS {self._duckdb.compile(expression)}']
        self._running.append(self._worker.submit(self._execute, name, script, []))

    def amend(
        self, name: str, make: Callable[[ir.Table | None], ir.Table], *, changed: ir.Table | None
    ) -> ir.Table:
        """As in Workbench, in place: the table stands here already, as the previous build left it."""
        rows = make(changed)
        if changed is None:
            return self.keep(name, rows)
        stale = self._duckdb.compile(changed)
        return self._fill(name, rows, f'DELETE FROM "{name}" WHERE "{changed.columns[0]}" IN ({stale})')

    def _fill(self, name: str, rows: ir.Table, *before: str) -> ir.Table:
        """Add `rows` to a table after the statements `before`."""
        self._raise_failure()
        schema = rows.schema()
        names = ", ".join(f'"{column}"' for column in schema)
        script = [*before, f'INSERT INTO "{name}" ({names}) {self._duckdb.compile(rows)}']
        memory = rows.op().find(ops.InMemoryTable)
        self._running.append(self._worker.submit(self._execute, name, script, memory))
        self._tables[name] = ibis.table(schema, name=name)
        return self._tables[name]

    def _execute(self, name: str, script: list[str], memory: list[ops.InMemoryTable]) -> None:
        self._watch(name)
        for table in memory:
            self._duckdb.con.register(table.name, table.data.to_pyarrow(table.schema))
        for statement in script:
            self._duckdb.con.execute(statement).fetchall()

    def table(self, name: str) -> ir.Table:
        """As in Workbench."""
        if name not in self._tables:
            self.settle()
        return super().table(name)

    def earlier(self, name: str) -> ir.Table:
        """As in Workbench."""
        self.settle()
        return super().earlier(name)

    def drop(self, name: str) -> None:
        """As in Workbench."""
        self.settle()
        super().drop(name)

    def then(self, action: Callable[[], None]) -> None:
        """Do something when all that was kept so far is there, on the thread that uses the connection."""
        self._running.append(self._worker.submit(action))

    def settle(self) -> None:
        """Wait until all that was kept is there; raises what went wrong."""
        while self._running:
            self._running.pop(0).result()

    def _raise_failure(self) -> None:
        while self._running and self._running[0].done():
            self._running.pop(0).result()

    def close(self) -> None:
        """Let the statement that runs end and give up the rest."""
        self._worker.shutdown(wait=True, cancel_futures=True)
