"""The parts a procedure's table is written with: steps, the fields they ask, guards, terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise

from knipperlicht.cases.procedures.case import Around, Case, Proposed
from knipperlicht.core.terms import Begin, Unit

Text = str | Promise


class Office(StrEnum):
    """Whose act a step is in law."""

    MAYOR = "mayor"
    STAFF = "staff"
    COLLEGE = "college"
    COUNCIL = "council"
    DIOB = "diob"
    PERSON = "person"
    COURT = "court"
    PROSECUTOR = "prosecutor"
    OFFICER = "sanctioning_officer"
    SYSTEM = "system"


class Tag(StrEnum):
    """How sure a rule is (law.md §0.1). What is no law is shown to people as an open question."""

    LAW = "law"
    SECONDARY = "secondary"
    MEMORY = "memory"
    ASSUMPTION = "assumption"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a field holds; JSON in `Act.data`.

    `lines` and `choices` are lists of text. `people` is a list of objects with `kind` (natural or legal), `name`, `first_names`,
    `birth_date`, `address`, `national_number`, `enterprise_number`, `establishment_number`, `capacity`: what art. 12 of the Act names as
    identification, as far as known. A document is the id of one in the file. Money is text with two decimals, in euro.
    """

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    NUMBER = "number"
    MONEY = "money"
    YES = "yes"
    CHOICE = "choice"
    CHOICES = "choices"
    PEOPLE = "people"
    DOCUMENT = "document"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a step asks.

    `criminal`: data in the sense of art. 10 GDPR, kept apart and encrypted; `underlying`: destroyed with the data on which the
    decision is based (art. 119quinquies § 2, 3° NGW). `choices`: code -> name. `rule`: the rule of law that a refusal names when a
    required field is left empty.
    """

    name: str
    label: Text
    kind: Kind = Kind.LINE
    required: bool = True
    help: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()
    criminal: bool = False
    underlying: bool = False
    rule: str = "field"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a step may not be taken: the rule (law.md §9.4 or a name), its article, what is missing and what to do."""

    rule: str
    article: str
    sentence: Text


Guard = Callable[[Case, Proposed, Around], Refusal | None]
"""Gives a refusal, or None when this rule does not stand in the way."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A row of a procedure's table.

    `sources`: states it may be taken in; `target`: the state after it, None where it stays; `choose`: the state after it where that
    depends on what was recorded. `done`: what stands in the time line ("The mayor decided to start"). `documents`: those it makes.
    `first`: the step that opens a case. `repeats`: whether it stays on offer after it was taken once in a state. `opens`: the procedure
    of the file that follows from it, with this one as its parent ("" for none).
    """

    key: str
    name: Text
    done: Text
    office: Office
    article: str
    sources: frozenset[str]
    target: str | None = None
    choose: Callable[[Case, Proposed], str] | None = None
    fields: tuple[Field, ...] = ()
    guards: tuple[Guard, ...] = ()
    documents: tuple[str, ...] = ()
    tag: Tag = Tag.LAW
    question: Text = ""
    first: bool = False
    repeats: bool = False
    opens: str = ""


@dataclass(frozen=True, kw_only=True)
class TermRule:
    """A term of a procedure: T1 … of law.md §9.1.

    `event`: the day it runs from, None while it does not run; `met`: the day on which what it asks was done; `count` may depend on the
    case (an extension). `of`: whom it binds. `void`: it no longer matters (the case took another way). `until`: the last day
    itself, where the law names a day (the next meeting of the college) and no length. `longest`: a ceiling or a time to wait, and not a
    duty (a suspension of at most six months, the standstill): nothing is late when it is over.
    """

    key: str
    name: Text
    article: str
    unit: Unit
    begin: Begin
    event: Callable[[Case], date | None]
    met: Callable[[Case], date | None]
    count: Callable[[Case], int] = lambda case: 1
    until: Callable[[Case], date | None] = lambda case: None
    void: Callable[[Case], bool] = lambda case: False
    of: Office = Office.STAFF
    tag: Tag = Tag.LAW
    question: Text = ""
    rolls_over: bool = False
    longest: bool = False
    remind: tuple[int, ...] = (5, 1)


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One kind of case: its states with their names, its steps, its terms, and guards that hold for every step.

    `code`: in the number of a file (2026-INT-00001). `automatic`: the act that follows by law from the day alone, if one is due; asked
    when a term went by. `ended`: states in which a case is closed. `purpose`: the purpose its acts are logged with (`audit/purposes.py`).
    `about`: what is fixed when a case is opened. `college_steps` and `college_documents`: the decision set, all that a member of the
    college may see of a case (law.md §9.4, guard 12). `follows`: opened from another file only, its parent. `switch`: the setting of
    the site without which no file of it can be opened; "" for none.
    """

    key: str
    code: str
    name: Text
    states: tuple[tuple[str, Text], ...]
    steps: tuple[Step, ...]
    terms: tuple[TermRule, ...] = ()
    guards: tuple[Guard, ...] = ()
    automatic: Callable[[Case, Around], Proposed | None] | None = None
    ended: frozenset[str] = frozenset()
    purpose: str = "integrity"
    law: Text = ""
    college_steps: frozenset[str] = frozenset()
    college_documents: frozenset[str] = frozenset()
    open_questions: tuple[Text, ...] = ()
    about: tuple[Field, ...] = field(default=())
    follows: bool = False
    switch: str = ""

    def step(self, key: str) -> Step:
        """The step of this name; raises UnknownStep."""
        for step in self.steps:
            if step.key == key:
                return step
        raise UnknownStep(self.key, key)

    def state_name(self, state: str) -> Text:
        """What people call a state."""
        return dict(self.states)[state]

    @property
    def opening(self) -> Step:
        """The step that opens a case."""
        return next(step for step in self.steps if step.first)


class UnknownStep(LookupError):
    """A procedure has no step of that name."""
