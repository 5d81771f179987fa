"""The command line. `main` is the console script; every command is one module beside this one."""

from __future__ import annotations

from knipperlicht.cli.main import main

__all__ = ["main"]
