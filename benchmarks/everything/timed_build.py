"""`build`, with the time of every table: planning on this thread, the statement on the worker's. Writes JSON.

`planning`: CPU seconds of Ibis' expression and its SQL, from the end of the table before. `statement`: wall seconds on
the engine's threads; `cpu`: CPU seconds of this process meanwhile, less those of the planning thread.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any, ClassVar

import ibis.expr.types as ir

import knipperlicht.build as building
from knipperlicht.history.store import Store
from knipperlicht.warehouse.pipeline import PipelinedWorkbench

Spent = dict[str, dict[str, float]]


class TimedWorkbench(PipelinedWorkbench):
    """Notes what every kept table costs, and when (seconds since the process began) the first began and the last ended."""

    spent: ClassVar[Spent] = {}
    began: ClassVar[list[float]] = []
    ended: ClassVar[list[float]] = []

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._planner = time.pthread_getcpuclockid(threading.get_ident())
        self._since = time.clock_gettime(self._planner)

    def _fill(self, name: str, rows: ir.Table, *before: str) -> ir.Table:
        made = super()._fill(name, rows, *before)
        now = time.clock_gettime(self._planner)
        self.spent.setdefault(name, {})["planning"] = now - self._since
        self._since = now
        return made

    def _others(self) -> float:
        """CPU seconds of all threads but the planning one."""
        return time.process_time() - time.clock_gettime(self._planner)

    def _execute(self, name: str, script: list[str], memory: list[Any]) -> None:
        began, cpu = time.perf_counter(), self._others()
        self.began.append(began)
        super()._execute(name, script, memory)
        self.ended.append(time.perf_counter())
        of = self.spent.setdefault(name, {})
        of["statement"] = of.get("statement", 0.0) + self.ended[-1] - began
        of["cpu"] = of.get("cpu", 0.0) + self._others() - cpu


def main(data: Path, result: Path) -> None:
    building.PipelinedWorkbench = TimedWorkbench  # type: ignore[attr-defined]
    began, cpu = time.perf_counter(), time.process_time()
    building.build(Store(data))
    whole = {
        "seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu,
        "before": TimedWorkbench.began[0] - began, "after": time.perf_counter() - TimedWorkbench.ended[-1],
    }  # fmt: skip
    result.write_text(json.dumps({"whole": whole, "tables": TimedWorkbench.spent}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
