"""How long work tells that it advances. No output here: the command line decides how it looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Step = Callable[[int], None]
"""Called with the amount of work just done, in the unit of the step's total."""


class Progress(Protocol):
    """Open a step by name and total (rows or bytes); gives the function to advance it."""

    def __call__(self, name: str, total: int) -> Step: ...  # pragma: no cover


def silent(name: str, total: int) -> Step:
    """Progress nobody watches."""
    return lambda amount: None
