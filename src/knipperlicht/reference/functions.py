"""Functions within a company, by the labels registers print; the list itself is `functions.yml`."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from knipperlicht.reference.files import Strict, read_yaml
from knipperlicht.reference.legal_forms import require_unique

OTHER = "other"


class FunctionGroup(Strict):
    """Labels in small letters per language, and codes of the National Bank, of one group."""

    group: str
    nl: tuple[str, ...]
    fr: tuple[str, ...]
    nbb: tuple[str, ...]


@cache
def function_groups() -> tuple[FunctionGroup, ...]:
    """All groups, in the order of the file; raises when a label or code stands in two."""
    groups = TypeAdapter(tuple[FunctionGroup, ...]).validate_python(read_yaml("functions.yml"))
    require_unique(file="functions.yml", codes=[word for group in groups for word in (*group.nl, *group.fr)])
    require_unique(file="functions.yml", codes=[code for group in groups for code in group.nbb])
    return groups


def roles_by_label() -> dict[str, str]:
    """Label in small letters, Dutch or French -> group."""
    return {label: group.group for group in function_groups() for label in (*group.nl, *group.fr)}


def roles_by_nbb_code() -> dict[str, str]:
    """Code after `fct:m` -> group."""
    return {code: group.group for group in function_groups() for code in group.nbb}
