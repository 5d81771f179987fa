"""Legal situations grouped by what they mean; the list itself is `situations.yml`."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from knipperlicht.reference.files import ReferenceFileError, Strict, read_yaml
from knipperlicht.reference.legal_forms import Code, Names, require_unique


class SituationGroup(Strict):
    """Situations of one meaning; `ended` = the entity no longer exists or no longer acts."""

    group: str
    ended: bool
    name: Names
    codes: tuple[Code, ...]
    note: str


@cache
def situation_groups() -> tuple[SituationGroup, ...]:
    """All groups, in the order of the file; raises when a code stands in two groups."""
    groups = TypeAdapter(tuple[SituationGroup, ...]).validate_python(read_yaml("situations.yml"))
    require_unique(file="situations.yml", codes=[code for group in groups for code in group.codes])
    return groups


@cache
def situation_group_by_code() -> dict[str, SituationGroup]:
    """JuridicalSituation code -> its group. A code that is missing is unknown, not normal."""
    return {code: group for group in situation_groups() for code in group.codes}


def situation_codes(*groups: str) -> tuple[str, ...]:
    """Codes of the named groups, sorted; raises on an unknown group name."""
    known = {group.group: group for group in situation_groups()}
    if unknown := sorted(set(groups) - known.keys()):
        raise ReferenceFileError(file="situations.yml", reason=f"no group {', '.join(unknown)}")
    return tuple(sorted(code for name in groups for code in known[name].codes))
