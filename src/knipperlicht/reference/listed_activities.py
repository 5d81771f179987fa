"""The activities for which a council may adopt a police regulation (royal decree of 22 April 2024); see the file's head."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from knipperlicht.reference.files import ReferenceFileError, Strict, read_yaml

FILE = "listed_activities.yml"
COUNT = 35
Sector = Literal["horeca", "cars", "retail", "property", "beauty", "gambling"]
SECTORS: tuple[Sector, ...] = ("horeca", "cars", "retail", "property", "beauty", "gambling")
"""The six sectors of the decree."""
Prefix = Annotated[str, Field(pattern=r"^[0-9]{2,5}$")]


class ListedActivity(Strict):
    """One activity. `nl` and `fr` are empty where the official text was not found; `begins`: what is known of a name that was cut.

    `nace2008` and `nace2025`: starts of codes that help to search a register and decide nothing; `weak`: they do not isolate it.
    """

    number: Annotated[int, Field(ge=1, le=COUNT)]
    sector: Sector | None = None
    nl: str = ""
    fr: str = ""
    begins: str = ""
    nace2008: tuple[Prefix, ...] = ()
    nace2025: tuple[Prefix, ...] = ()
    weak: bool = False


class ListedActivities(Strict):
    """The list as it was known on the day `checked`."""

    decree: str
    checked: date
    activities: tuple[ListedActivity, ...]


@cache
def listed_activities() -> ListedActivities:
    """The list; raises ReferenceFileError unless it has every number once, in order."""
    found = ListedActivities.model_validate(read_yaml(FILE))
    if [activity.number for activity in found.activities] != list(range(1, COUNT + 1)):
        raise ReferenceFileError(file=FILE, reason=f"it must name 1 to {COUNT}, each once and in order")
    if any(bool(activity.nl) != bool(activity.fr) for activity in found.activities):
        raise ReferenceFileError(file=FILE, reason="an activity has a name in one language only")
    return found


@cache
def listed_activity(number: int) -> ListedActivity:
    """One of them; raises LookupError."""
    for activity in listed_activities().activities:
        if activity.number == number:
            return activity
    raise LookupError(number)
