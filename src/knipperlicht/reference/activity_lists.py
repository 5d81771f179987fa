"""Activities for which a duty or an exemption holds (`food_registration.yml`, `vat_exempt.yml`): prefixes of NACE 2025."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from knipperlicht.reference.files import ReferenceFileError, Strict, read_yaml

ListName = Literal["food_registration", "vat_exempt"]


class ActivityRule(Strict):
    """One line: codes that start with `prefix` belong to the list, or do not."""

    prefix: Annotated[str, Field(pattern=r"^[0-9]{2,5}$")]
    include: bool
    reason: str = Field(min_length=1)


class ActivityList(Strict):
    """`law`: the articles the list rests on. `review`: what a lawyer must still look at."""

    law: str
    review: str
    rules: tuple[ActivityRule, ...]


@cache
def activity_list(name: ListName) -> ActivityList:
    """A list; raises when a prefix stands in it twice."""
    found = ActivityList.model_validate(read_yaml(f"{name}.yml"))
    prefixes = [rule.prefix for rule in found.rules]
    if len(prefixes) != len(set(prefixes)):
        raise ReferenceFileError(file=f"{name}.yml", reason="a prefix stands there twice")
    return found


def is_listed(name: ListName, code: str) -> bool:
    """Whether a code of NACE-BEL 2025 belongs to the list; the longest prefix that fits decides."""
    fitting = [rule for rule in activity_list(name).rules if code.startswith(rule.prefix)]
    return max(fitting, key=lambda rule: len(rule.prefix)).include if fitting else False
