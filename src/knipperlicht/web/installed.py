"""Finds the apps of this project: every folder of `cases/` and `web/` with an `apps.py` is one."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def own_apps() -> list[str]:
    """Dotted names, in alphabetical order, capabilities before pages."""
    root = HERE.parent
    found = [p.parent for part in ("cases", "web") for p in sorted((root / part).glob("*/apps.py"))]
    return [f"knipperlicht.{p.parent.name}.{p.name}" for p in found]
