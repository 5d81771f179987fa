"""Every procedure, found by its module: a folder or file here that has a `PROCEDURE` or `PROCEDURES` is one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from knipperlicht.cases import procedures
from knipperlicht.cases.procedures.steps import Procedure


class UnknownProcedure(LookupError):
    """No procedure of that name."""


@cache
def all_procedures() -> dict[str, Procedure]:
    """By key, in the order of the modules."""
    found: dict[str, Procedure] = {}
    for module in iter_modules(procedures.__path__):
        known = import_module(f"{procedures.__name__}.{module.name}")
        own = [known.PROCEDURE] if hasattr(known, "PROCEDURE") else getattr(known, "PROCEDURES", ())
        found.update({procedure.key: procedure for procedure in own})
    return found


def procedure_of(key: str) -> Procedure:
    """The procedure of this name; raises UnknownProcedure."""
    try:
        return all_procedures()[key]
    except KeyError:
        raise UnknownProcedure(key) from None
