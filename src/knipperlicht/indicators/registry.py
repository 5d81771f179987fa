"""Finding the indicators: every module in a family folder that defines `INDICATOR`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import knipperlicht.indicators as package
from knipperlicht.indicators.framework import FAMILIES, Indicator


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by slug, in the order of families and slugs."""
    found: dict[str, Indicator] = {}
    folders = {item.name for item in iter_modules(package.__path__) if item.ispkg}
    for family in FAMILIES:
        if family not in folders:
            continue
        folder = import_module(f"{package.__name__}.{family}")
        for item in sorted(iter_modules(folder.__path__), key=lambda item: item.name):
            if item.name.startswith("_"):
                continue
            module = import_module(f"{folder.__name__}.{item.name}")
            if not hasattr(module, "INDICATOR"):
                raise ValueError(f"{family}/{item.name}.py defines no INDICATOR")
            indicator: Indicator = module.INDICATOR
            if indicator.slug != item.name or indicator.family != family:
                raise ValueError(f"{family}/{item.name}.py defines {indicator.family}/{indicator.slug}")
            found[indicator.slug] = indicator
    return found
