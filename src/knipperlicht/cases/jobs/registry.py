"""Kinds of jobs, and what other apps hang onto the nightly ones. Apps register in their `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.utils.functional import Promise

from knipperlicht.cases.organisations.models import User

Say = Callable[[str], None]


class NothingToDo(Exception):
    """A job found nothing to do; its text says so."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A kind of job. `work` gets what to say lines with and the arguments of the run.

    `at`: time of day in Belgium at which it is due, or None when only people start it; `after`: kinds whose run
    of the same day must have ended first; `by_clock_only_if`: why the clock's run has work to do, empty for
    nothing (a person's run always works). `by_hand`: whether people start it from the page of jobs; else another
    capability does, with arguments. `ended_badly` is called with those when a run failed or its process died.
    """

    kind: str
    name: str | Promise
    work: Callable[[Say, dict[str, Any]], None]
    at: time | None = None
    after: tuple[str, ...] = ()
    by_clock_only_if: Callable[[], str] | None = None
    by_hand: bool = True
    ended_badly: Callable[[dict[str, Any]], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail to one user. `subject` and `lines` are made under the user's language; no company in the subject."""

    user: User
    subject: str | Promise
    lines: Iterable[str | Promise]


@dataclass
class Hooks:
    """Functions of other apps: `alerts` give the letters of this night, `tidying` clears and says what."""

    alerts: dict[str, Callable[[date], Iterable[Letter]]] = field(default_factory=dict)
    tidying: dict[str, Callable[[], str]] = field(default_factory=dict)


hooks = Hooks()
jobs: dict[str, Job] = {}


class UnknownJob(LookupError):
    """A kind that nobody registered."""


def register(job: Job) -> None:
    """Make a kind known."""
    jobs[job.kind] = job


def alert(name: str, letters: Callable[[date], Iterable[Letter]]) -> None:
    """Have the alerts send these letters, called once for each new day of data: changes on or after the day given."""
    hooks.alerts[name] = letters


def tidy(name: str, clear: Callable[[], str]) -> None:
    """Have the nightly tidying call this; what it gives stands in the log of the run, empty for nothing."""
    hooks.tidying[name] = clear


def job_of(kind: str) -> Job:
    """The kind of this name; raises UnknownJob."""
    try:
        return jobs[kind]
    except KeyError:
        raise UnknownJob(kind) from None
