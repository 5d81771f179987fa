"""Who must deposit annual accounts, by when, and what lateness costs; the list is `filing_rules.yml`."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import Field

from knipperlicht.reference.files import ReferenceFileError, Strict, read_yaml
from knipperlicht.reference.legal_forms import Code, legal_form_codes, legal_form_groups
from knipperlicht.reference.periods import Period, on_day, require_unbroken
from knipperlicht.reference.situations import situation_codes


class Duty(Strict):
    """Groups of legal forms and situations for which the duty is certain, and groups that have none."""

    groups: tuple[str, ...]
    doubtful_forms: tuple[Code, ...]
    none_groups: tuple[str, ...]
    situations: tuple[str, ...]
    source: str


class Terms(Strict):
    """Terms of law: days after approval, months after the year's end, months a year can last at most."""

    days_after_approval: int = Field(gt=0)
    months_after_year: int = Field(gt=0)
    longest_year_months: int = Field(ge=12)
    source: str


class Seen(Strict):
    """Days until a deposit is sure to be listed, and days an answer about one enterprise stays good."""

    days_until_listed: int = Field(ge=0)
    days_an_answer_holds: int = Field(ge=0)


class Step(Strict):
    """From the first day of this month after the year's end: surcharge in whole euros."""

    month: int = Field(gt=0)
    small: int = Field(gt=0)
    other: int = Field(gt=0)


class Surcharge(Period):
    """Steps for deposits made between two days, lowest month first; `confirmed` by more than one source."""

    confirmed: bool
    source: str
    steps: tuple[Step, ...] = Field(min_length=1)


class Lengthened(Strict):
    """First and last closing day of the years whose terms a law lengthened."""

    since: date = Field(alias="from")
    until: date = Field(alias="to")
    source: str


class FilingRules(Strict):
    """The whole file."""

    duty: Duty
    terms: Terms
    seen: Seen
    lengthened: tuple[Lengthened, ...]
    surcharge: tuple[Surcharge, ...]


@cache
def filing_rules() -> FilingRules:
    """The rules; raises when they contradict themselves or the list of legal forms."""
    rules = FilingRules.model_validate(read_yaml("filing_rules.yml"))
    require_unbroken(file="filing_rules.yml", what="surcharge", periods=rules.surcharge)
    for period in rules.surcharge:
        months = [step.month for step in period.steps]
        if months != sorted(set(months)):
            raise ReferenceFileError(
                file="filing_rules.yml", reason=f"steps of {period.since} are not in order"
            )
    accounts = {group.group: group.accounts for group in legal_form_groups()}
    if wrong := [name for name in rules.duty.groups if accounts.get(name) != "yes"]:
        raise ReferenceFileError(file="filing_rules.yml", reason=f"{wrong} carry no duty in legal_forms.yml")
    if wrong := [name for name in rules.duty.none_groups if accounts.get(name) == "yes"]:
        raise ReferenceFileError(file="filing_rules.yml", reason=f"{wrong} carry the duty in legal_forms.yml")
    return rules


@cache
def filing_forms() -> tuple[Code, ...]:
    """Legal forms that must deposit whatever their size, sorted."""
    duty = filing_rules().duty
    return tuple(code for code in legal_form_codes(*duty.groups) if code not in duty.doubtful_forms)


@cache
def exempt_forms() -> tuple[Code, ...]:
    """Legal forms without a duty that could be concluded from the register, sorted."""
    return legal_form_codes(*filing_rules().duty.none_groups)


@cache
def filing_situations() -> tuple[Code, ...]:
    """Legal situations in which the duty stands for sure, sorted."""
    return situation_codes(*filing_rules().duty.situations)


def surcharge_on(*, deposited: date, month: int, small: bool) -> int:
    """Surcharge in euros for a deposit in the `month`-th month after the year's end; 0 where there is none.

    Days before the list give 0.
    """
    period = on_day(filing_rules().surcharge, deposited)
    reached = [step for step in period.steps if step.month <= month] if period else []
    return 0 if not reached else reached[-1].small if small else reached[-1].other
