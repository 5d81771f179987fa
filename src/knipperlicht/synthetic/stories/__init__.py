"""Planted stories and innocent look-alikes."""

from __future__ import annotations

from datetime import date

from ..registers import World
from ..script import Script


def plan(*, world: World, months: int, first_day: date) -> Script:
    """The script of everything planted."""
    return Script()
