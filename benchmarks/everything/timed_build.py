"""`build`, with the time of every table: planning on this thread, the statement on the worker's. Writes JSON.

Planning is CPU time (Ibis' expression and its SQL), from the end of the table before; a statement's time is wall time
on the engine's threads.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, ClassVar

import ibis.expr.types as ir

import knipperlicht.build as building
from knipperlicht.history.store import Store
from knipperlicht.warehouse.pipeline import PipelinedWorkbench

Spent = dict[str, dict[str, float]]


class TimedWorkbench(PipelinedWorkbench):
    """Notes what every kept table costs."""

    spent: ClassVar[Spent] = {}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._since = time.thread_time()

    def _fill(self, name: str, rows: ir.Table, *before: str) -> ir.Table:
        made = super()._fill(name, rows, *before)
        now = time.thread_time()
        self.spent.setdefault(name, {})["planning"] = now - self._since
        self._since = now
        return made

    def _execute(self, name: str, script: list[str], memory: list[Any]) -> None:
        began = time.perf_counter()
        super()._execute(name, script, memory)
        of = self.spent.setdefault(name, {})
        of["statement"] = of.get("statement", 0.0) + time.perf_counter() - began


def main(data: Path, result: Path) -> None:
    building.PipelinedWorkbench = TimedWorkbench  # type: ignore[misc]
    began, cpu = time.perf_counter(), time.process_time()
    building.build(Store(data))
    whole = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    result.write_text(json.dumps({"whole": whole, "tables": TimedWorkbench.spent}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
