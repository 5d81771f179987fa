"""Legal forms grouped by what the rules need to know; the list itself is `legal_forms.yml`."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from knipperlicht.reference.files import ReferenceFileError, Strict, read_yaml

Code = Annotated[str, Field(pattern=r"^[0-9]{3}$")]
AccountsDuty = Literal["yes", "small_exempt", "depends", "no"]


class Names(Strict):
    """A name in the three languages of the screens."""

    nl: str
    fr: str
    en: str


class LegalFormGroup(Strict):
    """Forms with the same duties: `accounts` is the duty to file annual accounts, `source` its law."""

    group: str
    accounts: AccountsDuty
    name: Names
    source: str
    codes: tuple[Code, ...]


@cache
def legal_form_groups() -> tuple[LegalFormGroup, ...]:
    """All groups, in the order of the file; raises when a code stands in two groups."""
    groups = TypeAdapter(tuple[LegalFormGroup, ...]).validate_python(read_yaml("legal_forms.yml"))
    require_unique(file="legal_forms.yml", codes=[code for group in groups for code in group.codes])
    return groups


@cache
def legal_form_group_by_code() -> dict[str, LegalFormGroup]:
    """JuridicalForm code -> its group. A code that is missing is unknown, not exempt."""
    return {code: group for group in legal_form_groups() for code in group.codes}


def legal_form_codes(*groups: str) -> tuple[str, ...]:
    """Codes of the named groups, sorted; raises on an unknown group name."""
    known = {group.group: group for group in legal_form_groups()}
    if unknown := sorted(set(groups) - known.keys()):
        raise ReferenceFileError(file="legal_forms.yml", reason=f"no group {', '.join(unknown)}")
    return tuple(sorted(code for name in groups for code in known[name].codes))


def require_unique(*, file: str, codes: list[str]) -> None:
    """Raise when a code occurs twice."""
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ReferenceFileError(file=file, reason=f"code {', '.join(twice)} stands in two groups")
