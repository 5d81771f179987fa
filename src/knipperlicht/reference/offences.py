"""The closed list of offences that a measure after an integrity investigation may rest on; the list is `offences.yml`."""

from __future__ import annotations

from datetime import date
from functools import cache

from knipperlicht.core.clock import Language
from knipperlicht.reference.files import ReferenceFileError, Strict, read_yaml

FILE = "offences.yml"
HOW_MANY = 33
"""Groups of offences in art. 119ter § 10 NGW."""


class Offence(Strict):
    """A group: its article as the Act names it (`old`, empty where the Act describes it), in the new code (`new`, empty while unknown)."""

    old: str
    new: str
    nl: str
    fr: str
    en: str

    def name(self, language: Language) -> str:
        """What people call it."""
        return {"nl": self.nl, "fr": self.fr, "en": self.en}[language]


class OffenceList(Strict):
    """One version of the list, by number."""

    version: date
    source: str
    offences: dict[int, Offence]


@cache
def offence_list() -> OffenceList:
    """The list in force; raises ReferenceFileError where a number is missing or strange."""
    found = OffenceList.model_validate(read_yaml(FILE))
    if list(found.offences) != list(range(1, HOW_MANY + 1)):
        raise ReferenceFileError(file=FILE, reason=f"needs the numbers 1 to {HOW_MANY}, in order")
    return found
