"""What pages use of measures and parallel tracks."""

from __future__ import annotations

from knipperlicht.cases.measures.showing import Shown, in_file
from knipperlicht.cases.operator.service import site
from knipperlicht.cases.procedures.registry import all_procedures
from knipperlicht.cases.procedures.steps import Procedure


def switched_on(procedure: Procedure) -> bool:
    """Whether the operator lets files of a procedure be opened; one without a switch always."""
    return not procedure.switch or bool(getattr(site(), procedure.switch))


def openable() -> list[Procedure]:
    """Procedures a file can be opened under by itself: switched on, and not one that follows from another file."""
    return [
        procedure
        for procedure in all_procedures().values()
        if not procedure.follows and switched_on(procedure)
    ]


__all__ = ["Shown", "in_file", "openable", "switched_on"]
