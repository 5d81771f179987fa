"""A case as its procedure sees it: the acts done in it, and from them all else. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act in a case, as it was recorded; never changed afterwards.

    `on`: the day it took place in law; `recorded`: the day it was written down; `data`: what the step asks, by name of
    the field: text, numbers, booleans, ISO days, lists of these or of objects with these.
    """

    number: int
    step: str
    on: date
    recorded: date
    before: str
    after: str
    data: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""

    def day(self, name: str) -> date | None:
        """A field that is a day; None where it was left empty."""
        value = self.data.get(name)
        return date.fromisoformat(value) if value else None


@dataclass(frozen=True, kw_only=True)
class Case:
    """The acts of a case in the order in which they were recorded, and what is fixed of it since it was opened.

    `about`: fixed facts that guards ask (activity, permit duty, article of a closure …), by name.
    """

    kind: str
    state: str
    acts: tuple[Act, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)

    def last(self, *steps: str) -> Act | None:
        """The last act of one of these steps."""
        return next((act for act in reversed(self.acts) if act.step in steps), None)

    def all(self, *steps: str) -> tuple[Act, ...]:
        """Every act of these steps, oldest first."""
        return tuple(act for act in self.acts if act.step in steps)

    def since(self, step: str) -> tuple[Act, ...]:
        """The acts after the last one of `step`; all of them where there is none."""
        begun = self.last(step)
        return tuple(act for act in self.acts if begun is None or act.number > begun.number)


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a guard must know that stands outside the case. Filled anew for each question, never kept.

    `today`: day in Belgium; `designated`: whether who acts is designated staff with access to this case (D06);
    `offices`: offices who acts holds (`Office`); `next_meeting`: day of the next college meeting, if one is planned;
    `documents`: codes of documents (D01 …) that are finalised or received in the case; `facts`: what other capabilities say, by name
    (in_scope, regulation_in_force, open_case_same_subject, protocol_valid, pending_appeal …).
    """

    today: date
    designated: bool = True
    offices: frozenset[str] = frozenset()
    next_meeting: date | None = None
    documents: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """An act somebody wants to record."""

    step: str
    on: date
    data: Mapping[str, Any] = field(default_factory=dict)

    def day(self, name: str) -> date | None:
        """A field that is a day; None where it was left empty."""
        value = self.data.get(name)
        return date.fromisoformat(value) if value else None
