"""The guaranteed minimum income of full-time employees per month, and what employers pay on it: `minimum_wage.yml`."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from knipperlicht.reference.files import Strict, read_yaml
from knipperlicht.reference.periods import Period, require_unbroken


class MinimumWage(Period):
    """Gross pay per month in euro cents; `confirmed` is false while a lawyer must still check it."""

    cents: int = Field(gt=0)
    confirmed: bool


class EmployerCharge(Period):
    """Nominal basic contribution in percent of gross pay."""

    percent: int = Field(ge=0, le=100)
    confirmed: bool


class WageList(Strict):
    """The file. `weekly_hours` of full-time work."""

    wages: tuple[MinimumWage, ...]
    employer_charges: tuple[EmployerCharge, ...]
    weekly_hours: int = Field(gt=0)


@cache
def wage_list() -> WageList:
    """The whole file; raises when the periods of a list do not follow each other."""
    found = WageList.model_validate(read_yaml("minimum_wage.yml"))
    require_unbroken(file="minimum_wage.yml", what="wages", periods=found.wages)
    require_unbroken(file="minimum_wage.yml", what="employer charges", periods=found.employer_charges)
    return found
