"""Which activities bring the public into fixed premises; the list itself is `consumer_sectors.yml`."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from knipperlicht.reference.files import ReferenceFileError, Strict, read_yaml

NaceVersion = Literal["2003", "2008", "2025"]


class ConsumerRule(Strict):
    """One line of the list: codes of `version` that start with `prefix` count, or do not."""

    version: NaceVersion
    prefix: Annotated[str, Field(pattern=r"^[0-9]{2,5}$")]
    include: bool
    reason: str


@cache
def consumer_rules() -> tuple[ConsumerRule, ...]:
    """All lines; raises when a version names a prefix twice."""
    rules = TypeAdapter(tuple[ConsumerRule, ...]).validate_python(read_yaml("consumer_sectors.yml"))
    keys = [(rule.version, rule.prefix) for rule in rules]
    if len(keys) != len(set(keys)):
        raise ReferenceFileError(file="consumer_sectors.yml", reason="a prefix stands there twice")
    return rules


def consumer_rule(*, version: str, code: str) -> ConsumerRule | None:
    """The line that decides for a code (5 or 7 digits), the longest prefix; None when no line fits."""
    fitting = [rule for rule in consumer_rules() if rule.version == version and code.startswith(rule.prefix)]
    return max(fitting, key=lambda rule: len(rule.prefix), default=None)


def is_consumer_sector(*, version: str, code: str) -> bool:
    """Whether the public normally walks into fixed premises for this activity."""
    rule = consumer_rule(version=version, code=code)
    return rule is not None and rule.include
